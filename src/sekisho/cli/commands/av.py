"""``sekisho av EVIDENCE``: for each computer, what can be shown of its antivirus."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from sekisho.case.json import plain
from sekisho.case.machines import machines
from sekisho.cli.account import tell_unread
from sekisho.cli.arguments import (
    add_evidence,
    add_readers,
    passwords_from,
    rulebook_from,
    workers_of,
)
from sekisho.cli.exits import Exit
from sekisho.cli.given import apart, folder, moment, result_path
from sekisho.cli.records import records
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.detect.av import AvRow, antivirus
from sekisho.events.time import JAPAN
from sekisho.intake.told import context_of
from sekisho.ledger.put import put
from sekisho.rulebook import Rulebook

DAY = 86400.0
READER = "antivirus"
"""The name under which a rulebook maps the columns of a console's table."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The evidence, the moment asked for, and a file for the rows."""
    add_evidence(parser, voice)
    parser.add_argument("--at", metavar="TIME", help=voice.text("cli.av.at"))
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.out"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Reads the evidence and shows a row for each computer, those without data too."""
    evidence = folder(given.evidence)
    out = result_path(given.out) if given.out else None
    if out:
        apart(evidence, out)
    rulebook = rulebook_from(given)
    context = context_of(rulebook, moment(given.now, clock), passwords_from(given))
    at = moment(given.at, clock) if given.at else None
    with (
        work_folder(out) as work,
        records(evidence, work, context, workers_of(given), voice) as (connection, manifest),
    ):
        hosts = machines(connection, rulebook)
        rows = antivirus(connection, hosts, at, _mapped(rulebook))
    voice.finished()
    content = plain([asdict(row) for row in rows])
    if out:
        put(out, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    voice.result(content)
    _table(rows, at, voice)
    return tell_unread(manifest, voice)


def _mapped(rulebook: Rulebook) -> dict[str, str | int] | None:
    reader = rulebook.reader(READER)
    return {column.field: column.at for column in reader.columns} if reader else None


def _table(rows: list[AvRow], at: datetime | None, voice: Voice) -> None:
    """One block a computer: names of PCs have all widths, so columns would not align."""
    for row in rows:
        if not row.known:
            voice.say("cli.av.unknown", host=row.host)
            continue
        voice.say("cli.av.host", host=row.host, product=row.product or "?")
        for code, value in _facts(row, at, voice):
            voice.line(f"    {voice.text(code)}: {value}")


def _facts(row: AvRow, at: datetime | None, voice: Voice) -> list[tuple[str, Any]]:
    none = voice.text("cli.av.no_record")
    facts = [
        ("cli.av.update", _moment(row.last_update) or none),
        ("cli.av.interval", _interval(row, voice) or none),
        ("cli.av.full_scan", _moment(row.last_full_scan) or none),
    ]
    if at is not None:
        facts.append(("cli.av.age", _age(row, voice) or none))
    for span in row.off:
        ends = f"{_moment(span.start) or '?'} – {_moment(span.end) or '?'}"
        facts.append(("cli.av.off", f"{span.part} {ends}"))
    facts += [
        ("cli.av.detected", f"{_moment(found.moment) or '?'} {found.threat}")
        for found in row.detections
    ]
    return facts


def _moment(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(JAPAN):%Y-%m-%d %H:%M}" if moment else None


def _interval(row: AvRow, voice: Voice) -> str | None:
    if row.update_median_s is None or row.update_worst_s is None:
        return None
    median, worst = row.update_median_s / DAY, row.update_worst_s / DAY
    return voice.text("cli.av.days_between", median=f"{median:.1f}", worst=f"{worst:.1f}")


def _age(row: AvRow, voice: Voice) -> str | None:
    if row.definition_age_s is None:
        return None
    days = f"{row.definition_age_s / DAY:.1f}"
    return voice.text("cli.av.days_old", days=days, definition=row.definition_at or "?")
