"""Cutting computers off, setting them free, and what of it the machine really holds.

Everything is written down before it is done, and its end after. Where the gate is another
machine, a person is given the commands, and it is written down that he was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sekisho.form.values import Address
from sekisho.gates.applied.change import Order, Switch
from sekisho.gates.applied.machine import Machine
from sekisho.gates.line.quarantine.record import Act, Entry, Record, read, seconds_left
from sekisho.gates.line.quarantine.table import LISTED, containing, freeing, held
from sekisho.gates.line.quarantine.whom import Computer

How = Literal["held", "missing", "by_hand", "unseen", "unrecorded"]
"""``missing``: recorded, and the machine does not hold it; ``by_hand``: a person was given the
commands; ``unseen``: the machine could not be asked; ``unrecorded``: somebody put it there
without a record."""


@dataclass(frozen=True)
class Contained:
    """An address in quarantine. ``until`` None: for good; ``entry`` None: not recorded."""

    address: Address
    how: How
    seconds: int | None
    entry: Entry | None


def loaded(machine: Machine) -> dict[Address, int | None] | None:
    """What the kernel holds in quarantine, with the seconds left; None: it has no such table,
    or cannot be asked."""
    found: dict[Address, int | None] = {}
    for command in LISTED:
        told = machine.answer(command)
        if told is None:
            return None
        found |= held(told)
    return found


def is_here(switch: Switch) -> bool:
    """Whether this machine is the gate: it holds the table, or was given the ruleset."""
    machine = switch.machine
    applied = bool(switch.journal().history("line", "nftables"))
    return machine.runs and (applied or loaded(machine) is not None)


def contain(
    switch: Switch, wanted: Iterable[Computer], until: datetime, order: Order, *, here: bool
) -> tuple[Entry, ...]:
    """Cuts computers off until a moment. Raises BusyError, OSError."""
    return _acted(switch, "contain", wanted, order, until=until, here=here)


def lift(
    switch: Switch, wanted: Iterable[Computer], order: Order, *, here: bool
) -> tuple[Entry, ...]:
    """Sets computers free. Raises BusyError, OSError."""
    return _acted(switch, "lift", wanted, order, until=None, here=here)


def restore(switch: Switch, order: Order) -> tuple[Entry, ...]:
    """Puts back who should be cut off here and is not, for the time that is left: after the
    whole ruleset of the machine was flushed, or a restart. Raises BusyError, OSError."""
    lacking = [one for one in contained(read(switch.state), switch.machine, order.when)
               if one.how in ("missing", "unseen") and one.entry is not None]  # fmt: skip
    found: list[Entry] = []
    for number in dict.fromkeys(one.entry.number for one in lacking if one.entry):
        own = [one for one in lacking if one.entry and one.entry.number == number]
        first = own[0].entry
        if first is not None and first.until is not None:
            computer = Computer(first.name, tuple(one.address for one in own))
            again = replace(order, reason=first.reason)
            found += _acted(switch, "restore", [computer], again, until=first.until, here=True)
    return tuple(found)


def contained(record: Record, machine: Machine, at: datetime) -> tuple[Contained, ...]:
    """Every address in quarantine by the record or by the kernel."""
    real = loaded(machine)
    by_record = record.in_force(at)
    found = []
    for address, entry in by_record.items():
        left: int | None = seconds_left(entry, at)
        how: How = "by_hand"
        if real is not None and address in real:
            how, left = "held", real[address]
        elif entry.outcome != "by_hand":
            how = "unseen" if real is None else "missing"
        found.append(Contained(address, how, left, entry))
    others = {own: left for own, left in (real or {}).items() if own not in by_record}
    found += [Contained(own, "unrecorded", left, None) for own, left in others.items()]
    return tuple(found)


def _acted(
    switch: Switch, act: Act, wanted: Iterable[Computer], order: Order, *,
    until: datetime | None, here: bool,
) -> tuple[Entry, ...]:  # fmt: skip
    done = []
    with switch.locked():
        for computer in wanted:
            record = read(switch.state)
            entry = record.begin(_entry(act, computer, order, until))
            outcome, said = entry.outcome, entry.said
            if here:
                failed = switch.machine.run(_commands(entry, order.when), ())
                outcome, said = ("done", ()) if failed is None else ("failed", failed)
            else:
                outcome = "by_hand"
            record.end(entry, outcome, said)
            done.append(replace(entry, outcome=outcome, said=said))
    return tuple(done)


def _entry(act: Act, computer: Computer, order: Order, until: datetime | None) -> Entry:
    return Entry(
        number=0,
        act=act,
        when=order.when,
        who=order.who,
        reason=order.reason,
        name=computer.name,
        addresses=computer.addresses,
        until=until,
        rulebook=order.rulebook,
    )


def _commands(entry: Entry, at: datetime) -> tuple[tuple[str, ...], ...]:
    if entry.until is None:
        return freeing(entry.addresses)
    return containing(dict.fromkeys(entry.addresses, seconds_left(entry, at)))
