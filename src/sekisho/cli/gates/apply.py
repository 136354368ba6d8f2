"""``sekisho gates apply DIR --rulebook PATH``: built settings put in place and loaded, or not."""

from __future__ import annotations

import argparse
import getpass
import os
import platform
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.build import files_of, gate_for, target_for, tell_stages
from sekisho.cli.gates.check import built_in, tell_checked
from sekisho.cli.given import folder, result_path
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.applied.change import Order, Switch, Wanted
from sekisho.gates.applied.journal import Change
from sekisho.gates.applied.kept import NotAFileError
from sekisho.gates.applied.lock import BusyError
from sekisho.gates.applied.machine import Machine
from sekisho.gates.applied.order import unwatched
from sekisho.gates.applied.woven import BrokenBlockError
from sekisho.gates.built import Built
from sekisho.gates.contract import Lockout
from sekisho.rulebook import Rulebook

STATE = "/var/lib/sekisho/gates"
_ROOT = Path("/")


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The folder, the rulebook it was built from, and why."""
    parser.add_argument("dir", metavar="DIR", help=voice.text("cli.gates.dir"))
    parser.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook")
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help=voice.text("cli.gates.reason"))
    parser.add_argument(
        "--straight-to-enforce", metavar="REASON", default="", dest="straight",
        help=voice.text("cli.gates.straight"),
    )  # fmt: skip
    parser.add_argument("--machine", metavar="NAME", help=voice.text("cli.gates.machine"))
    add_machine(parser, voice)


def add_machine(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--state DIR --root DIR``."""
    parser.add_argument(
        "--state", metavar="DIR", default=STATE, help=voice.text("cli.gates.state_folder")
    )
    parser.add_argument("--root", metavar="DIR", help=voice.text("cli.gates.root"))


def switch_from(given: argparse.Namespace) -> Switch:
    """The machine given. Below another root nothing is loaded: it is somewhere else."""
    root = folder(given.root).absolute() if given.root else _ROOT
    return Switch(result_path(given.state), Machine(root, runs=root == _ROOT))


def who() -> str:
    """Who asks: the account, and the one behind ``sudo``."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError):
        account = "?"
    behind = os.environ.get("SUDO_USER", "")
    return f"{behind} ({account})" if behind else account


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Compares, checks, guards, keeps the order of stages, and only then switches on."""
    root, rulebook, switch = folder(given.dir), rulebook_from(given), switch_from(given)
    built = built_in(root)
    machine = given.machine or platform.node()
    wanted = [placed for one in built for placed in _wanted(root, one, rulebook, machine)]
    placed = {(one.gate, one.target) for one in wanted}
    for one in built:
        if (one.gate, one.target) not in placed:
            own = target_for(gate_for(one.gate), one.target).placed_on is not None
            code = "cli.gates.none_of_it" if own else "cli.gates.by_hand"
            voice.say(code, target=voice.text(f"gates.target.{one.target}"), machine=machine)
    if not wanted:
        raise BadInputError("cli.gates.nothing_placed", path=str(root))
    if not (_checked(root, wanted, voice) and _guarded(wanted, rulebook, switch, voice)):
        return Exit.FAILED
    repair(switch, clock, voice)
    if not given.straight and not _watched(switch, wanted, voice):
        return Exit.FAILED
    order = Order(
        who=who(), when=clock, reason=given.reason, straight=given.straight,
        rulebook=rulebook.digest,
    )  # fmt: skip
    try:
        change = switch.apply(wanted, order)
    except BusyError:
        raise BadInputError("cli.gates.busy", path=str(switch.state)) from None
    except NotAFileError as error:
        raise BadInputError("cli.gates.not_a_file", path=str(error.path)) from None
    except BrokenBlockError as error:
        raise BadInputError("cli.gates.block_broken", path=error.path) from None
    voice.result(result_of(change, switch))
    tell_change(change, switch, voice)
    for target in wanted:
        voice.line(voice.text(f"gates.gate.{target.gate}"))
        tell_stages(target.stages, voice)
    return Exit.DONE if change.outcome == "applied" else Exit.FAILED


