"""The rulebook: one town's policy, and the questions it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import cached_property
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from sekisho.events.time import JAPAN
from sekisho.form.files import FormFile
from sekisho.form.values import Address, Network
from sekisho.rulebook.entries import (
    Asset,
    Category,
    Clock,
    Clocks,
    Device,
    GateStage,
    Holder,
    Mail,
    NeverRefused,
    Notice,
    Permission,
    Person,
    Reader,
    Retention,
    Revision,
    Share,
    Software,
    Support,
    Town,
    Web,
    WebException,
    Wireless,
    Zone,
)
from sekisho.rulebook.hours import Hours, State
from sekisho.text import Language, say

NEVER_OUTSIDE: tuple[Network, ...] = tuple(
    ip_network(block)
    for block in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"),
        *("169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::1/128"),
    )
)
"""Never taken as outside: RFC 1918, 6598, 3927, 1122, 4193, 4291."""
_USB_NUMBERS = re.compile(r"VID_([0-9A-F]{4})&PID_([0-9A-F]{4})")


class Assumption(NamedTuple):
    """Something the town did not say and Sekisho took for granted, to be printed."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    def say(self, language: Language = "ja") -> str:
        """The assumption as a sentence."""
        return say(self.code, language, **dict(self.values))


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The town's policy as data. Equal content has an equal ``digest`` (SHA-256, hexadecimal).

    The digest covers the content in canonical notation with defaults filled in: an era date
    and the same day in the western calendar give the same digest, another default another one.
    """

    version: int
    town: Town
    zones: tuple[Zone, ...]
    assets: tuple[Asset, ...]
    people: tuple[Person, ...]
    hours: Hours
    support: tuple[Support, ...]
    devices: tuple[Device, ...]
    software: Software
    web: Web
    mail: Mail
    shares: tuple[Share, ...]
    retention: Retention
    clocks: Clocks
    readers: tuple[Reader, ...]
    holders: tuple[Holder, ...]
    stages: tuple[GateStage, ...]
    never_refused: NeverRefused
    permissions: tuple[Permission, ...]
    wireless: Wireless
    notices: tuple[Notice, ...]
    history: tuple[Revision, ...]
    assumptions: tuple[Assumption, ...]
    files: tuple[FormFile, ...]
    digest: str

    def is_working(self, moment: datetime) -> State:
        """``work``, ``break`` or ``off`` in Japan time. Raises ValueError for a naive moment."""
        return self.hours.state(moment)

    def zone(self, name: str) -> Zone | None:
        """The zone of a name."""
        return next((zone for zone in self.zones if zone.name == name), None)

    def zone_of(self, address: Address | str) -> Zone | None:
        """The zone an address belongs to: the narrowest network that holds it.

        An address in no network belongs to the zone of kind ``outside``, if there is one and
        the address is not a private one. None: unknown. Raises ValueError for no address.
        """
        wanted = ip_address(address) if isinstance(address, str) else address
        mapped = getattr(wanted, "ipv4_mapped", None)
        wanted = mapped or wanted
        found = [
            (network.prefixlen, zone)
            for zone in self.zones
            for network in zone.networks
            if wanted in network
        ]
        if found:
            return max(found, key=lambda pair: pair[0])[1]
        if any(wanted in block for block in NEVER_OUTSIDE):
            return None
        return next((zone for zone in self.zones if zone.kind == "outside"), None)

    def asset(self, name: str) -> Asset | None:
        """The asset of a name, alias or fixed address, whatever the case.

        A full name (``pc1.town.example``) also finds the asset that is registered as ``pc1``,
        and the other way round, as long as only one asset fits.
        """
        wanted = name.strip().casefold().rstrip(".")
        if wanted in self._assets_by_name:
            return self._assets_by_name[wanted]
        if wanted.replace(".", "").isdecimal():
            return None  # an address has no short form
        # Only where one side has no domain: pc1.a.example is not pc1.b.example.
        short = _short(wanted)
        near = self._assets_by_short_name.get(short, {})
        fitting = {own for own in near if short in (own, wanted)}
        found = list({id(near[own]): near[own] for own in fitting}.values())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _assets_by_name(self) -> dict[str, Asset]:
        return {name: asset for asset in self.assets for name in _names(asset)}

    @cached_property
    def _assets_by_short_name(self) -> dict[str, dict[str, Asset]]:
        index: dict[str, dict[str, Asset]] = {}
        for name, asset in self._assets_by_name.items():
            index.setdefault(_short(name), {})[name] = asset
        return index

    def person(self, account: str) -> Person | None:
        """The person of an account, mail address or name, whatever the case.

        ``DOMAIN\\user`` also finds the bare account, ``user@domain`` only for a domain of the
        town's own mail: an outsider's address may begin like an account. A name that two people
        share finds nobody.
        """
        wanted = account.strip().casefold()
        local, _, domain = wanted.rpartition("\\")[2].partition("@")
        bare = local if not domain or domain in self.mail.domains else wanted
        found = self._people_by_key.get(wanted) or self._people_by_key.get(bare, ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _people_by_key(self) -> dict[str, tuple[Person, ...]]:
        index: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            for key in {name.casefold() for name in (person.name, *person.accounts, *person.mail)}:
                index[key] = (*index.get(key, ()), person)
        return index

    def support_for(self, tool: str, host: str, start: datetime, end: datetime) -> str | None:
        """The ticket that allows the tool on the host for the whole time, else None.

        ``start`` and ``end`` are aware moments, ends included; with daily hours the session
        has to lie in one day's hours (Japan time). Raises ValueError for naive moments.
        """
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError("a session without a zone cannot be compared with a permission")
        wanted = self.asset(host)
        for entry in self.support:
            permitted = self.asset(entry.host)
            same_host = (
                permitted == wanted
                if permitted and wanted
                else entry.host.casefold() == host.strip().casefold()
            )
            if same_host and _tool(entry.tool) == _tool(tool) and _allows(entry, start, end):
                return entry.ticket
        return None

    def device(self, instance_id: str, at: datetime | None = None) -> Device | None:
        """The registered device of a Windows device instance id, valid at ``at`` if given.

        A ``USBSTOR`` id names no vendor and product number, so it is compared by serial alone;
        where an id carries no serial of the device's own, it is never a registered one.
        """
        wanted = instance_id.strip().upper()
        serial = re.sub(r"&\d+$", "", wanted.rpartition("\\")[2])
        if not serial or serial[1:2] == "&":
            return None
        for device in self.devices:
            own = device.id.rpartition("\\")[2] or device.serial
            same_make = _same_make(wanted, device)
            in_term = at is None or _in_term(device.since, device.until, at, at)
            if re.sub(r"&\d+$", "", own) == serial and same_make and in_term:
                return device
        return None

    def category_of(self, host: str, path: str = "/") -> Category | None:
        """The web category of a host and path: a pattern that fits, else the longest domain."""
        wanted = host.strip().casefold().rstrip(".")
        found = [
            (len(domain), category)
            for category in self.web.categories
            for domain in category.domains
            if _below(wanted, domain)
        ]
        for category in self.web.categories:
            if any(_fits(wanted + path, pattern) for pattern in category.patterns):
                # A pattern names a place inside of a site, so it goes before the site.
                return category
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def exception_for(self, host: str, account: str, at: datetime) -> WebException | None:
        """The release that covers a host for a person at a moment."""
        wanted = host.strip().casefold().rstrip(".")
        person = self.person(account)
        for entry in self.web.exceptions:
            if not any(_below(wanted, domain) for domain in entry.domains):
                continue
            if _in_term(entry.since, entry.until, at, at) and self._concerns(entry, person):
                return entry
        return None

    def _concerns(self, entry: WebException, person: Person | None) -> bool:
        if not entry.people and not entry.departments:
            return True
        if person is None:
            return False
        named = any(self.person(name) == person for name in entry.people)
        return named or person.department in entry.departments

    def clock_for(self, source: str, host: str, at: datetime) -> Clock | None:
        """What is known of a clock at a moment: for source and host, else host, else source."""
        wanted = host.strip().casefold()
        fitting = [
            clock
            for clock in self.clocks.known
            if clock.source in ("", source)
            and clock.host.casefold() in ("", wanted)
            and _in_term(clock.since, clock.until, at, at)
        ]
        return max(fitting, key=lambda clock: (bool(clock.host), bool(clock.source)), default=None)

    def reader(self, source: str) -> Reader | None:
        """How a source is to be read where it differs from the standard form."""
        return next((reader for reader in self.readers if reader.source == source), None)


def _names(asset: Asset) -> set[str]:
    return {str(name).casefold() for name in (asset.name, *asset.aliases, *asset.addresses)}


def _short(name: str) -> str:
    return name.partition(".")[0]


def _tool(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _fits(place: str, pattern: str) -> bool:
    # Only * is special in the form; fnmatch would also read ? and [ in an address.
    literal = pattern.casefold().replace("[", "[[]").replace("?", "[?]")
    return fnmatchcase(place.casefold(), literal)


def _below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _same_make(instance_id: str, device: Device) -> bool:
    found = _USB_NUMBERS.search(instance_id)
    own = _USB_NUMBERS.search(device.id)
    vendor, product = own.groups() if own else (device.vendor, device.product)
    return found is None or (vendor in ("", found[1]) and product in ("", found[2]))


def _in_term(
    since: datetime | None, until: datetime | None, start: datetime, end: datetime
) -> bool:
    return (since is None or since <= start) and (until is None or end < until)


def _allows(entry: Support, start: datetime, end: datetime) -> bool:
    if not _in_term(entry.since, entry.until, start, end):
        return False
    if entry.hours is None:
        return True
    first, last = start.astimezone(JAPAN), end.astimezone(JAPAN)
    whole = last - first < timedelta(days=1) and first.date() == last.date()
    return whole and entry.hours.start <= first.time() and last.time() < entry.hours.end
