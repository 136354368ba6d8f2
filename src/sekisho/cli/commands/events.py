"""``sekisho events EVIDENCE --out …``: evidence in, typed events out."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from sekisho.cli.account import not_read, tell_unread
from sekisho.cli.arguments import add_evidence, add_readers, context_from, workers_of
from sekisho.cli.events_out import write_one
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import apart, folder, result_path
from sekisho.cli.voice import Voice
from sekisho.cli.work import moved_ledger, work_folder
from sekisho.intake.road import take_in
from sekisho.ledger.manifest import write
from sekisho.ledger.private import private_folder
from sekisho.ledger.sealed import parts_of

_FILES = (".parquet", ".jsonl")


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``EVIDENCE --out FILE.parquet|FILE.jsonl|DIR/``."""
    add_evidence(parser, voice)
    parser.add_argument("--out", required=True, help=voice.text("cli.events.out"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Reads the evidence and writes its events."""
    evidence, out = folder(given.evidence), result_path(given.out)
    apart(evidence, out)
    context = context_from(given, clock)
    one_file = out.suffix in _FILES
    if not one_file:
        _empty(out)
    with work_folder(out) as work:
        ledger = private_folder(work / "ledger")
        manifest = take_in(
            evidence, ledger, work, context, workers=workers_of(given), progress=voice.progress
        )
        if one_file:
            made = work / f"events{out.suffix}"
            write_one(parts_of(ledger, manifest, work), made)
            made.replace(out)
        else:
            write(ledger, manifest)
            moved_ledger(ledger, out)
    voice.finished()
    events = sum(entry.events for entry in manifest.entries)
    voice.result({"events": events, "out": str(out), "unread": not_read(manifest, voice)})
    voice.say("cli.done.events", events=events, path=out)
    return tell_unread(manifest, voice)


def _empty(out: Path) -> None:
    """A ledger gets a folder of its own: ``segments/KIND/*.parquet`` is the table of a kind."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError("cli.out_not_empty", path=str(out))
