"""``sekisho gates request GATE``: the letter that asks a contractor to set what he runs."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.build import files_of, gate_for, stages_for, target_for
from sekisho.cli.given import moment, result_path
from sekisho.cli.voice import Voice
from sekisho.gates.contract import Gate, Rule, Target
from sekisho.gates.registry import gates
from sekisho.gates.stages import STAGES, Stages
from sekisho.ledger.put import put
from sekisho.report.formats import formats
from sekisho.report.setting import Setting, System, letter
from sekisho.rulebook import Rulebook
from sekisho.rulebook.entries import Holder

LETTER = "request"
FILES = "files"


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The gate, its targets and stage, to whom and until when, and where the papers go."""
    names = [gate.name for gate in gates()]
    parser.add_argument("gate", choices=names, help=voice.text("cli.gates.gate"))
    parser.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook_path")
    )
    parser.add_argument("--stage", choices=STAGES, help=voice.text("cli.gates.stage"))
    parser.add_argument("--target", metavar="NAME", help=voice.text("cli.gates.target"))
    parser.add_argument("--to", metavar="NAME", help=voice.text("cli.gates.request.to"))
    parser.add_argument("--by", metavar="DATE", help=voice.text("cli.gates.request.by"))
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.out"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Writes the letter as HTML, Word and PDF, and the files that it encloses."""
    gate, rulebook, out = gate_for(given.gate), rulebook_from(given), result_path(given.out)
    targets = gate.targets if given.target is None else (target_for(gate, given.target),)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError("cli.out_not_empty", path=str(out))
    stages = stages_for(given, gate, rulebook, clock)
    enclosed = _enclosed(gate, targets, rulebook, stages)
    asked = Setting(
        gate=voice.text(f"gates.gate.{gate.name}"),
        now=clock,
        holder=_holder(rulebook, given.to),
        systems=tuple(
            _system(one, voice)
            for one in targets
            if any(name.startswith(_folder(gate, one)) for name in enclosed)
        ),
        stage=voice.text(f"gates.stage.{stages.everybody}"),
        meaning=voice.text(f"gates.request.meaning.{stages.everybody}"),
        others=_others(stages, voice),
        rules=_told(gate.rules, rulebook, voice),
        records=_told(gate.records, rulebook, voice),
        files=tuple(
            (name, hashlib.sha256(content).hexdigest()) for name, content in enclosed.items()
        ),
        digest=rulebook.digest,
        by=moment(given.by, clock) if given.by else None,
    )
    paper = letter(asked, rulebook, voice.language)
    for name, content in (formats(LETTER, paper) | enclosed).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, content)
    voice.result({"letter": f"{LETTER}.docx", "files": sorted(enclosed)})
    voice.say("cli.gates.requested", path=out, files=len(enclosed))
    for lockout in gate.guard(rulebook, stages):
        voice.say(lockout.code, **dict(lockout.values))
    return Exit.DONE


def _holder(rulebook: Rulebook, name: str | None) -> Holder | None:
    if name is None:
        return None
    found = [one for one in rulebook.holders if one.name.casefold() == name.strip().casefold()]
    if not found:
        known = ", ".join(one.name for one in rulebook.holders)
        raise BadInputError("cli.gates.no_holder", given=name, known=known)
    return found[0]


def _enclosed(
    gate: Gate, targets: tuple[Target, ...], rulebook: Rulebook, stages: Stages
) -> dict[str, bytes]:
    return {
        f"{_folder(gate, target)}{file.name}": file.content
        for target in targets
        for file in files_of(target, rulebook, stages)
    }


def _folder(gate: Gate, target: Target) -> str:
    return f"{FILES}/{gate.name}/{target.name}/"


def _system(target: Target, voice: Voice) -> System:
    name = voice.text(f"gates.target.{target.name}")
    return System(name, voice.text(target.confirm), voice.text(target.back))


def _others(stages: Stages, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The stages that differ from that of everybody."""
    every = (*stages.departments.items(), *stages.assets.items())
    return tuple((name, voice.text(f"gates.stage.{stage}")) for name, stage in every)


def _told(
    asked: Callable[[Rulebook], tuple[Rule, ...]] | None, rulebook: Rulebook, voice: Voice
) -> tuple[tuple[str, str], ...]:
    """Code and sentence of each."""
    listed = asked(rulebook) if asked else ()
    return tuple((one.code, voice.text(one.text, **dict(one.values))) for one in listed)
