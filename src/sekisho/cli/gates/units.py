"""``sekisho gates units --rulebook PATH --out DIR``: what runs by itself, as units of systemd."""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import datetime
from pathlib import Path

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.gates.units import Wanted, units
from sekisho.ledger.put import put


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The rulebook, the program, what is scanned at night, and where to write."""
    parser.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook_path")
    )
    parser.add_argument(
        "--scan",
        metavar="DIR",
        action="append",
        default=[],
        help=voice.text("cli.gates.units.scan"),
    )
    parser.add_argument("--program", metavar="PATH", help=voice.text("cli.gates.units.program"))
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.out"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes them below a folder; a person looks at them and copies them to ``/etc``."""
    out = result_path(given.out)
    rulebook_from(given)  # a rulebook with a mistake would fail every night
    paths = [given.program or _program(), given.rulebook, *given.scan]
    absolute = [str(Path(one).absolute()) for one in paths]
    for one in absolute:
        if not one.isprintable() or "\\" in one:
            raise BadInputError("cli.gates.units.path", path=one)
    wanted = Wanted(absolute[0], absolute[1], tuple(absolute[2:]))
    made = units(wanted)
    for file in made:
        path = out / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, file.content)
        voice.line(str(path))
    voice.result([file.name for file in made])
    voice.say("cli.gates.units.how", path=out)
    return Exit.DONE


def _program() -> str:
    """Where this program is installed."""
    beside = Path(sys.executable).with_name("sekisho")
    return str(beside) if beside.exists() else shutil.which("sekisho") or str(beside)
