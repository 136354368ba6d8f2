"""``sekisho ledger verify DIR``: what is changed, missing or extra."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sekisho.cli.exits import Exit
from sekisho.cli.given import folder
from sekisho.cli.voice import Voice
from sekisho.ledger.verify import verify
from sekisho.writing.recounted import recounted


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``verify DIR [--evidence DIR]``."""
    parser.add_argument("act", choices=["verify"], help=voice.text("cli.ledger.act"))
    parser.add_argument("dir", metavar="DIR", help=voice.text("cli.ledger.dir"))
    parser.add_argument("--evidence", metavar="DIR", help=voice.text("cli.ledger.evidence"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Compares and tells every difference."""
    evidence: Path | None = folder(given.evidence) if given.evidence else None
    outcome = verify(folder(given.dir), evidence)
    sums = recounted(folder(given.dir))
    voice.result({**asdict(outcome), "sums": sums})
    for one in outcome.differences:
        voice.say(
            "ledger.difference",
            file=one.file,
            change=voice.text(f"ledger.change.{one.change}"),
            part=voice.text(f"ledger.part.{one.part}"),
        )
    for what in sums or ():
        voice.say("ledger.sum_differs", what=what)
    if sums == ():
        voice.say("ledger.sums_agree")
    if not outcome.evidence_compared:
        voice.say("ledger.evidence_elsewhere", path=outcome.evidence_root)
    if outcome.differences or sums:
        count = len(outcome.differences) + len(sums or ())
        voice.say("ledger.differs", count=count, compared=outcome.compared)
        return Exit.DIFFERENT
    voice.say("ledger.verified", compared=outcome.compared)
    return Exit.DONE if outcome.evidence_compared else Exit.NOT_ALL_READ