def _wanted(root: Path, built: Built, rulebook: Rulebook, machine: str) -> Iterable[Wanted]:
    """A target that can be put in place, once its files are those that the rulebook gives at
    these stages, byte by byte: what was checked and looked at is what goes on."""
    target = target_for(gate_for(built.gate), built.target)
    placement = target.placed_on(rulebook, machine) if target.placed_on else target.placement
    if placement is None:
        return
    contents = {}
    for file in files_of(target, rulebook, built.stages):
        path = root / built.gate / target.name / file.name
        try:
            same = path.read_bytes() == file.content
        except FileNotFoundError:
            same = False
        if not same:
            raise BadInputError("cli.gates.not_as_built", path=str(path))
        contents[file.name] = file.content
    yield Wanted(
        gate=built.gate, target=target.name, placement=placement, contents=contents,
        stages=built.stages,
    )  # fmt: skip


def _checked(root: Path, wanted: Iterable[Wanted], voice: Voice) -> bool:
    """Whether the real checkers accepted what is put in place of every target, and refused
    nothing."""
    good = True
    for one in wanted:
        answers = target_for(gate_for(one.gate), one.target).check(root / one.gate / one.target)
        tell_checked(answers, voice)
        placed = {answer.answer for answer in answers if answer.file in one.placement.files}
        good &= placed == {"accepted"} and all(answer.answer != "refused" for answer in answers)
    if not good:
        voice.error("cli.gates.not_accepted")
    return good


def _guarded(wanted: Collection[Wanted], rulebook: Rulebook, switch: Switch, voice: Voice) -> bool:
    """Whether nobody is locked out who must never be, and the machine has what it takes to judge.
    There is no way around it."""
    shut = [gate_for(one.gate).guard(rulebook, one.stages) for one in wanted]
    lacking = [_lacking(one, rulebook, switch) for one in wanted]
    if locked := _told(shut, voice):
        voice.error("cli.gates.locks_out", count=locked)
    if missing := _told(lacking, voice):
        voice.error("cli.gates.lacking", count=missing)
    return not locked and not missing


def _told(every: Iterable[Iterable[Lockout]], voice: Voice) -> int:
    """Says each once; how many there were."""
    found = dict.fromkeys(one for some in every for one in some)
    for one in found:
        voice.say(one.code, **dict(one.values))
    return len(found)


def _lacking(one: Wanted, rulebook: Rulebook, switch: Switch) -> tuple[Lockout, ...]:
    lacks = target_for(gate_for(one.gate), one.target).lacks
    return lacks(rulebook, one.stages, switch.machine.at) if lacks else ()


def _watched(switch: Switch, wanted: Iterable[Wanted], voice: Voice) -> bool:
    """Whether what is to be enforced has been on before."""
    journal = switch.journal()
    names = {
        name for one in wanted for name in unwatched(journal, one.gate, one.target, one.stages)
    }
    if names:
        everybody = voice.text("cli.gates.everybody")
        told = "、".join(name or everybody for name in sorted(names))
        voice.error("cli.gates.not_watched", names=told)
    return not names


def repair(switch: Switch, clock: datetime, voice: Voice) -> None:
    """Ends a change that was cut off, and says so. Raises BadInputError, OSError."""
    if switch.journal().cut_off is None:
        return
    try:
        change = switch.repair(clock)
    except BusyError:
        raise BadInputError("cli.gates.busy", path=str(switch.state)) from None
    if change is not None:
        voice.say("cli.gates.repaired", when=change.when, who=in_one_line(change.who))
        tell_change(change, switch, voice)


def tell_change(change: Change, switch: Switch, voice: Voice) -> None:
    """What a change did to which files, and what failed."""
    for part in change.parts:
        for file in part.files:
            voice.line(f"    {in_one_line(str(switch.machine.at(file.path)))}")
    for line in change.said:
        voice.line(f"    {in_one_line(line)}")
    if change.outcome is not None:
        voice.say(f"cli.gates.outcome.{change.outcome}")
    if not switch.machine.runs:
        voice.say("cli.gates.nothing_loaded", root=switch.machine.root)


def result_of(change: Change, switch: Switch) -> dict[str, object]:
    """A change for a program."""
    return {
        "number": change.number,
        "act": change.act,
        "outcome": change.outcome,
        "said": list(change.said),
        "files": [
            {
                "path": str(switch.machine.at(file.path)),
                "before": file.before and file.before.sha256,
                "after": file.after and file.after.sha256,
            }
            for part in change.parts
            for file in part.files
        ],
    }
