"""``sekisho`` alone: asks what the main job needs, in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sekisho.cli.exits import BadInputError
from sekisho.cli.voice import Voice

Input = Callable[[str], str]


def ask(voice: Voice, listen: Input) -> list[str]:
    """The words of ``sekisho investigate`` from a person's answers.

    Raises BadInputError when nobody is there to answer.
    """
    voice.say("cli.ask.welcome")
    try:
        evidence = _answer(voice, listen, "cli.ask.evidence", must_exist=True)
        case = _answer(voice, listen, "cli.ask.case", must_exist=False)
        rulebook = _optional(voice, listen, "cli.ask.rulebook")
        statement = _optional(voice, listen, "cli.ask.statement")
    except EOFError:
        raise BadInputError("cli.ask.nobody") from None
    words = ["investigate", evidence, "--case", case, "--lang", voice.language]
    words += ["--rulebook", rulebook] if rulebook else []
    words += ["--statement", statement] if statement else []
    return words


def _answer(voice: Voice, listen: Input, question: str, *, must_exist: bool) -> str:
    while True:
        given = _clean(listen(voice.text(question) + " "))
        if given and (not must_exist or Path(given).is_dir()):
            return given
        voice.say("cli.ask.again")


def _optional(voice: Voice, listen: Input, question: str) -> str:
    while True:
        given = _clean(listen(voice.text(question) + " "))
        if not given or Path(given).exists():
            return given
        voice.say("cli.ask.again")


def _clean(given: str) -> str:
    """A path as people give it: dragged into the window it comes in quotes."""
    return given.strip().strip("\"'")
