"""The stage of an exercise: days, town, clocks, addresses, and where its evidence goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from sekisho.drill import daily, town
from sekisho.drill.clock import DAY, Clock, Span, calendar_days, local, midnight
from sekisho.drill.desk import Desk
from sekisho.drill.folder import Folder
from sekisho.drill.leases import Holding, Message, holder, messages
from sekisho.drill.noise_web import OfficeTraffic, Quiet
from sekisho.drill.options import Options
from sekisho.drill.shares import ShareAct
from sekisho.drill.town import Pc, Town
from sekisho.drill.truth import Truth
from sekisho.drill.web import Client, Hit, Request
from sekisho.drill.windows_events import Event
from sekisho.drill.write.line import LineLog, write_line_log


@dataclass(slots=True)
class Scene:
    """Everything that a story adds to before it is written down."""

    name: str
    options: Options
    town: Town
    days: list[date]
    folder: Folder
    truth: Truth
    holdings: list[Holding]
    always_on: set[str]
    hits: list[Hit] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    acts: list[ShareAct] = field(default_factory=list)
    quiet: list[Quiet] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    clocks: dict[str, Clock] = field(default_factory=dict)
    holes: dict[str, list[Span]] = field(default_factory=dict)
    sticks: list[str] = field(default_factory=list)
    """Serial numbers of the registered memory sticks, in the order of the register."""
    shares: list[tuple[str, str]] = field(default_factory=list)
    """The shares of the file server, each with the department whose they are."""
    boxes: dict[str, str] = field(default_factory=dict)
    """The mail address of whoever works at a PC, by its name, where mail is part of the story."""
    councillors: list[str] = field(default_factory=list)
    """The PCs lent to councillors, on a line of their own."""
    support: list[dict[str, str]] = field(default_factory=list)
    """The permissions for remote support, in the order of the register."""

    def dice(self, purpose: str) -> Random:
        """Chance for one purpose, the same for the same seed whatever else is asked for."""
        return Random(f"{self.name}/{self.options.seed}/{purpose}")

    @property
    def whole(self) -> Span:
        """From the first to the last midnight."""
        return Span(midnight(self.days[0]), midnight(self.days[-1]) + DAY)

    def working_day_before(self, day: int) -> int | None:
        """The start of the last working day before a day, None when the records begin later."""
        before = day - DAY
        while local(before).weekday() >= 5:
            before -= DAY
        return before if before >= self.whole.start else None

    def client(self, host: str, time: int) -> Client:
        """The PC as the line sees it at a moment; it must be on."""
        held = holder(self.holdings, host, time)
        if held is None:
            raise ValueError(f"{host} is off at {time}")
        pc = self.town.pc(host)
        user = pc.staff.account if self.town.authenticates else "-"
        return Client(host, held.address, pc.mac, user)

    def hit(self, host: str, end: int, elapsed: int, request: Request) -> Hit:
        """Add a request of the story."""
        one = Hit(end, elapsed, self.client(host, end - elapsed), request)
        self.hits.append(one)
        return one

    def desk(self, pc: Pc) -> Desk:
        """The maker of events of a PC."""
        return Desk(self.town, pc)

    def lose(self, source: str, span: Span, host: str | None = None) -> None:
        """A stretch of a source is lost, in the evidence and in the truth."""
        self.holes.setdefault(source if host is None else f"{source}/{host}", []).append(span)
        self.truth.gap(source, span, host)

    def lost(self, source: str, time: int, host: str | None = None) -> bool:
        """Whether what happened at this time is lost to the source."""
        holes = [*self.holes.get(source, []), *self.holes.get(f"{source}/{host}", [])]
        return any(hole.holds(time) for hole in holes)

    def set_clocks(self, wrong: dict[str, int]) -> None:
        """Give every host its clock; the named ones err by so many seconds."""
        hosts = [pc.host for pc in self.town.pcs] + [
            self.town.file_server,
            self.town.gateway,
            self.town.mail_server,
        ]
        self.clocks = {host: Clock(wrong.get(host, 0)) for host in hosts}

    def lease_messages(self) -> list[Message]:
        """The steps of DHCP that are not lost."""
        return [one for one in messages(self.holdings) if not self.lost("dhcp", one.time)]

    def write_line(self) -> str:
        """Write the log of the proxy or firewall with all its noise."""
        users = (
            {pc.host: pc.staff.account for pc in self.town.pcs} if self.town.authenticates else {}
        )
        traffic = OfficeTraffic(
            f"{self.name}/{self.options.seed}/web", self.holdings, self.quiet, users
        )
        log = LineLog(
            proxy=self.options.proxy,
            clock=Clock(self.options.proxy_offset_s),
            net=self.town.net,
            first=self.whole.start,
            last=self.whole.end - 1,
            holes=self.holes.get("proxy", []),
        )
        leases = self.lease_messages() if self.options.dhcp == "fortigate" else []
        batches = traffic.batches(self.days, self.options.scale)
        return write_line_log(self.folder, log, self.hits, batches, leases)


def set_stage(
    name: str,
    out: Path,
    options: Options,
    place: tuple[str, str, str],
    departments: tuple[tuple[str, str], ...],
) -> Scene:
    """A town with its days and ordinary addresses; `out/evidence` must not exist yet."""
    dice = Random(f"{name}/{options.seed}/town")
    built = town.build(dice, place, departments, options.pcs)
    after = 1 if name == "takatsuki" else 0
    incident = options.day_of(name)
    last = date.fromordinal(incident.toordinal() + after)
    days = calendar_days(last, max(options.days, after + 1))
    always = {built.pcs[1].host, built.pcs[9].host}
    return Scene(
        name=name,
        options=options,
        town=built,
        days=days,
        folder=Folder(out / "evidence"),
        truth=Truth(name, options),
        holdings=daily.holdings(dice, built, days, always),
        always_on=always,
    )
