"""``sekisho gates preview GATE|all --from PATH``: gates tried on past records, stopping nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import orjson

from sekisho.case.devices import with_joined
from sekisho.case.reading import from_json
from sekisho.cli.arguments import add_readers, passwords_from, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.build import gate_for
from sekisho.cli.given import existing, moment, result_path
from sekisho.cli.mails_there import Mails, trial_folder
from sekisho.cli.previewed import show, show_controls, show_held, show_summary
from sekisho.cli.records import records
from sekisho.cli.voice import Voice
from sekisho.cli.work import work_folder
from sekisho.detect.findings import Finding
from sekisho.detect.run import OWN_RULES, detect
from sekisho.events.time import iso
from sekisho.gates.between import Between
from sekisho.gates.confront import confronted, is_within
from sekisho.gates.contract import Gate, NotBuildableError
from sekisho.gates.controls import controls
from sekisho.gates.copied import copied
from sekisho.gates.held import Held, held
from sekisho.gates.preview import Pointed
from sekisho.gates.registry import gates
from sekisho.gates.stages import stages_of
from sekisho.gates.summary import Disturbed, Tried, by_stage, disturbed
from sekisho.gates.web.lists.compiled import ListsError, mapped
from sekisho.gates.web.preview import preview
from sekisho.intake.told import context_of
from sekisho.ledger.put import put
from sekisho.report.trial import Trial, page
from sekisho.rulebook import Rulebook

ALL = "all"
CASE = "case.json"


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
    parser.add_argument("--page", metavar="FILE", help=voice.text("cli.gates.preview_page"))
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Opens the records once, asks every gate wanted, and holds the findings against each."""
    origin, rulebook = existing(given.origin), rulebook_from(given)
    now = moment(given.now, clock)
    between = Between(*(moment(text, clock) for text in given.between or ()))
    rules = [OWN_RULES, *(existing(path) for path in given.rules)]
    out, leaf = (result_path(one) if one else None for one in (given.out, given.page))
    wanted = _wanted(given)
    context = context_of(rulebook, now, passwords_from(given))
    tried = []
    with (
        work_folder(out or leaf) as work,
        records(origin, work, context, workers_of(given), voice) as (tables, manifest),
        trial_folder(work) as own,
    ):
        mails = Mails(manifest, own, context, voice)
        voice.progress("progress.detect", 0, 0)
        findings = _findings(tables, rules, rulebook, origin)
        for gate in wanted:
            try:
                found = mails.asked(gate, rulebook).preview(tables, rulebook, between)
            except NotBuildableError as error:
                if given.gate != ALL:
                    raise BadInputError(error.code, **error.values) from None
                voice.say(error.code, **error.values)
                continue
            found = confronted(found, gate, tables, rulebook, findings, between)
            tried.append(Tried(found, stages_of(rulebook, gate.name, now)))
    voice.finished()
    within = [one for one in findings if is_within(one, between)]
    over_all = held(within, (one.preview for one in tried))
    content = _json(tried[0]) if given.gate != ALL else _all_json(tried, over_all, rulebook)
    if out is not None:
        put(out, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    if leaf is not None:
        leaf.parent.mkdir(parents=True, exist_ok=True)
        put(leaf, page(Trial(tuple(tried), over_all, now), rulebook, voice.language))
    voice.result(content)
    for one in tried:
        show(one.preview, one.stages, voice, alone=given.gate != ALL)
    if given.gate == ALL:
        show_held(over_all, voice)
        show_controls([one.preview for one in tried], over_all, rulebook, voice)
        show_summary((one.preview for one in tried), rulebook, voice)
    if leaf is not None:
        voice.say("cli.gates.page_written", path=leaf)
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


def _findings(
    tables: duckdb.DuckDBPyConnection, rules: Sequence[Path], rulebook: Rulebook, origin: Path
) -> tuple[Finding, ...]:
    """What the rules find and which devices the register lacks; of a case folder also which
    documents are proven to have been read."""
    found = with_joined(detect(tables, rules), tables, rulebook).findings
    try:
        case = from_json(orjson.loads((origin / CASE).read_bytes()))
    except (OSError, ValueError):  # evidence alone, or a case of another version
        return found
    return (*found, *copied(case))


def _all_json(
    tried: Sequence[Tried], over_all: Sequence[Held], rulebook: Rulebook
) -> dict[str, Any]:
    summary = disturbed(one.preview for one in tried)
    return {
        "gates": [_json(one) for one in tried],
        "found": [{**asdict(one), "first": one.first and iso(one.first)} for one in over_all],
        "controls": [
            asdict(one) for one in controls([one.preview for one in tried], over_all, rulebook)
        ],
        "disturbed": [_row(one) for one in summary],
    }


def _row(one: Disturbed) -> dict[str, Any]:
    return {**asdict(one), "hours": {str(hour): count for hour, count in one.hours.items()}}


def _json(tried: Tried) -> dict[str, Any]:
    found = tried.preview
    return {
        "gate": found.gate,
        "judged": found.judged,
        "refused": found.refused,
        "whole": found.whole,
        "first": found.first and iso(found.first),
        "last": found.last and iso(found.last),
        "at_stages": dict(by_stage(found, tried.stages)),
        "unjudged": dict(found.unjudged),
        "permitted": dict(found.permitted),
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
