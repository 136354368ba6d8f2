"""``sekisho detect EVIDENCE --rules DIR … --out FINDINGS.jsonl``: a line a match."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import datetime

from sekisho.case.devices import with_joined
from sekisho.cli.account import not_read, tell_unread
from sekisho.cli.arguments import (
    add_evidence,
    add_readers,
    passwords_from,
    rulebook_from,
    workers_of,
)
from sekisho.cli.exits import Exit
from sekisho.cli.given import apart, existing, folder, moment, result_path
from sekisho.cli.records import records
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.detect.findings import jsonl
from sekisho.detect.run import OWN_RULES, detect
from sekisho.intake.told import context_of
from sekisho.ledger.put import put


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The evidence, rules beside our own, and where the findings go."""
    add_evidence(parser, voice)
    parser.add_argument(
        "--rules", metavar="DIR", action="append", default=[], help=voice.text("cli.rules")
    )
    parser.add_argument("--out", metavar="FILE", required=True, help=voice.text("cli.out"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Reads the evidence and applies the rules."""
    evidence, out = folder(given.evidence), result_path(given.out)
    apart(evidence, out)
    rules = [OWN_RULES, *(existing(rules) for rules in given.rules)]
    rulebook = rulebook_from(given)
    context = context_of(rulebook, moment(given.now, clock), passwords_from(given))
    with (
        work_folder(out) as work,
        records(evidence, work, context, workers_of(given), voice) as (connection, manifest),
    ):
        voice.progress("progress.detect", 0, 0)
        detection = with_joined(detect(connection, rules), connection, rulebook)
    put(out, "".join(f"{line}\n" for line in jsonl(detection.findings)).encode())
    voice.finished()
    skipped = Counter(one.code for one in detection.skipped)
    voice.result(
        {
            "findings": len(detection.findings),
            "rules": detection.loaded,
            "skipped": dict(sorted(skipped.items())),
            "unread": not_read(manifest, voice),
        }
    )
    voice.say(
        "cli.done.findings",
        findings=len(detection.findings),
        path=out,
        rules=detection.loaded,
        skipped=len(detection.skipped),
    )
    for code, count in sorted(skipped.items()):
        voice.line(f"  {count:6d}  {voice.text(code)} [{code}]")
    return tell_unread(manifest, voice)
