"""The devices that were in use, so that a register can be made of what is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import duckdb

from sekisho.detect.devices import own_serial
from sekisho.gates.between import Between
from sekisho.gates.device.model import BADUSB
from sekisho.gates.device.uses import Judged, judged
from sekisho.rulebook import Rulebook


@dataclass(frozen=True)
class Seen:
    """One device, or several that cannot be told apart. ``id``: its instance id (that of the
    device rather than of its disk), ``""`` where no log named one; ``registered``: its name in
    the register, or ``""``; ``code``: how the gate judges it at its last insertion; ``times``:
    how often it was plugged in. ``first``, ``last``: aware, None where no record is dated."""

    id: str
    description: str
    registered: str
    code: str
    times: int
    first: datetime | None
    last: datetime | None
    hosts: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def registrable(self) -> bool:
        """Whether it has a serial number of its own and is named by its instance id."""
        return bool(self.id) and own_serial(self.id) is not None


def seen(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between
) -> tuple[Seen, ...]:
    """Every device that carries files, the most used first."""
    groups: dict[str, list[Judged]] = {}
    for one in judged(connection, rulebook, between):
        key = one.use.serial or _id(one.use.ids) or one.use.disk_serial or ""
        groups.setdefault(key, []).append(one)
    found = [_seen(group, rulebook) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: (-one.times, one.id)))


def _id(ids: Iterable[str]) -> str:
    """The device's own instance id before that of the disk behind it."""
    return min(ids, key=lambda one: not one.startswith("USB\\"), default="")


def _seen(group: list[Judged], rulebook: Rulebook) -> Seen:
    identifier = _id(dict.fromkeys(one for each in group for one in each.use.ids))
    moments = [one.use.first for one in group if one.use.first is not None]
    device = rulebook.device(identifier, moments[-1] if moments else None) if identifier else None
    people = (rulebook.person(one.account) for one in group if one.account)
    accounts = (one.account for one in group if one.account)
    names = [who.name if who else account for who, account in zip(people, accounts, strict=True)]
    hosts = (rulebook.asset(one.use.host or "") for one in group)
    told = [
        asset.name if asset else one.use.host or "" for asset, one in zip(hosts, group, strict=True)
    ]
    return Seen(
        id=identifier,
        description=next((one.use.description for one in group if one.use.description), ""),
        registered=device.name if device else "",
        code=group[-1].code,
        times=len(group),
        first=min(moments, default=None),
        last=max(moments, default=None),
        hosts=tuple(sorted(set(filter(None, told)))),
        people=tuple(sorted(set(names))),
    )


def fragment(found: Iterable[Seen]) -> str:
    """The devices that can be registered and are not, as entries of the rulebook's ``devices``.

    One that came as a keyboard as well is never proposed. A person decides which of them the
    office owns, gives names, and deletes the rest.
    """
    lines = list(_entries([one for one in found if _is_proposed(one)]))
    return "devices:\n" + "".join(f"{line}\n" for line in lines) if lines else ""


def _is_proposed(one: Seen) -> bool:
    return one.registrable and not one.registered and one.code != BADUSB


def _entries(found: list[Seen]) -> Iterator[str]:
    for number, one in enumerate(found, start=1):
        places = " ".join((*one.hosts, *one.people)).replace("\n", " ")
        yield f"  - name: 未定-{number:03d}  # {one.description}  {places}".rstrip()
        yield f"    id: {json.dumps(one.id, ensure_ascii=False)}"
