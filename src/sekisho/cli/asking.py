"""Asks a person for the arguments that a command needs, in the command's own words.

What is asked comes from the command's arguments themselves: a new one is asked for without an
edit here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sekisho.cli.voice import Voice

Input = Callable[[str], str]

THERE = frozenset({"evidence", "dir", "rulebook", "statement"})
"""Arguments that name something which must exist already: asked again until it does."""


class Form(argparse.ArgumentParser):
    """A parser that tells its arguments in their order; its acts (subparsers) are forms too."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{**how, "add_help": False})

    @property
    def held(self) -> list[argparse.Action]:
        """Every argument, those in groups too."""
        return list(self._actions)


def fitting(form: Form, acts: Sequence[str]) -> list[argparse.Action] | None:
    """The arguments that remain after the acts (``verify`` of ``ledger verify``) were said.

    None when the command knows no such act.
    """
    held = form.held
    for act in acts:
        first = next((action for action in held if not action.option_strings), None)
        if first is None or act not in (first.choices or ()):
            return None
        below = first.choices[act] if isinstance(first.choices, dict) else None
        held = [action for action in held if action is not first]
        held += below.held if isinstance(below, Form) else []
    return held


def ask(
    actions: Sequence[argparse.Action], wished: Sequence[str], voice: Voice, listen: Input
) -> list[str]:
    """The words of a command line from a person's answers: all that is required, and of the
    rest what is ``wished`` (by name). Raises EOFError when nobody is there to answer."""
    places: list[str] = []
    options: list[str] = []
    for action in actions:
        if not _required(action) and action.dest not in wished:
            continue
        given = _answer(action, voice, listen)
        if given and action.option_strings:
            options += [action.option_strings[-1], given]
        elif given:
            places.append(given)
    return places + options


def _required(action: argparse.Action) -> bool:
    return action.required if action.option_strings else action.nargs not in ("?", "*")


def _answer(action: argparse.Action, voice: Voice, listen: Input) -> str:
    """One answer; empty only where the argument may be left out."""
    code = "menu.question" if _required(action) else "menu.question_or_none"
    about = action.help or action.dest
    if action.choices:
        about = f"{about} [{' / '.join(map(str, action.choices))}]"
    while True:
        given = _clean(listen(voice.text(code, about=about) + " "))
        if _fits(action, given):
            return given
        voice.say("cli.ask.again")


def _fits(action: argparse.Action, given: str) -> bool:
    if not given:
        return not _required(action)
    if action.choices:
        return given in map(str, action.choices)
    return action.dest not in THERE or Path(given).exists()


def _clean(given: str) -> str:
    """A path as people give it: dragged into the window it comes in quotes."""
    return given.strip().strip("\"'")
