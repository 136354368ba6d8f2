"""``sekisho gates state``: what is on, since when, by whom, and whether it still is."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import Exit
from sekisho.cli.gates.apply import add_machine, repair, switch_from
from sekisho.cli.gates.build import tell_stages
from sekisho.cli.moments import stamp
from sekisho.cli.voice import Voice, in_one_line
from sekisho.events.time import iso
from sekisho.gates.applied.state import On, state
from sekisho.gates.line.quarantine.act import Contained, contained
from sekisho.gates.line.quarantine.record import read

DIFFERS = ("missing", "unrecorded")
"""Quarantines that record and machine do not agree on."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """Which machine."""
    add_machine(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Ends what was cut off, then tells. What differs is told and leaves its code."""
    switch = switch_from(given)
    repair(switch, clock, voice)
    journal = switch.journal()
    found = state(journal, switch.machine)
    record = read(switch.state)
    apart = contained(record, switch.machine, clock)
    torn = journal.torn + record.torn
    quarantine = [_contained_json(one) for one in apart]
    voice.result({"on": [_json(one) for one in found], "quarantine": quarantine, "torn": torn})
    for one in found:
        _tell(one, voice)
    if not found:
        voice.say("cli.gates.none_on")
    for held in apart:
        _tell_contained(held, voice)
    for kept in (journal, record):
        if kept.torn:
            voice.say("cli.gates.torn", count=kept.torn, path=kept.path)
    differs = any(one.drift for one in found) or any(one.how in DIFFERS for one in apart)
    return Exit.DIFFERENT if differs else Exit.DONE


def _json(one: On) -> dict[str, object]:
    change = one.change
    return {
        "gate": one.gate,
        "target": one.target,
        "since": change.when,
        "who": change.who,
        "reason": change.reason,
        "straight": change.straight,
        "rulebook": change.rulebook,
        "stage": one.stages.everybody,
        "departments": dict(one.stages.departments),
        "assets": dict(one.stages.assets),
        "below": one.below,
        "drift": dict(one.drift),
    }


def _tell(one: On, voice: Voice) -> None:
    change = one.change
    voice.say(
        "cli.gates.on",
        gate=voice.text(f"gates.gate.{one.gate}"),
        target=voice.text(f"gates.target.{one.target}"),
        when=change.when,
        who=in_one_line(change.who),
        rulebook=change.rulebook[:12],
    )
    tell_stages(one.stages, voice)
    for reason in filter(None, (change.reason, change.straight)):
        voice.say("cli.gates.because", reason=in_one_line(reason))
    for path, how in one.drift:
        voice.say(f"cli.gates.drift.{how}", path=in_one_line(path))


def _contained_json(one: Contained) -> dict[str, object]:
    entry = one.entry
    return {
        "address": str(one.address),
        "how": one.how,
        "seconds": one.seconds,
        "name": entry and entry.name,
        "since": entry and iso(entry.when),
        "until": entry and entry.until and iso(entry.until),
        "who": entry and entry.who,
        "reason": entry and entry.reason,
    }


def _tell_contained(one: Contained, voice: Voice) -> None:
    entry = one.entry
    if entry is None:
        left = one.seconds if one.seconds is not None else "∞"
        voice.say("cli.gates.quarantine.is.unrecorded", address=one.address, seconds=left)
        return
    voice.say(
        f"cli.gates.quarantine.is.{one.how}",
        name=in_one_line(entry.name),
        address=one.address,
        since=stamp(voice, entry.when),
        until=stamp(voice, entry.until),
        who=in_one_line(entry.who),
        minutes=-(-(one.seconds or 0) // 60),
    )
    voice.say("cli.gates.because", reason=in_one_line(entry.reason))
