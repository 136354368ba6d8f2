"""The entries of a rulebook as typed values. Field names are the keys of the form.

What a key means is said once, in ``schema.json``. Absent texts are ``""``, absent lists ``()``,
an absent term is None. ``since`` is the first moment that counts and ``until`` the first that
no longer does, both in Japan time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    name: str = ""
    prefecture: str = ""
    head: str = ""
    department: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow out of a zone that is allowed. No ports, sources, destinations: all of them."""

    to: str
    ports: tuple[str, ...] = ()
    sources: tuple[Network, ...] = ()
    destinations: tuple[Network, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    name: str
    kind: str
    networks: tuple[Network, ...] = ()
    allow: tuple[Flow, ...] = ()
    note: str = ""


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
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    accounts: tuple[str, ...] = ()
    department: str = ""
    role: str = ""
    mail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A time of day from ``start`` up to, not including, ``end``."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    tool: str
    host: str
    ticket: str
    contractor: str = ""
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None
    hours: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    name: str
    id: str = ""
    vendor: str = ""
    product: str = ""
    serial: str = ""
    kind: str = ""
    holder: str = ""
    department: str = ""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    name: str
    files: tuple[str, ...] = ()
    publisher: str = ""
    reason: str = ""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    allowed: tuple[Program, ...] = ()
    forbidden: tuple[Program, ...] = ()
    unlisted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    name: str
    judgement: str
    domains: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebException:
    """A release with a term and a reason. No people and departments: everybody."""

    domains: tuple[str, ...]
    reason: str
    until: datetime
    since: datetime | None = None
    people: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    ticket: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    private_use: str = ""
    categories: tuple[Category, ...] = ()
    exceptions: tuple[WebException, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    domains: tuple[str, ...] = ()
    forbidden_attachments: tuple[str, ...] = ()
    held_attachments: tuple[str, ...] = ()
    personal_outgoing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``personal`` is None where nothing was declared."""

    name: str
    server: str
    path: str = ""
    zone: str = ""
    departments: tuple[str, ...] = ()
    personal: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    source: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how many days records are kept."""

    days: int
    sources: tuple[Kept, ...] = ()

    def days_for(self, source: str) -> int:
        """The days a source is kept: its own entry, else the general one."""
        return next((kept.days for kept in self.sources if kept.source == source), self.days)


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
class Clock:
    """True time = written time - ``offset_seconds``; ``zone`` is empty where not given."""

    source: str = ""
    host: str = ""
    zone: str = ""
    offset_seconds: float | None = None
    uncertainty_seconds: float | None = None
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    zone: str
    known: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field of a reader and where it stands: a number from 1, or a heading."""

    field: str
    at: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    source: str
    logformat: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    prefix: str = ""
    delimiter: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    date: date
    name: str = ""
