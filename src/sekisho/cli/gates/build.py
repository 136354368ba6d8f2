"""``sekisho gates build GATE --rulebook PATH --out DIR``: the settings the rulebook asks for."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.gates.built import write
from sekisho.gates.contract import File, Gate, NotBuildableError, Target
from sekisho.gates.registry import gate_named, gates
from sekisho.gates.stages import STAGES, Stages, stages_of
from sekisho.rulebook import Rulebook


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The gate, the rulebook, the stage where it is not the rulebook's, and where to write."""
    names = [gate.name for gate in gates()]
    parser.add_argument("gate", choices=names, help=voice.text("cli.gates.gate"))
    parser.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook_path")
    )
    parser.add_argument("--stage", choices=STAGES, help=voice.text("cli.gates.stage"))
    parser.add_argument("--target", metavar="NAME", help=voice.text("cli.gates.target"))
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.out"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Builds, and tells at which stage and whom it would lock out."""
    gate, rulebook, out = gate_for(given.gate), rulebook_from(given), result_path(given.out)
    stages = stages_for(given, gate, rulebook, clock)
    targets = gate.targets if given.target is None else (target_for(gate, given.target),)
    made = [
        (gate.name, target.name, file)
        for target in targets
        for file in files_of(target, rulebook, stages)
    ]
    voice.result(write(out, rulebook, stages, made))
    of = voice.text(f"gates.gate.{gate.name}")
    for _gate, target, file in made:
        system = voice.text(f"gates.target.{target}")
        path = out / gate.name / target / file.name
        voice.say("cli.gates.built", path=path, gate=of, target=system)
    tell_stages(stages, voice)
    for lockout in gate.guard(rulebook, stages):
        voice.say(lockout.code, **dict(lockout.values))
    return Exit.DONE


def gate_for(name: str) -> Gate:
    """The gate of a name. Raises BadInputError."""
    gate = gate_named(name)
    if gate is None:
        known = ", ".join(one.name for one in gates())
        raise BadInputError("cli.gates.no_gate", given=name, known=known)
    return gate


def stages_for(
    given: argparse.Namespace, gate: Gate, rulebook: Rulebook, clock: datetime
) -> Stages:
    """The stage that was asked for, for everybody, else those of the rulebook."""
    if given.stage:
        return Stages(given.stage, at=clock)
    return stages_of(rulebook, gate.name, clock)


def target_for(gate: Gate, name: str) -> Target:
    """The target of a name. Raises BadInputError."""
    target = gate.target(name)
    if target is None:
        known = ", ".join(one.name for one in gate.targets)
        raise BadInputError("cli.gates.no_target", given=name, known=known)
    return target


def files_of(target: Target, rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The files of a target. Raises BadInputError for a rulebook it cannot be built from."""
    try:
        return target.build(rulebook, stages)
    except NotBuildableError as error:
        raise BadInputError(error.code, **error.values) from None


def tell_stages(stages: Stages, voice: Voice) -> None:
    """The stage of everybody, and those that differ."""
    voice.say(f"cli.gates.stage_is.{stages.everybody}")
    for name, stage in (*stages.departments.items(), *stages.assets.items()):
        voice.say("cli.gates.stage_of", name=name, stage=voice.text(f"gates.stage.{stage}"))
