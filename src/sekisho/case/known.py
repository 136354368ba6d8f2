"""What the town says of itself: the rulebook and its registers, merged into one form.

The rulebook is asked where it answers; registers found among the evidence add to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sekisho.case.facts import Reference
from sekisho.case.hosts import host_key
from sekisho.events.time import JAPAN
from sekisho.rulebook import Rulebook

DESKS = frozenset({"", "workstation"})
"""Roles of computers at which people work."""


@dataclass(frozen=True)
class Machine:
    """One computer of an asset list. ``macs`` are lower case with colons."""

    name: str
    aliases: tuple[str, ...] = ()
    user: str = ""
    department: str = ""
    role: str = ""
    addresses: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()
    evidence: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Ticket:
    """One permitted use of a remote-control tool. ``until`` no longer belongs to it; ``start``
    and ``end`` are daily hours (Japan time) where the permission has them."""

    ticket: str
    tool: str
    host: str
    since: datetime | None
    until: datetime | None
    start: time | None = None
    end: time | None = None
    contractor: str = ""
    evidence: tuple[Reference, ...] = ()

    def allows(self, start: datetime, end: datetime) -> bool:
        """Whether the whole time lies in the permission."""
        if (self.since and start < self.since) or (self.until and end >= self.until):
            return False
        if self.start is None or self.end is None:
            return True
        first, last = start.astimezone(JAPAN), end.astimezone(JAPAN)
        same_day = first.date() == last.date()
        return same_day and self.start <= first.time() and last.time() < self.end


@dataclass(frozen=True)
class Staff:
    """One person of a staff list."""

    name: str
    accounts: tuple[str, ...] = ()
    department: str = ""
    evidence: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class UsbDevice:
    """One registered USB device: the serial number of its own, in capitals."""

    serial: str
    number: str = ""
    department: str = ""
    evidence: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Check:
    """One computer that somebody went to and looked at. ``day`` and ``result`` as written;
    ``network``: the line that the list names."""

    host: str
    day: str = ""
    result: str = ""
    network: str = ""
    place: str = ""
    evidence: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Known:
    """Machines, permissions, staff, devices and checks from all registers, the rulebook's first.
    A computer that is only in a list of checks is no machine of an asset list."""

    machines: tuple[Machine, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    staff: tuple[Staff, ...] = ()
    registers: frozenset[str] = frozenset()
    devices: tuple[UsbDevice, ...] = ()
    checks: tuple[Check, ...] = ()
    rulebook: Rulebook | None = None

    def machine(self, host: str | None) -> Machine | None:
        """The machine of a name or alias."""
        wanted = host_key(host)
        for machine in self.machines:
            if wanted and wanted in {host_key(name) for name in (machine.name, *machine.aliases)}:
                return machine
        return None

    def user_of(self, host: str | None) -> str | None:
        """Who mainly uses a computer, as the registers name the person."""
        machine = self.machine(host)
        return (machine.user or None) if machine else None


def of_rulebook(rulebook: Rulebook | None) -> Known:
    """The rulebook's part."""
    if rulebook is None:
        return Known()
    machines = tuple(
        Machine(
            name=asset.name,
            aliases=asset.aliases,
            user=asset.user,
            department=asset.department,
            role=asset.role,
            addresses=tuple(str(address) for address in asset.addresses),
            macs=tuple(colons(mac) for mac in asset.macs),
        )
        for asset in rulebook.assets
    )
    tickets = tuple(
        Ticket(
            ticket=entry.ticket,
            tool=entry.tool,
            host=entry.host,
            since=entry.since,
            until=entry.until,
            start=entry.hours.start if entry.hours else None,
            end=entry.hours.end if entry.hours else None,
            contractor=entry.contractor,
        )
        for entry in rulebook.support
    )
    staff = tuple(
        Staff(person.name, person.accounts, person.department) for person in rulebook.people
    )
    return Known(machines, tickets, staff, rulebook=rulebook)


def merged(parts: Iterable[Known]) -> Known:
    """Several registers as one."""
    listed = list(parts)
    return Known(
        machines=tuple(machine for part in listed for machine in part.machines),
        tickets=tuple(ticket for part in listed for ticket in part.tickets),
        staff=tuple(person for part in listed for person in part.staff),
        registers=frozenset().union(*(part.registers for part in listed)),
        devices=tuple(device for part in listed for device in part.devices),
        checks=tuple(one for part in listed for one in part.checks),
        rulebook=next((part.rulebook for part in listed if part.rulebook), None),
    )


def colons(mac: str) -> str:
    """A MAC address as events write it: lower case with colons."""
    digits = "".join(sign for sign in mac.lower() if sign in "0123456789abcdef")
    return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
