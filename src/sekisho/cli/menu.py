"""``sekisho`` alone: a menu of what can be done, by number, in the user's language."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sekisho.cli.asking import Form, Input, ask, fitting
from sekisho.cli.exits import BadInputError
from sekisho.cli.voice import Voice


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: a command, its act if it has some, and which of the arguments that
    may be left out are asked for all the same."""

    words: tuple[str, ...]
    wished: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of its title."""
        return f"menu.{'.'.join(self.words)}"


ENTRIES = (
    Entry(("investigate",), ("rulebook", "statement")),
    Entry(("collect",)),
    Entry(("report", "first"), ("sheet", "rulebook")),
    Entry(("report", "duty"), ("sheet", "rulebook")),
    Entry(("report", "council"), ("sheet", "rulebook")),
    Entry(("preserve",), ("out",)),
    Entry(("sheet", "init")),
    Entry(("ready",), ("evidence", "out", "rulebook")),
    Entry(("av",), ("at",)),
    Entry(("rulebook", "init")),
    Entry(("rulebook", "check")),
    Entry(("gates", "preview"), ("rulebook",)),
    Entry(("lines", "verify"), ("rulebook", "config", "origin")),
    Entry(("ledger", "verify")),
    Entry(("drill",)),
    Entry(("sources",)),
)
"""In the order in which a person meets them on the day; those a version lacks are not shown."""

Arguments = Callable[[str], Callable[[argparse.ArgumentParser, Voice], None] | None]
"""Gives the function that declares a command's arguments, None for an unknown command."""


def menu(voice: Voice, listen: Input, arguments: Arguments, run: Callable[[list[str]], int]) -> int:
    """Shows the menu, asks, runs, and shows it again until the person has done.

    Gives the exit code of the last command, 0 when there was none. Raises BadInputError when
    nobody is there to answer.
    """
    known = [(entry, _held(entry, arguments, voice)) for entry in ENTRIES]
    shown = [(entry, held) for entry, held in known if held is not None]
    ended: int | None = None
    while True:
        _show([entry for entry, _held in shown], voice)
        try:
            chosen = _choice(listen(voice.text("menu.choose") + " "), len(shown))
            if chosen == 0:
                return ended or 0
            if chosen is None:
                voice.say("menu.again")
                continue
            entry, held = shown[chosen - 1]
            asked = ask(held, entry.wished, voice, listen)
        except EOFError:
            if ended is None:
                raise BadInputError("cli.ask.nobody") from None
            return ended
        command, *acts = entry.words
        ended = run([command, "--lang", voice.language, *acts, *asked])


def _held(entry: Entry, arguments: Arguments, voice: Voice) -> list[argparse.Action] | None:
    """The arguments of an entry, None when this version lacks it."""
    declare = arguments(entry.words[0])
    if declare is None:
        return None
    form = Form()
    declare(form, voice)
    return fitting(form, entry.words[1:])


def _show(entries: Sequence[Entry], voice: Voice) -> None:
    voice.say("menu.welcome")
    for number, entry in enumerate(entries, start=1):
        voice.line(f"  {number:>2}  {voice.text(entry.code)}")
    voice.line(f"  {0:>2}  {voice.text('menu.leave')}")


def _choice(given: str, count: int) -> int | None:
    """The number a person gave, in digits of any width; None when it is no line's."""
    given = given.strip()
    if not given.isdecimal():
        return None
    number = int(given)
    return number if 0 <= number <= count else None
