"""``sekisho mail rules``: every rule of the mail gate and what is done where it matches."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice
from sekisho.gates.mail.verdict import asked_of


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``[--rulebook PATH]``."""
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """A line a rule: its verdict, its name, what it sees."""
    asked = asked_of(rulebook_from(given))
    voice.result([{"rule": rule, "verdict": verdict} for rule, verdict in sorted(asked.items())])
    for rule, verdict in sorted(asked.items()):
        shown = voice.text(f"gates.mail.verdict.{verdict}")
        voice.line(f"{shown}\t{rule}\t{voice.text(f'gates.{rule}')}")
    return Exit.DONE
