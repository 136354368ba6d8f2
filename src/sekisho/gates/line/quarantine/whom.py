"""Who is meant by a name, and who is never cut off."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sekisho.form.values import Address
from sekisho.gates.contract import Lockout
from sekisho.gates.line.guard import spared
from sekisho.gates.line.matrix import address
from sekisho.rulebook import Asset, Rulebook


@dataclass(frozen=True)
class Computer:
    """A computer as it is cut off: the name it is known by, and its addresses."""

    name: str
    addresses: tuple[Address, ...]


class NobodyError(Exception):
    """Nobody can be cut off by what was given: a text code and the values of its places."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def computers(rulebook: Rulebook, given: str) -> tuple[Computer, ...]:
    """The computers meant by an address, by a name of the register, or by a person or account
    (then all that are theirs). Raises NobodyError."""
    one, asset = address(given.strip()), rulebook.asset(given)
    if one is not None:
        return (Computer(asset.name if asset else str(one), (one,)),)
    person = rulebook.person(given)
    found = [asset] if asset else [] if person is None else _of(rulebook, given)
    if person is None and not found:
        raise NobodyError("cli.gates.quarantine.nobody", given=given)
    if not found:
        raise NobodyError("cli.gates.quarantine.no_computer", given=given)
    bare = [one.name for one in found if not one.addresses]
    if bare:
        raise NobodyError("cli.gates.quarantine.no_address", names="、".join(bare))
    return tuple(Computer(one.name, one.addresses) for one in found)


def _of(rulebook: Rulebook, given: str) -> list[Asset]:
    person = rulebook.person(given)
    return [one for one in rulebook.assets if one.user and rulebook.person(one.user) == person]


def refused(
    rulebook: Rulebook, wanted: tuple[Computer, ...], is_own: Callable[[Address], bool]
) -> Iterator[Lockout]:
    """Those of the computers that must not be cut off, with the reason: ``never_refused``, the
    gate itself, and addresses that are no computer of the town's."""
    never = {one.address: one.name for one in spared(rulebook)}
    for computer in wanted:
        for one in computer.addresses:
            values = (("name", computer.name), ("address", str(one)))
            zone = rulebook.zone_of(one)
            if one in never:
                yield Lockout("gates.lockout.quarantine_never", values)
            elif is_own(one):
                yield Lockout("gates.lockout.quarantine_gate", values)
            elif zone is None or zone.kind == "outside":
                yield Lockout("gates.lockout.quarantine_zone", values)


def of_this_machine(one: Address) -> bool:
    """Whether an address is one of this machine's own: only then can it be spoken from."""
    family = socket.AF_INET if one.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as tried:
            tried.bind((str(one), 0))
    except OSError as error:
        # whatever else hinders it does not make the address another machine's
        return error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
    return True
