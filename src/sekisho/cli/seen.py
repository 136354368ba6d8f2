"""``sekisho gates devices|software``: what is in use, as a draft of the rulebook's entries."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from sekisho.cli.arguments import add_readers, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment, result_path
from sekisho.cli.moments import span
from sekisho.cli.records import records
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.events.time import iso
from sekisho.gates.between import Between
from sekisho.gates.contract import NotBuildableError
from sekisho.gates.device import seen as devices
from sekisho.gates.software import seen as programs
from sekisho.intake.told import context_of
from sekisho.ledger.put import put
from sekisho.rulebook import Rulebook

Asked = Callable[[duckdb.DuckDBPyConnection, Rulebook, Between], Sequence[Any]]


def add_seen(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The records, the stretch of time, and where the draft goes."""
    parser.add_argument(
        "--from", dest="origin", metavar="PATH", required=True, help=voice.text("cli.gates.from")
    )
    parser.add_argument(
        "--between", nargs=2, metavar=("A", "B"), help=voice.text("cli.gates.between")
    )
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.gates.seen_out"))
    add_readers(parser, voice)


def devices_seen(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Lists the devices in use, and writes the draft where one is asked for."""
    return _devices(_asked(given, voice, clock, devices.seen), _out(given), voice)


def programs_seen(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Lists the programs in use, and writes the draft where one is asked for."""
    return _programs(_asked(given, voice, clock, programs.seen), _out(given), voice)


def _out(given: argparse.Namespace) -> Path | None:
    return result_path(given.out) if given.out else None


def _devices(found: Sequence[devices.Seen], out: Path | None, voice: Voice) -> Exit:
    voice.result([_json(one) for one in found])
    if not found:
        voice.say("cli.gates.no_devices")
        return Exit.NOT_ALL_READ
    for one in found:
        _tell_device(one, voice)
    _hand_out(devices.fragment(found), "cli.gates.fragment_written", out, voice)
    return Exit.DONE


def _programs(found: Sequence[programs.Seen], out: Path | None, voice: Voice) -> Exit:
    voice.result([_json(one) for one in found])
    if not found:
        voice.say("cli.gates.no_programs")
        return Exit.NOT_ALL_READ
    for one in found:
        voice.say(
            "cli.gates.program_seen",
            hosts=one.hosts,
            starts=one.starts,
            rule=voice.text(f"gates.rule.{one.code}"),
            path=in_one_line(one.path),
            publisher=in_one_line(one.publisher),
        )
    _hand_out(programs.fragment(found), "cli.gates.draft_written", out, voice)
    return Exit.DONE


def _asked(given: argparse.Namespace, voice: Voice, clock: datetime, ask: Asked) -> Sequence[Any]:
    origin, rulebook = existing(given.origin), rulebook_from(given)
    now = moment(given.now, clock)
    between = Between(*(moment(text, clock) for text in given.between or ()))
    with (
        work_folder(None) as work,
        records(origin, work, context_of(rulebook, now), workers_of(given), voice) as (tables, _),
    ):
        try:
            found = ask(tables, rulebook, between)
        except NotBuildableError as error:
            raise BadInputError(error.code, **error.values) from None
    voice.finished()
    return found


def _hand_out(draft: str, code: str, out: Path | None, voice: Voice) -> None:
    if out is not None:
        put(out, draft.encode())
        voice.say(code, path=out)
        return
    for line in draft.splitlines():
        voice.line(line)


def _json(one: Any) -> dict[str, Any]:
    moments = {name: at and iso(at) for name, at in (("first", one.first), ("last", one.last))}
    return asdict(one) | moments


def _tell_device(one: devices.Seen, voice: Voice) -> None:
    voice.say(
        "cli.gates.device_seen",
        times=one.times,
        span=span(voice, one.first, one.last),
        id=in_one_line(one.id),
        description=in_one_line(one.description),
        hosts=in_one_line("、".join(one.hosts)),
        people=in_one_line("、".join(one.people)),
    )
    if one.registered:
        voice.say("cli.gates.device_is.registered", name=one.registered)
    elif one.registrable:
        voice.say("cli.gates.device_is.registrable")
    else:
        reason = "no_serial" if one.id else "no_id"
        voice.say(f"cli.gates.device_is.{reason}")
