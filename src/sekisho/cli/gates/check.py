"""``sekisho gates check DIR``: what the real systems' own checkers say of built settings."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.build import gate_for, target_for
from sekisho.cli.given import folder
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.built import Built, NotBuiltError, read
from sekisho.gates.contract import Checked

_LINES = 20
"""Lines of a checker that are shown for a file."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The folder."""
    parser.add_argument("dir", metavar="DIR", help=voice.text("cli.gates.dir"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Refused is a failure; what nobody checked here is not the same as accepted."""
    root = folder(given.dir)
    answers: list[Checked] = []
    for one in built_in(root):
        target = target_for(gate_for(one.gate), one.target)
        answers += target.check(root / one.gate / one.target)
    voice.result([asdict(answer) for answer in answers])
    tell_checked(answers, voice)
    found = {answer.answer for answer in answers}
    if "refused" in found:
        return Exit.FAILED
    return Exit.NOT_ALL_READ if "not_checked" in found else Exit.DONE


def built_in(root: Path) -> tuple[Built, ...]:
    """What was built into a folder. Raises BadInputError."""
    try:
        return read(root)
    except NotBuiltError:
        raise BadInputError("cli.gates.not_built", path=str(root)) from None


def tell_checked(answers: Iterable[Checked], voice: Voice) -> None:
    """Each answer, and what the checker said where it did not simply accept."""
    for one in answers:
        voice.say(f"cli.gates.checked.{one.answer}", file=one.file, program=one.program)
        for line in () if one.answer == "accepted" else one.said.splitlines()[:_LINES]:
            voice.line(f"    {in_one_line(line)}")
