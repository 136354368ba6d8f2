"""Questions come from a command's own arguments; answers become its words."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from sekisho.cli.asking import Form, ask, fitting
from sekisho.cli.main import command_named
from sekisho.cli.voice import Voice


def listener(answers: list[str], heard: list[str] | None = None) -> Callable[[str], str]:
    waiting = iter(answers)

    def listen(question: str) -> str:
        if heard is not None:
            heard.append(question)
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return listen


def voice() -> Voice:
    return Voice("ja", out=io.StringIO(), err=io.StringIO())


def form_of(command: str) -> Form:
    form = Form()
    command_named(command).arguments(form, voice())
    return form


def answered(command: str, acts: list[str], wished: list[str], answers: list[str]) -> list[str]:
    actions = fitting(form_of(command), acts)
    assert actions is not None
    return ask(actions, wished, voice(), listener(answers))


def test_what_is_required_is_asked_until_it_exists(tmp_path: Path) -> None:
    answers = ["nowhere", f'"{tmp_path}"', "", "case"]
    assert answered("investigate", [], [], answers) == [str(tmp_path), "--case", "case"]


def test_what_may_be_left_out_is_asked_only_when_wished(tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.touch()
    answers = [str(tmp_path), "case", str(memo), ""]
    words = answered("investigate", [], ["rulebook", "statement"], answers)
    assert words == [str(tmp_path), "--case", "case", "--statement", str(memo)]


def test_an_act_is_said_and_not_asked(tmp_path: Path) -> None:
    assert answered("ledger", ["verify"], [], [str(tmp_path)]) == [str(tmp_path)]
    assert fitting(form_of("ledger"), ["forge"]) is None
    assert fitting(form_of("sources"), ["first"]) is None


def test_acts_may_be_parsers_of_their_own() -> None:
    form = Form()
    acts = form.add_subparsers(dest="act")
    first = acts.add_parser("first")
    first.add_argument("case", help="the case")
    acts.add_parser("duty").add_mutually_exclusive_group().add_argument("--on", required=False)
    held = fitting(form, ["first"])
    assert held is not None
    assert [action.dest for action in held] == ["case"]
    assert [action.dest for action in fitting(form, ["duty"]) or []] == ["on"]


def test_a_choice_is_one_of_those_shown() -> None:
    heard: list[str] = []
    actions = fitting(form_of("drill"), [])
    assert actions is not None
    words = ask(actions, [], voice(), listener(["atami", "ikeda", "here"], heard))
    assert words == ["ikeda", "--out", "here"]
    assert "ikeda / takatsuki" in heard[0]


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        answered("investigate", [], [], [str(tmp_path)])


def test_a_form_declares_no_help_of_its_own() -> None:
    assert [action.dest for action in Form().held] == []
    assert isinstance(Form(), argparse.ArgumentParser)
