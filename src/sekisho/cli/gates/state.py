"""``sekisho gates state``: what is on, since when, by whom, and whether it still is."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import Exit
from sekisho.cli.gates.apply import add_machine, repair, switch_from
from sekisho.cli.gates.build import tell_stages
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.applied.state import On, state


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """Which machine."""
    add_machine(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Ends what was cut off, then tells. Files that differ are told and leave their code."""
    switch = switch_from(given)
    repair(switch, clock, voice)
    journal = switch.journal()
    found = state(journal, switch.machine)
    voice.result({"on": [_json(one) for one in found], "torn": journal.torn})
    for one in found:
        _tell(one, voice)
    if not found:
        voice.say("cli.gates.none_on")
    if journal.torn:
        voice.say("cli.gates.torn", count=journal.torn, path=journal.path)
    return Exit.DIFFERENT if any(one.drift for one in found) else Exit.DONE


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
