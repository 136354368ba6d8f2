"""``sekisho gates``: the rulebook as enforcement, tried before it is on."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from sekisho.cli import request
from sekisho.cli.arguments import add_readers, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, folder, moment, result_path
from sekisho.cli.records import records
from sekisho.cli.seen import add_seen, run_seen
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.events.time import iso
from sekisho.gates.between import Between
from sekisho.gates.contract import Checked, Gate, NotBuildableError, Target
from sekisho.gates.preview import Preview, Refusals
from sekisho.gates.registry import gates
from sekisho.gates.stages import STAGES, Stages, stages_of
from sekisho.intake.told import context_of
from sekisho.ledger.put import put

BUILT = "built.json"
"""Beside the generated files: of which gate, target, stage and rulebook they are."""
SHOWN = 20


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``build`` and ``request GATE --out DIR``, ``check DIR``, ``preview GATE --from PATH``,
    ``devices``, ``software``."""
    names = [gate.name for gate in gates()]
    acts = parser.add_subparsers(
        dest="act", metavar="build|request|check|preview|devices|software", required=True
    )
    build = acts.add_parser("build", help=voice.text("cli.gates.build"))
    build.add_argument("gate", choices=names, help=voice.text("cli.gates.gate"))
    build.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook_path")
    )
    build.add_argument("--stage", choices=STAGES, help=voice.text("cli.gates.stage"))
    build.add_argument("--target", metavar="NAME", help=voice.text("cli.gates.target"))
    build.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.out"))
    asking = acts.add_parser("request", help=voice.text("cli.gates.request"))
    request.arguments(asking, names, voice)
    check = acts.add_parser("check", help=voice.text("cli.gates.check"))
    check.add_argument("dir", metavar="DIR", help=voice.text("cli.gates.dir"))
    trial = acts.add_parser("preview", help=voice.text("cli.gates.preview"))
    trial.add_argument("gate", choices=names, help=voice.text("cli.gates.gate"))
    trial.add_argument(
        "--from", dest="origin", metavar="PATH", required=True, help=voice.text("cli.gates.from")
    )
    trial.add_argument(
        "--between", nargs=2, metavar=("A", "B"), help=voice.text("cli.gates.between")
    )
    trial.add_argument("--out", metavar="FILE", help=voice.text("cli.gates.preview_out"))
    add_readers(trial, voice)
    for own in (build, asking, check, trial, *add_seen(acts, voice)):
        own.add_argument("--lang", help=argparse.SUPPRESS)
        own.add_argument("--json", action="store_true", help=argparse.SUPPRESS)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Does the act that was asked for."""
    if given.act == "build":
        return _build(given, voice, clock)
    if given.act == "check":
        return _check(given, voice)
    if given.act == "request":
        gate = _gate(given.gate)
        return request.run(given, gate, _targets(gate, given.target), voice, clock)
    if given.act == "preview":
        return _preview(given, voice, clock)
    return run_seen(given, voice, clock)


def _gate(name: str) -> Gate:
    return next(gate for gate in gates() if gate.name == name)


def _targets(gate: Gate, wanted: str | None) -> tuple[Target, ...]:
    if wanted is None:
        return gate.targets
    target = gate.target(wanted)
    if target is None:
        known = ", ".join(one.name for one in gate.targets)
        raise BadInputError("cli.gates.no_target", given=wanted, known=known)
    return (target,)


def _build(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    gate, rulebook, out = _gate(given.gate), rulebook_from(given), result_path(given.out)
    stages = Stages(given.stage, at=clock) if given.stage else stages_of(rulebook, gate.name, clock)
    made = []
    for target in _targets(gate, given.target):
        try:
            files = target.build(rulebook, stages)
        except NotBuildableError as error:
            raise BadInputError(error.code, **error.values) from None
        for file in files:
            path = out / gate.name / target.name / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, file.content)
            made.append((gate.name, target.name, path.relative_to(out).as_posix(), file.content))
            of = voice.text(f"gates.gate.{gate.name}")
            system = voice.text(f"gates.target.{target.name}")
            voice.say("cli.gates.built", path=path, gate=of, target=system)
    told = {
        "stage": stages.everybody,
        "departments": dict(stages.departments),
        "assets": dict(stages.assets),
        "rulebook": rulebook.digest,
        "files": [
            {
                "gate": one,
                "target": target,
                "file": name,
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for one, target, name, content in made
        ],
    }
    put(out / BUILT, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    voice.result(told)
    voice.say(f"cli.gates.stage_is.{stages.everybody}")
    for name, stage in (*stages.departments.items(), *stages.assets.items()):
        voice.say("cli.gates.stage_of", name=name, stage=voice.text(f"gates.stage.{stage}"))
    for lockout in gate.guard(rulebook, stages):
        voice.say(lockout.code, **dict(lockout.values))
    return Exit.DONE


def _check(given: argparse.Namespace, voice: Voice) -> Exit:
    root = folder(given.dir)
    try:
        built = orjson.loads((root / BUILT).read_bytes())
        targets = sorted({(one["gate"], one["target"]) for one in built["files"]})
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInputError("cli.gates.not_built", path=str(root)) from None
    answers: list[Checked] = []
    for name, wanted in targets:
        for target in _targets(_gate(name), wanted):
            answers += target.check(root / name / target.name)
    voice.result([asdict(one) for one in answers])
    for one in answers:
        voice.say(f"cli.gates.checked.{one.answer}", file=one.file, program=one.program)
        for line in one.said.splitlines()[:SHOWN]:
            voice.line(f"    {in_one_line(line)}")
    return _outcome({one.answer for one in answers})


def _outcome(answers: set[str]) -> Exit:
    """Refused is a failure; what nobody checked here is not the same as accepted."""
    if "refused" in answers:
        return Exit.FAILED
    return Exit.NOT_ALL_READ if "not_checked" in answers else Exit.DONE


def _preview(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    origin, rulebook = existing(given.origin), rulebook_from(given)
    now = moment(given.now, clock)
    between = Between(*(moment(text, clock) for text in given.between or ()))
    out = result_path(given.out) if given.out else None
    with (
        work_folder(out) as work,
        records(origin, work, context_of(rulebook, now), workers_of(given), voice) as (tables, _),
    ):
        try:
            found = _gate(given.gate).preview(tables, rulebook, between)
        except NotBuildableError as error:
            raise BadInputError(error.code, **error.values) from None
    voice.finished()
    content = _json(found)
    if out is not None:
        put(out, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    voice.result(content)
    _tell(found, voice)
    return Exit.NOT_ALL_READ if found.unjudged or not found.judged else Exit.DONE


def _json(found: Preview) -> dict[str, Any]:
    return {
        "gate": found.gate,
        "judged": found.judged,
        "refused": found.refused,
        "first": found.first and iso(found.first),
        "last": found.last and iso(found.last),
        "unjudged": dict(found.unjudged),
        "refusals": [
            {
                **asdict(one),
                "hours": {str(hour): count for hour, count in one.hours.items()},
                "first": iso(one.first),
                "last": iso(one.last),
            }
            for one in found.refusals
        ],
    }


def _tell(found: Preview, voice: Voice) -> None:
    if not found.judged:
        voice.say("cli.gates.nothing_judged")
    else:
        first, last = (iso(one) if one else "" for one in (found.first, found.last))
        voice.say("cli.gates.judged", judged=found.judged, first=first, last=last)
        voice.say("cli.gates.refused", refused=found.refused)
    for title, key in _GROUPS:
        _group(voice, title, Counter(dict(_sums(found.refusals, key))))
    for one in found.refusals[:SHOWN]:
        who = " ".join(filter(None, (one.host or one.address, one.person)))
        voice.line(f"  {one.count:8d}  {one.code}  {in_one_line(who)} → {one.to}")
    if len(found.refusals) > SHOWN:
        voice.say("cli.gates.more", count=len(found.refusals) - SHOWN)
    for code, count in found.unjudged.items():
        voice.say(code, count=count)


_GROUPS = (("rule", "code"), ("department", "department"), ("host", "host"), ("person", "person"))


def _sums(refusals: Iterable[Refusals], key: str) -> Iterable[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for one in refusals:
        sums[str(getattr(one, key))] += one.count
    return sums.items()


def _group(voice: Voice, title: str, sums: Counter[str]) -> None:
    named = [(name, count) for name, count in sums.most_common() if name]
    if not named:
        return
    voice.say(f"cli.gates.by.{title}")
    for name, count in named[:SHOWN]:
        voice.line(f"  {count:8d}  {in_one_line(name)}")
