"""``sekisho mail lookback LIST``: indicators that arrived later, held against what was recorded."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from sekisho.case.json import plain
from sekisho.case.lookback.indicators import (
    Indicator,
    Indicators,
    IndicatorsError,
    ListTooLargeError,
    indicators,
)
from sekisho.case.lookback.look import Looked, ground, look
from sekisho.case.lookback.meetings import Meeting
from sekisho.case.lookback.searched import Searched
from sekisho.cli.account import tell_unread
from sekisho.cli.arguments import add_readers, passwords_from, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, folder, moment, result_path
from sekisho.cli.late_signatures import as_list
from sekisho.cli.moments import span
from sekisho.cli.records import records
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.events.time import iso
from sekisho.gates.mail.late import is_signatures
from sekisho.intake.beside import INDICATORS
from sekisho.intake.told import context_of
from sekisho.ledger.manifest import NAME
from sekisho.ledger.put import put
from sekisho.ledger.verify import LEDGER
from sekisho.writing.folder import vouch

SHOWN = 20


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``LIST… (--from CASE|EVIDENCE | --case CASE) [--mails PATH] [--out FILE]``."""
    parser.add_argument("list", nargs="+", metavar="LIST", help=voice.text("cli.lookback.list"))
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--from", dest="origin", metavar="PATH",
                       help=voice.text("cli.lookback.from"))  # fmt: skip
    where.add_argument("--case", metavar="DIR", help=voice.text("cli.lookback.case"))
    parser.add_argument("--mails", metavar="PATH", action="append", default=[],
                        help=voice.text("cli.lookback.mails"))  # fmt: skip
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.lookback.out"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Judges all lists over the records; of a case, keeps the lists beside it."""
    origin = _case(given.case) if given.case else existing(given.origin)
    stored = [existing(one) for one in given.mails] or ([] if given.case else [origin])
    lists = {
        path: as_list(path, stored, voice) if is_signatures(path) else path.read_bytes()
        for path in map(existing, given.list)
    }
    read = [_read(path, content) for path, content in lists.items()]
    wanted = _once(read)
    if not wanted and not any(map(is_signatures, lists)):
        _tell_unusable(lists, read, voice)
        raise BadInputError("cli.lookback.nothing_usable")
    out = result_path(given.out) if given.out else None
    rulebook, now = rulebook_from(given), moment(given.now, clock)
    context = context_of(rulebook, now, passwords_from(given))
    with (
        work_folder(out) as work,
        records(origin, work, context, workers_of(given), voice) as (tables, manifest),
    ):
        names = ground(tables, manifest.entries, rulebook)
        found = look(tables, wanted, names, now)
    voice.finished()
    content = _json(found, dict(zip(lists, read, strict=True)), now)
    if out is not None:
        put(out, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    voice.result(content)
    _tell_unusable(lists, read, voice)
    for one in found:
        _tell(one, voice)
    counted = Counter[str](one.outcome for one in found)
    voice.say("cli.lookback.sum", **{name: counted[name] for name in _OUTCOMES})
    if given.case:
        _keep(origin, lists.values(), voice)
    all_read = tell_unread(manifest, voice)
    whole = not counted["not_searched"] and not any(one.unusable for one in read)
    return all_read if whole else Exit.NOT_ALL_READ


_OUTCOMES = ("met", "not_met", "not_searched")


def _case(text: str) -> Path:
    case = folder(text)
    if not (case / LEDGER / NAME).is_file():
        raise BadInputError("cli.case_not_ours", path=text)
    return case


def _read(path: Path, content: bytes) -> Indicators:
    try:
        return indicators(content, path.name)
    except ListTooLargeError:
        raise BadInputError("lookback.too_large", path=str(path)) from None
    except IndicatorsError:
        raise BadInputError("lookback.not_text", path=str(path)) from None


def _once(read: Sequence[Indicators]) -> tuple[Indicator, ...]:
    found: dict[tuple[str, str], Indicator] = {}
    for one in (one for many in read for one in many.usable):
        found.setdefault((one.kind, one.value), one)
    return tuple(found.values())


def _keep(case: Path, contents: Any, voice: Voice) -> None:
    """A list that is kept already is not kept again."""
    known = {path.read_bytes() for path in INDICATORS.all(case)}
    kept: dict[str, str] = {}
    for content in contents:
        if content not in known:
            kept.update(INDICATORS.keep(case, content))
            known.add(content)
    if kept:
        vouch(case / LEDGER, kept)
    voice.say("cli.lookback.kept" if kept else "cli.lookback.known", count=len(kept), case=case)


def _json(
    found: Sequence[Looked], read: Mapping[Path, Indicators], now: datetime
) -> dict[str, Any]:
    return {
        "at": iso(now),
        "indicators": [
            {**asdict(one.indicator), "outcome": one.outcome, "meetings": plain(one.meetings),
             "searched": plain(one.searched)}
            for one in found
        ],
        "unusable": [
            {"list": path.name, **asdict(bad)} for path, one in read.items() for bad in one.unusable
        ],
    }  # fmt: skip


def _tell_unusable(lists: Mapping[Path, bytes], read: Sequence[Indicators], voice: Voice) -> None:
    for path, one in zip(lists, read, strict=True):
        for bad in one.unusable:
            why = voice.text(bad.code)
            voice.say("cli.lookback.unusable", list=path.name, line=bad.line, why=why,
                      given=in_one_line(bad.given)[:200])  # fmt: skip


def _tell(one: Looked, voice: Voice) -> None:
    kind = voice.text(f"lookback.kind.{one.indicator.kind}")
    outcome = voice.text(f"lookback.outcome.{one.outcome}")
    voice.line(f"{outcome}\t{kind}\t{in_one_line(one.indicator.given)}")
    for met in one.meetings[:SHOWN]:
        voice.line("  " + _met(met, voice))
    if len(one.meetings) > SHOWN:
        voice.say("cli.gates.more", count=len(one.meetings) - SHOWN)
    if one.outcome == "not_met":
        for reach in one.searched:
            voice.line("  " + _reach(reach, voice))


def _met(met: Meeting, voice: Voice) -> str:
    who = " ".join(filter(None, (met.host or met.address, met.user))) or voice.text(
        "cli.lookback.nobody"
    )
    return voice.text(
        "cli.lookback.met",
        state=voice.text(f"lookback.state.{met.state}"),
        who=in_one_line(who),
        span=span(voice, met.first, met.last),
        count=met.count,
        place=in_one_line(f"{met.evidence.evidence}:{met.evidence.position}"),
        weaker=voice.text("cli.lookback.host_only") if met.how == "host" else "",
    )


def _reach(reach: Searched, voice: Voice) -> str:
    return voice.text(
        "cli.lookback.reach",
        source=reach.source,
        span=span(voice, reach.start, reach.end),
        events=reach.events,
        undated=reach.undated,
    )
