"""``sekisho gates preview GATE|all --from PATH``: gates tried on past records, stopping nothing."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import orjson

from sekisho.cli.arguments import add_readers, passwords_from, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.build import gate_for
from sekisho.cli.given import existing, moment, result_path
from sekisho.cli.records import records
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.detect.run import OWN_RULES, detect
from sekisho.events.time import iso
from sekisho.gates.between import Between
from sekisho.gates.confront import confronted
from sekisho.gates.contract import Gate, NotBuildableError
from sekisho.gates.preview import Pointed, Preview, Refusals
from sekisho.gates.registry import gates
from sekisho.gates.stages import Stages, stages_of
from sekisho.gates.summary import Disturbed, busiest, by_stage, disturbed
from sekisho.gates.web.lists.compiled import ListsError, mapped
from sekisho.gates.web.preview import preview
from sekisho.intake.told import context_of
from sekisho.ledger.put import put

ALL = "all"
SHOWN = 20


@dataclass(frozen=True)
class _Tried:
    """A gate's preview and its stages in the rulebook at the moment of asking."""

    preview: Preview
    stages: Stages


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The gate, the records, the stretch of time, and where the whole result goes."""
    names = [*(gate.name for gate in gates()), ALL]
    parser.add_argument("gate", choices=names, help=voice.text("cli.gates.preview_gate"))
    parser.add_argument(
        "--from", dest="origin", metavar="PATH", required=True, help=voice.text("cli.gates.from")
    )
    parser.add_argument(
        "--between", nargs=2, metavar=("A", "B"), help=voice.text("cli.gates.between")
    )
    parser.add_argument(
        "--rules", metavar="DIR", action="append", default=[], help=voice.text("cli.gates.rules")
    )
    parser.add_argument("--lists", metavar="FILE", help=voice.text("cli.gates.preview_lists"))
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.gates.preview_out"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Opens the records once, asks every gate wanted, and holds the findings against each."""
    origin, rulebook = existing(given.origin), rulebook_from(given)
    now = moment(given.now, clock)
    between = Between(*(moment(text, clock) for text in given.between or ()))
    rules = [OWN_RULES, *(existing(path) for path in given.rules)]
    out = result_path(given.out) if given.out else None
    wanted = _wanted(given)
    context = context_of(rulebook, now, passwords_from(given))
    tried = []
    with (
        work_folder(out) as work,
        records(origin, work, context, workers_of(given), voice) as (tables, _),
    ):
        voice.progress("progress.detect", 0, 0)
        findings = detect(tables, rules).findings
        for gate in wanted:
            try:
                found = gate.preview(tables, rulebook, between)
            except NotBuildableError as error:
                if given.gate != ALL:
                    raise BadInputError(error.code, **error.values) from None
                voice.say(error.code, **error.values)
                continue
            found = confronted(found, gate, tables, rulebook, findings, between)
            tried.append(_Tried(found, stages_of(rulebook, gate.name, now)))
    voice.finished()
    content = _json(tried[0]) if given.gate != ALL else _all_json(tried)
    if out is not None:
        put(out, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    voice.result(content)
    for one in tried:
        _tell(one, voice, alone=given.gate != ALL)
    if given.gate == ALL:
        _tell_summary(tried, voice)
    every = len(tried) == len(wanted)
    judged = every and all(one.preview.judged and not one.preview.unjudged for one in tried)
    return Exit.DONE if judged else Exit.NOT_ALL_READ


def _wanted(given: argparse.Namespace) -> tuple[Gate, ...]:
    """The gates asked for; the web gate with the lists given. Raises BadInputError."""
    wanted = gates() if given.gate == ALL else (gate_for(given.gate),)
    if given.lists is None:
        return wanted
    if all(gate.name != "web" for gate in wanted):
        raise BadInputError("cli.gates.lists_for_web", gate=given.gate)
    try:
        lists = mapped(existing(given.lists))
    except (ListsError, OSError):
        raise BadInputError("cli.gates.no_lists_file", path=given.lists) from None
    asked = partial(preview, lists=lists)
    return tuple(replace(gate, preview=asked) if gate.name == "web" else gate for gate in wanted)


def _all_json(tried: Sequence[_Tried]) -> dict[str, Any]:
    summary = disturbed(one.preview for one in tried)
    return {"gates": [_json(one) for one in tried], "disturbed": [_row(one) for one in summary]}


def _row(one: Disturbed) -> dict[str, Any]:
    return {**asdict(one), "hours": {str(hour): count for hour, count in one.hours.items()}}


def _json(tried: _Tried) -> dict[str, Any]:
    found = tried.preview
    return {
        "gate": found.gate,
        "judged": found.judged,
        "refused": found.refused,
        "first": found.first and iso(found.first),
        "last": found.last and iso(found.last),
        "at_stages": dict(by_stage(found, tried.stages)),
        "unjudged": dict(found.unjudged),
        "stopped": _pointed(found.stopped),
        "missed": _pointed(found.missed),
        "refusals": [
            {
                **asdict(one),
                "stage": tried.stages.of(one.department, one.host),
                "hours": {str(hour): count for hour, count in one.hours.items()},
                "first": iso(one.first),
                "last": iso(one.last),
            }
            for one in found.refusals
        ],
    }


def _pointed(found: Iterable[Pointed] | None) -> list[dict[str, Any]] | None:
    if found is None:
        return None
    return [{**asdict(one), "first": one.first and iso(one.first)} for one in found]


def _tell(tried: _Tried, voice: Voice, *, alone: bool) -> None:
    found = tried.preview
    if not alone:
        voice.line()
        voice.line(voice.text(f"gates.gate.{found.gate}"))
    if not found.judged:
        voice.say("cli.gates.nothing_judged")
    else:
        first, last = (iso(one) if one else "" for one in (found.first, found.last))
        voice.say("cli.gates.judged", judged=found.judged, first=first, last=last)
        voice.say("cli.gates.refused", refused=found.refused)
        voice.say("cli.gates.at_stages", **by_stage(found, tried.stages))
    _tell_confronted(found, voice)
    if alone:
        _tell_refusals(found, voice)
    for code, count in found.unjudged.items():
        voice.say(code, count=count)


def _tell_confronted(found: Preview, voice: Voice) -> None:
    if found.stopped is None or found.missed is None:
        voice.say("cli.gates.not_confronted")
        return
    if not found.stopped and not found.missed:
        voice.say("cli.gates.none_confronted")
    for title, side in (("stopped", found.stopped), ("missed", found.missed)):
        if side:
            voice.say(f"cli.gates.{title}")
        for one in side[:SHOWN]:
            voice.say(
                "cli.gates.pointed",
                count=one.count,
                title=in_one_line(one.title),
                first=iso(one.first) if one.first else "?",
                hosts=in_one_line(" ".join(one.hosts)),
                evidence=in_one_line(one.evidence),
                position=one.position,
            )


def _tell_refusals(found: Preview, voice: Voice) -> None:
    for title, key in _GROUPS:
        _group(voice, title, _sums(found.refusals, key))
    for one in found.refusals[:SHOWN]:
        who = " ".join(filter(None, (one.host or one.address, one.person)))
        voice.line(f"  {one.count:8d}  {one.code}  {in_one_line(who)} → {one.to}")
    if len(found.refusals) > SHOWN:
        voice.say("cli.gates.more", count=len(found.refusals) - SHOWN)


def _tell_summary(tried: Sequence[_Tried], voice: Voice) -> None:
    rows = disturbed(one.preview for one in tried)
    if not rows:
        return
    voice.line()
    voice.say("cli.gates.summary")
    for one in rows[:SHOWN]:
        voice.say(
            "cli.gates.summary_row",
            gate=voice.text(f"gates.gate.{one.gate}"),
            code=in_one_line(one.code),
            department=in_one_line(one.department) or voice.text("cli.gates.no_department"),
            hours=busiest(one.hours),
            count=one.count,
            per_day=one.per_day,
            hosts=len(one.hosts),
            people=len(one.people) or "?",
        )
    if len(rows) > SHOWN:
        voice.say("cli.gates.more", count=len(rows) - SHOWN)


_GROUPS = (("rule", "code"), ("department", "department"), ("host", "host"), ("person", "person"))


def _sums(refusals: Iterable[Refusals], key: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for one in refusals:
        sums[str(getattr(one, key))] += one.count
    return sums


def _group(voice: Voice, title: str, sums: Counter[str]) -> None:
    named = [(name, count) for name, count in sums.most_common() if name]
    if not named:
        return
    voice.say(f"cli.gates.by.{title}")
    for name, count in named[:SHOWN]:
        voice.line(f"  {count:8d}  {in_one_line(name)}")
