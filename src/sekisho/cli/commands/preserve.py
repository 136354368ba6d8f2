"""``sekisho preserve CASE|EVIDENCE``: what is overwritten when, who holds it, and the letters."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from sekisho.case.overwriting import Overwriting, overwriting
from sekisho.cli.account import tell_unread
from sekisho.cli.arguments import add_readers, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import apart, folder, moment, result_path
from sekisho.cli.records import records
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.events.time import JAPAN, iso
from sekisho.intake.told import context_of
from sekisho.investigate import CASE
from sekisho.ledger.put import put
from sekisho.report.formats import formats
from sekisho.report.html import html
from sekisho.report.preservation import Asked, left_text, letters, overview
from sekisho.rulebook import Rulebook

BEFORE = timedelta(days=1)
"""Records are wanted from the day before the incident: how it began is part of it."""
OVERVIEW = "preserve.html"
LETTERS = "letters"


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The case or the evidence, from when records are wanted, and where the letters go."""
    parser.add_argument("given", metavar="CASE|EVIDENCE", help=voice.text("cli.preserve.given"))
    parser.add_argument("--since", metavar="TIME", help=voice.text("cli.preserve.since"))
    parser.add_argument("--out", metavar="DIR", help=voice.text("cli.preserve.out"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Tells every kind of records, the one that is gone first at the top."""
    source = folder(given.given)
    out = result_path(given.out) if given.out else None
    if out is not None:
        apart(source, out)
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise BadInputError("cli.out_not_empty", path=str(out))
    rulebook = rulebook_from(given)
    now = moment(given.now, clock)
    asked = _asked(given, source, now)
    with work_folder(out) as work:
        context = context_of(rulebook, now)
        with records(source, work, context, workers_of(given), voice) as (connection, manifest):
            found = overwriting(connection, manifest.entries, rulebook, now, asked.since)
    voice.finished()
    voice.result([_plain(one) for one in found])
    _tell(found, voice)
    if out is not None:
        _write(out, found, asked, rulebook, voice)
    return tell_unread(manifest, voice)


def _asked(given: argparse.Namespace, source: Path, now: datetime) -> Asked:
    """From when records are wanted: as given, else the day before the case's window, else now."""
    happened = _happened(source / CASE)
    if given.since:
        since = min(moment(given.since, now), now)
    else:
        since = min(_midnight(happened - BEFORE), now) if happened else now
    return Asked(now=now, since=since, until=now, happened=happened)


def _midnight(moment: datetime) -> datetime:
    """The beginning of its day in Japan: letters ask for whole days."""
    return moment.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)


def _happened(case: Path) -> datetime | None:
    try:
        window = orjson.loads(case.read_bytes()).get("window")
        return datetime.fromisoformat(window["start"]) if window else None
    except (OSError, orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _plain(one: Overwriting) -> dict[str, object]:
    return {
        "record": one.limit.id,
        "host": one.host,
        "oldest": iso(one.oldest) if one.oldest else None,
        "newest": iso(one.newest) if one.newest else None,
        "lasts_hours": round(one.lasts_h, 1),
        "basis": one.basis,
        "gone_at": iso(one.gone_at),
        "hours_left": round(one.hours_left, 1),
        "holder_kind": one.holder_kind,
        "holder": one.holder.name if one.holder else None,
        "sure_percent": one.limit.sure if one.basis == "default" else None,
        "source": one.limit.source,
    }


def _tell(found: Sequence[Overwriting], voice: Voice) -> None:
    for one in found:
        name = voice.text(f"preserve.limit.{one.limit.id}")
        holder = one.holder.name if one.holder else voice.text(f"preserve.holder.{one.holder_kind}")
        voice.say(
            "cli.preserve.row",
            left=left_text(max(0.0, one.hours_left), voice.language),
            name=voice.text("cli.preserve.of", name=name, host=one.host) if one.host else name,
            holder=holder,
        )
        voice.line("    " + voice.text(f"preserve.do.{one.limit.id}"))


def _write(
    out: Path, found: Sequence[Overwriting], asked: Asked, rulebook: Rulebook, voice: Voice
) -> None:
    asking = letters(found, asked, rulebook, voice.language)
    made = {OVERVIEW: html(overview(found, asked, rulebook, voice.language))}
    for number, letter in enumerate(asking, start=1):
        made |= formats(f"{LETTERS}/{number:02d}", letter)
    for name, content in made.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        put(out / name, content)
    voice.say("cli.preserve.done", path=out, letters=len(asking))
