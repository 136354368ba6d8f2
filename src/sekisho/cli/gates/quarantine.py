"""``sekisho gates quarantine WHO --for TIME --reason TEXT``: one computer cut off, and set free."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.apply import add_machine, switch_from, who
from sekisho.cli.given import stretch
from sekisho.cli.moments import stamp
from sekisho.cli.voice import Voice, in_one_line
from sekisho.events.time import iso
from sekisho.gates.applied.change import Order, Switch
from sekisho.gates.applied.lock import BusyError
from sekisho.gates.line.guard import spared
from sekisho.gates.line.matrix import address
from sekisho.gates.line.quarantine import act, fortigate, table
from sekisho.gates.line.quarantine.record import Entry, read, seconds_left
from sekisho.gates.line.quarantine.whom import (
    Computer,
    NobodyError,
    computers,
    of_this_machine,
    refused,
)
from sekisho.rulebook import Rulebook

TARGETS = ("nftables", "fortigate")


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """Who, for how long and why; or who is set free; or what a flushed ruleset lost."""
    said = "cli.gates.quarantine"
    parser.add_argument("whom", metavar="WHO", nargs="?", help=voice.text(f"{said}.whom"))
    parser.add_argument("--for", metavar="TIME", dest="stretch", help=voice.text(f"{said}.for"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=voice.text("cli.gates.reason"))
    parser.add_argument("--lift", action="store_true", help=voice.text(f"{said}.lift"))
    parser.add_argument("--restore", action="store_true", help=voice.text(f"{said}.restore"))
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook"))
    parser.add_argument("--target", choices=TARGETS, help=voice.text(f"{said}.target"))
    add_machine(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Refuses who must never be cut off; then does it here, or says what a person is to type."""
    switch = switch_from(given)
    try:
        if given.restore:
            return _restored(switch, clock, voice)
        if not given.whom:
            raise BadInputError("cli.gates.quarantine.no_whom")
        if not given.reason.strip():
            raise BadInputError("cli.gates.quarantine.no_reason")
        return (_lifted if given.lift else _contained)(given, switch, clock, voice)
    except BusyError:
        raise BadInputError("cli.gates.busy", path=str(switch.state)) from None
    except NobodyError as error:
        raise BadInputError(error.code, **error.values) from None


def _contained(given: argparse.Namespace, switch: Switch, clock: datetime, voice: Voice) -> Exit:
    if not given.rulebook or not given.stretch:
        raise BadInputError("cli.gates.quarantine.needs")
    until, rulebook = clock + stretch(given.stretch), rulebook_from(given)
    wanted = computers(rulebook, given.whom)
    own = of_this_machine if switch.machine.runs else _nobody
    lockouts = tuple(dict.fromkeys(refused(rulebook, wanted, own)))
    for lockout in lockouts:
        voice.say(lockout.code, **dict(lockout.values))
    if lockouts:
        voice.error("cli.gates.quarantine.never", count=len(lockouts))
        return Exit.FAILED
    done = act.contain(switch, wanted, until, _order(given, clock, rulebook.digest),
                       here=_here(given, switch))  # fmt: skip
    ended = _tell(done, given, clock, voice)
    if ended is not Exit.FAILED:
        _tell_reach(rulebook, voice)
    return ended


def _lifted(given: argparse.Namespace, switch: Switch, clock: datetime, voice: Voice) -> Exit:
    now = act.contained(read(switch.state), switch.machine, clock)
    wanted = given.whom.strip().casefold()
    meant = {one for one in (address(wanted),) if one is not None}
    if given.rulebook and not meant:
        named = computers(rulebook_from(given), given.whom)
        meant = {own for one in named for own in one.addresses}
    free: dict[str, list[act.Contained]] = {}
    for one in now:
        name = one.entry.name if one.entry else str(one.address)
        if one.address in meant or name.casefold() == wanted:
            free.setdefault(name, []).append(one)
    if not free:
        raise BadInputError("cli.gates.quarantine.not_contained", given=given.whom)
    own = [Computer(name, tuple(one.address for one in found)) for name, found in free.items()]
    done = act.lift(switch, own, _order(given, clock), here=_here(given, switch))
    return _tell(done, given, clock, voice)


def _restored(switch: Switch, clock: datetime, voice: Voice) -> Exit:
    done = act.restore(switch, Order(who=who(), when=clock))
    voice.result({"computers": list(map(_json, done)), "commands": {}})
    for one in done:
        _tell_one(one, voice)
    if not done:
        voice.say("cli.gates.quarantine.nothing_lost")
    return Exit.FAILED if any(one.outcome == "failed" for one in done) else Exit.DONE


def _order(given: argparse.Namespace, clock: datetime, rulebook: str = "") -> Order:
    return Order(who=who(), when=clock, reason=given.reason.strip(), rulebook=rulebook)


def _here(given: argparse.Namespace, switch: Switch) -> bool:
    return given.target != "fortigate" and act.is_here(switch)


def _nobody(_address: object) -> bool:
    return False


def _tell(
    done: tuple[Entry, ...], given: argparse.Namespace, clock: datetime, voice: Voice
) -> Exit:
    by_hand = [one for one in done if one.outcome == "by_hand"]
    commands = _commands(by_hand, given.target, clock)
    voice.result({"computers": list(map(_json, done)), "commands": commands})
    for one in done:
        _tell_one(one, voice)
    for target, lines in commands.items():
        voice.say(f"cli.gates.quarantine.type.{target}")
        for line in lines:
            voice.line(f"    {line}")
    if any(one.outcome == "failed" for one in done):
        return Exit.FAILED
    return Exit.NOT_ALL_READ if by_hand else Exit.DONE


def _tell_one(one: Entry, voice: Voice) -> None:
    addresses = ", ".join(map(str, one.addresses))
    until = stamp(voice, one.until)
    voice.say(
        f"cli.gates.quarantine.{one.act}.{one.outcome}",
        name=in_one_line(one.name), addresses=addresses, until=until,
    )  # fmt: skip
    for line in one.said:
        voice.line(f"    {in_one_line(line)}")


def _tell_reach(rulebook: Rulebook, voice: Voice) -> None:
    """What the quarantine leaves open: it must not be taken for more than it is."""
    names = dict.fromkeys(one.name for one in spared(rulebook))
    if names:
        voice.say("cli.gates.quarantine.responders", names="、".join(names))
    else:
        voice.say("cli.gates.quarantine.no_responders")
    voice.say("cli.gates.quarantine.same_switch")


def _commands(
    by_hand: Iterable[Entry], target: str | None, clock: datetime
) -> dict[str, list[str]]:
    """What a person is to type, by system."""
    found: dict[str, list[str]] = {}
    for one in by_hand:
        timed = {own: seconds_left(one, clock) for own in one.addresses}
        free = one.until is None
        words = table.freeing(one.addresses) if free else table.containing(timed)
        typed = fortigate.freeing(one.addresses) if free else fortigate.containing(timed)
        for system, lines in (("nftables", map(shlex.join, words)), ("fortigate", typed)):
            if target in (None, system):
                found.setdefault(system, []).extend(lines)
    return found


def _json(one: Entry) -> dict[str, object]:
    return {
        "number": one.number,
        "act": one.act,
        "name": one.name,
        "addresses": list(map(str, one.addresses)),
        "until": one.until and iso(one.until),
        "outcome": one.outcome,
        "said": list(one.said),
    }
