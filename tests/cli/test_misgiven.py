"""Mistakes on a command line, as argparse itself tells them, in words of both languages."""

from __future__ import annotations

import argparse
import re

import pytest

from sekisho.cli.main import main
from sekisho.cli.misgiven import Misgiven
from sekisho.cli.parser import Parser
from sekisho.cli.voice import voice_for
from sekisho.text import LANGUAGES, Language


def _parser(language: Language) -> Parser:
    Parser.voice = voice_for(language, json=False)
    parser = Parser(prog="sekisho try")
    parser.add_argument("evidence", metavar="EVIDENCE", help="EVIDENCE-HELP")
    parser.add_argument("form", choices=("word", "paper"))
    parser.add_argument("--case", metavar="DIR", required=True)
    parser.add_argument("--caseless", action="store_true")
    parser.add_argument("--number", type=int)
    parser.add_argument("--share", type=float)
    parser.add_argument("--pair", nargs=2)
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--one", action="store_true")
    either.add_argument("--other", action="store_true")
    return parser


MISTAKES = {
    "missing": (["e", "word"], ("--case DIR",)),
    "all missing": ([], ("EVIDENCE", "EVIDENCE-HELP", "form", "word", "paper", "--case DIR")),
    "no choice": (["e", "wrod", "--case", "c"], ("「wrod」", "「word」のことか", "paper")),
    "no whole number": (["e", "word", "--case", "c", "--number", "two"], ("--number", "「two」",
                                                                          "整数")),
    "no number": (["e", "word", "--case", "c", "--share", "half"], ("--share", "「half」", "数で")),
    "no value": (["e", "word", "--case"], ("--case", "値が要る")),
    "one value of two": (["e", "word", "--case", "c", "--pair", "1"], ("--pair", "値が要る")),
    "needless": (["e", "word", "--case", "c", "--one=3"], ("--one", "「3」", "値を付けない")),
    "together": (["e", "word", "--case", "c", "--one", "--other"], ("--other", "--one",
                                                                    "一緒には使えない")),
    "either": (["e", "word", "--cas", "c"], ("「--cas」", "--case", "--caseless", "終わりまで")),
    "too many": (["e", "word", "f", "--case", "c"], ("「f」", "余分")),
    "mistyped": (["e", "word", "--caes", "c"], ("「--caes」", "「--case」のことか")),
    "mistyped beside": (["e", "word", "--case", "c", "--nubmer=3"], ("「--nubmer」",
                                                                     "「--number」のことか")),
    "unlike any": (["e", "word", "--case", "c", "--zzz"], ("「--zzz」という指定はない",)),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_the_language(
    mistake: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    words, told = MISTAKES[mistake]
    with pytest.raises(SystemExit) as ended:
        _parser(language).parse_args(words)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == "", "what is wrong goes to the error stream, the usage too"
    assert "[cli.bad_arguments]" in said.err
    assert "sekisho try --help" in said.err
    if language == "ja":
        assert all(one in said.err for one in told), said.err
        first = said.err.split("使い方")[0].replace("[cli.bad_arguments]", "")
        assert not re.search(r"argument|invalid|required|expected|unrecognized|usage", first)


def test_what_is_unlike_every_option_is_offered_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _parser("ja").parse_args(["e", "word", "--case", "c", "--zzz"])
    assert "のことか" not in capsys.readouterr().err


def test_a_form_that_is_not_known_is_shown_as_it_came() -> None:
    voice = voice_for("ja", json=False)
    assert Misgiven((), (), voice).told("something new") == "something new"


def test_the_command_at_fault_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gates", "preview", "all", "--from", "x", "--betwen", "--lang", "ja"]) == 2
    said = capsys.readouterr().err
    assert "「--between」のことか" in said
    assert "sekisho gates preview" in said


def test_an_act_that_is_lacking_is_told_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["ledger", "--lang", "ja"]) == 2
    assert "verify" in capsys.readouterr().err


def test_argparse_still_tells_mistakes_in_these_forms() -> None:
    """Each mistake above is one that argparse tells, not one that another reads the same way."""
    plain = argparse.ArgumentParser(exit_on_error=False)
    plain.add_argument("--number", type=int)
    with pytest.raises(argparse.ArgumentError, match="invalid int value: 'two'"):
        plain.parse_args(["--number", "two"])
