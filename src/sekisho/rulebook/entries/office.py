"""Who and what there is: the town, its people, its computers, who holds its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sekisho.form.values import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    name: str = ""
    prefecture: str = ""
    head: str = ""
    department: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    accounts: tuple[str, ...] = ()
    department: str = ""
    role: str = ""
    mail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    department: str = ""
    zone: str = ""
    use: str = ""
    user: str = ""
    purchased: int | None = None
    renewal: int | None = None
    os: str = ""
    addresses: tuple[Address, ...] = ()
    macs: tuple[str, ...] = ()
    place: str = ""
    contract: str = ""
    bill: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds records of the town: asked to preserve and hand them over. ``days``: what the
    contract says, None where it says nothing."""

    name: str
    kind: str
    sources: tuple[str, ...]
    addressee: str = ""
    telephone: str = ""
    days: int | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    date: date
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A time of day from ``start`` up to, not including, ``end``."""

    start: time
    end: time
