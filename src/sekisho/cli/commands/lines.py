"""``sekisho lines verify``: are the lines separated as the rulebook says, and what proves it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sekisho.cli.arguments import add_readers, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment
from sekisho.cli.moments import stamp
from sekisho.cli.records import records
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.gates.line.fortigate.config import parse
from sekisho.gates.line.fortigate.verify import Opening, Verified, verify
from sekisho.gates.line.preview import observed
from sekisho.gates.preview import Preview
from sekisho.intake.told import context_of
from sekisho.rulebook import Rulebook

SHOWN = 20


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``verify --rulebook PATH [--config FILE …] [--from EVIDENCE|CASE]``."""
    parser.add_argument("act", choices=["verify"], help=voice.text("cli.lines.act"))
    parser.add_argument(
        "--config", metavar="FILE", action="append", default=[], help=voice.text("cli.lines.config")
    )
    parser.add_argument("--from", dest="origin", metavar="PATH", help=voice.text("cli.gates.from"))
    add_readers(parser, voice)


@dataclass(frozen=True)
class _Read:
    """One configuration file, judged; ``odd``: lines that did not fit."""

    path: Path
    verified: Verified
    odd: int


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Judges configurations and observed connections by the zones."""
    if not given.rulebook or not (given.config or given.origin):
        raise BadInputError("cli.lines.nothing_given")
    rulebook = rulebook_from(given)
    if not any(zone.networks for zone in rulebook.zones):
        raise BadInputError("gates.line.no_zones")
    configurations = [_configuration(existing(path), rulebook) for path in given.config]
    seen = _seen(given, rulebook, voice, clock) if given.origin else None
    voice.result(_json(configurations, seen))
    for one in configurations:
        _tell_configuration(one, voice)
    if seen is not None:
        _tell_seen(seen, voice)
    return _outcome(configurations, seen, voice)


def _configuration(path: Path, rulebook: Rulebook) -> _Read:
    configuration = parse(path.read_bytes().decode("utf-8", "backslashreplace"))
    verified = verify(configuration, rulebook)
    if not verified.policies:
        raise BadInputError("cli.lines.no_policies", path=str(path))
    return _Read(path, verified, len(configuration.odd))


@dataclass(frozen=True)
class _Seen:
    """What was observed; ``denied``: attempts that a firewall stopped."""

    passed: Preview
    denied: int


def _seen(given: argparse.Namespace, rulebook: Rulebook, voice: Voice, clock: datetime) -> _Seen:
    context = context_of(rulebook, moment(given.now, clock))
    with (
        work_folder(None) as work,
        records(existing(given.origin), work, context, workers_of(given), voice) as (tables, _),
    ):
        passed, denied = observed(tables, rulebook)
    voice.finished()
    return _Seen(passed, denied)


def _tell_configuration(one: _Read, voice: Voice) -> None:
    path, count = one.path, one.verified.policies
    code = "cli.lines.opens" if one.verified.openings else "cli.lines.closed"
    voice.say(code, path=path, policies=count, openings=len(one.verified.openings))
    for opening in one.verified.openings[:SHOWN]:
        voice.say("cli.lines.opening", **_said(opening))
        if opening.unresolved:
            voice.say("cli.lines.unresolved", names=", ".join(opening.unresolved))
    if one.odd:
        voice.say("cli.lines.odd", path=path, count=one.odd)


def _said(one: Opening) -> dict[str, str]:
    packet = one.example
    port = "" if packet.port is None else f"/{packet.port}"
    return {
        "code": one.code,
        "policy": one.policy,
        "name": in_one_line(one.name),
        "line": str(one.line),
        "example": f"{packet.source} → {packet.destination} {packet.transport}{port}",
    }


def _tell_seen(every: _Seen, voice: Voice) -> None:
    seen = every.passed
    if not seen.judged:
        voice.say("cli.gates.nothing_judged")
        return
    first, last = (stamp(voice, one) for one in (seen.first, seen.last))
    voice.say("cli.gates.judged", judged=seen.judged, first=first, last=last)
    voice.say("cli.lines.crossed", refused=seen.refused)
    for one in seen.refusals[:SHOWN]:
        voice.line(
            f"  {one.count:8d}  {one.code}  {in_one_line(one.host or one.address)} → {one.to}"
        )
    voice.say("cli.lines.denied", denied=every.denied)
    for code, count in seen.unjudged.items():
        voice.say(code, count=count)


def _outcome(configurations: list[_Read], every: _Seen | None, voice: Voice) -> Exit:
    """Separated is said of what was looked at, and only when all of it could be judged."""
    seen = every.passed if every else None
    if any(one.verified.openings for one in configurations) or (seen and seen.refused):
        voice.say("cli.lines.not_separated")
        return Exit.DIFFERENT
    if any(one.odd for one in configurations) or (seen and (seen.unjudged or not seen.judged)):
        voice.say("cli.lines.not_all_judged")
        return Exit.NOT_ALL_READ
    proofs = [one.path.name for one in configurations]
    if every:
        judged, denied = every.passed.judged, every.denied
        proofs.append(voice.text("cli.lines.by_records", judged=judged, denied=denied))
    voice.say("cli.lines.separated", proofs=", ".join(proofs))
    return Exit.DONE


def _json(configurations: list[_Read], seen: _Seen | None) -> dict[str, Any]:
    return {
        "configurations": [
            {
                "path": str(one.path),
                "policies": one.verified.policies,
                "odd": one.odd,
                "openings": [
                    {**_said(opening), "unresolved": list(opening.unresolved)}
                    for opening in one.verified.openings
                ],
            }
            for one in configurations
        ],
        "observed": None
        if seen is None
        else {
            "judged": seen.passed.judged,
            "crossed": seen.passed.refused,
            "denied": seen.denied,
            "unjudged": dict(seen.passed.unjudged),
        },
    }
