"""The facts of the office: zones, machines, people, shares. The same for the same seed.

Addresses are of 198.18.0.0/15 (RFC 2544): nobody's, and here the whole world.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sekisho.drill import names
from sekisho.drill.town import TOWN_DEPARTMENTS, Pc, build
from sekisho.drill.town import Town as Drilled

STAFF = 30
COUNCIL = "gikai"
"""The share of the council's department, whose people sit in the council's zone."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A network of its own behind the router: ``key`` names its bridge there."""

    key: str
    name: str
    kind: str
    net: str

    @property
    def network(self) -> str:
        return f"{self.net}.0/24"

    @property
    def gateway(self) -> str:
        return f"{self.net}.1"


ZONES = (
    Zone("mynumber", "住民情報系", "マイナンバー利用事務系", "198.18.30"),
    Zone("office", "行政系", "LGWAN接続系", "198.18.20"),
    Zone("council", "議会系", "議会", "198.18.40"),
    Zone("servers", "サーバー系", "その他", "198.18.60"),
    Zone("logs", "記録系", "その他", "198.18.70"),
    Zone("dmz", "公開系", "DMZ", "198.18.50"),
    Zone("internet", "庁外", "庁外", "198.18.90"),
)
WORLD = "198.19.0.0/16"
"""Every site of the world has an address of it."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer with one cable. ``server``: it has files and a name of its own."""

    name: str
    zone: str
    address: str
    server: bool = False


PROXY = Machine("proxy01", "dmz", "198.18.50.10", server=True)
MAIL = Machine("mail01", "dmz", "198.18.50.20", server=True)
"""The place of the mail server; it runs where the day is one of mails (``postoffice``)."""
FILES = Machine("fs01", "servers", "198.18.60.10", server=True)
LOGS = Machine("log01", "logs", "198.18.70.10", server=True)
WEB = Machine("world", "internet", "198.18.90.10", server=True)
REGISTER = Machine("juki01", "mynumber", "198.18.30.10")
WINDOW = Machine("juki-pc1", "mynumber", "198.18.30.21")
ROUTER = "router"
DOMAIN = "town.seki.example"
"""The town's own mail domain."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff at the computer where they work."""

    pc: Pc
    machine: Machine

    @property
    def account(self) -> str:
        return self.pc.staff.account


@dataclass(frozen=True, slots=True)
class Town:
    """The town: ``clerk`` is the one who will be called by the stranger; ``drilled``: as the
    exercises know it, whose writer tells what Windows on its computers would."""

    name: str
    people: tuple[Person, ...]
    drilled: Drilled

    @property
    def clerk(self) -> Person:
        return self.people[0]

    @property
    def machines(self) -> tuple[Machine, ...]:
        fixed = (PROXY, MAIL, FILES, LOGS, WEB, REGISTER, WINDOW)
        return (*fixed, *(one.machine for one in self.people))


SHARES = TOWN_DEPARTMENTS
"""Department and share: each department has one."""


def town(seed: int) -> Town:
    """The town of a seed."""
    dice = Random(f"office/{seed}/town")
    place = dice.choice(names.TOWNS)
    built = build(dice, place, TOWN_DEPARTMENTS, STAFF)
    counts = {"office": 20, "council": 10}
    people = []
    for pc in built.pcs:
        zone = "council" if pc.share == COUNCIL else "office"
        counts[zone] += 1
        net = next(one.net for one in ZONES if one.key == zone)
        people.append(Person(pc, Machine(pc.host.lower(), zone, f"{net}.{counts[zone]}")))
    return Town(place[0], tuple(people), built)
