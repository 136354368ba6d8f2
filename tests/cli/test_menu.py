"""``sekisho`` alone: only what this version has is shown, and each line runs its command."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from sekisho.cli.asking import Form, fitting
from sekisho.cli.exits import BadInputError
from sekisho.cli.main import command_named, commands, main
from sekisho.cli.menu import ENTRIES, menu
from sekisho.cli.voice import Voice
from sekisho.text import codes

from .test_asking import listener


class Office:
    """A person before the menu: what was shown, and which commands ran."""

    def __init__(self, answers: list[str], ends: int = 0) -> None:
        self.voice = Voice("ja", out=io.StringIO(), err=io.StringIO())
        self.ran: list[list[str]] = []
        self.answers = answers
        self.ends = ends

    def work(self) -> int:
        return menu(self.voice, listener(self.answers), self.arguments, self.run)

    def arguments(self, name: str):  # type: ignore[no-untyped-def]
        return command_named(name).arguments if name in commands() else None

    def run(self, words: list[str]) -> int:
        self.ran.append(words)
        return self.ends

    @property
    def shown(self) -> str:
        return self.voice.out.getvalue()  # type: ignore[attr-defined]


def test_a_number_runs_its_command_and_the_menu_comes_again(tmp_path: Path) -> None:
    office = Office(["1", str(tmp_path), "case", "", "", "0"], ends=3)
    assert office.work() == 3
    assert office.ran == [["investigate", "--lang", "ja", str(tmp_path), "--case", "case"]]
    assert office.shown.count(codes("ja")["menu.welcome"]) == 2


def test_only_what_this_version_has_is_shown() -> None:
    office = Office(["0"])
    assert office.work() == 0
    for entry in ENTRIES:
        known = entry.words[0] in commands() and _acts(entry.words)
        assert (codes("ja")[entry.code] in office.shown) == known, entry.words


def _acts(words: tuple[str, ...]) -> bool:
    form = Form()
    command_named(words[0]).arguments(form, Voice("ja"))
    return fitting(form, words[1:]) is not None


def test_a_command_that_comes_later_needs_no_edit() -> None:
    def later(form: argparse.ArgumentParser, _voice: Voice) -> None:
        form.add_argument("--out", required=True, help="書き出す先")

    office = Office(["1", "stick", "0"])
    ended = menu(
        office.voice, listener(office.answers),
        lambda name: later if name == "collect" else None, office.run,
    )  # fmt: skip
    assert ended == 0
    assert office.ran == [["collect", "--lang", "ja", "--out", "stick"]]


def test_wide_digits_are_digits_and_other_answers_are_asked_again() -> None:
    office = Office(["九", "99", "-1", "", "０"])
    assert office.work() == 0
    assert office.shown.count(codes("ja")["menu.again"]) == 4


def test_what_is_wished_is_an_argument_of_the_command() -> None:
    for entry in ENTRIES:
        if entry.words[0] in commands() and _acts(entry.words):
            form = Form()
            command_named(entry.words[0]).arguments(form, Voice("ja"))
            held = {action.dest for action in fitting(form, entry.words[1:]) or []}
            assert set(entry.wished) <= held, entry.words


def test_when_nobody_answers_nothing_is_done() -> None:
    with pytest.raises(BadInputError) as caught:
        Office([]).work()
    assert caught.value.code == "cli.ask.nobody"


def test_when_the_answers_end_the_last_command_counts(tmp_path: Path) -> None:
    office = Office(["1", str(tmp_path), "case", "", ""], ends=4)
    assert office.work() == 4


def test_sekisho_alone_is_the_menu(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", listener(["0"]))
    assert main([]) == 0
    assert codes("ja")["menu.investigate"] in capsys.readouterr().out
