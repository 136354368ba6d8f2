"""What a check saw in a mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol

from sekisho.gates.mail.opened import Opened
from sekisho.rulebook import Rulebook

if TYPE_CHECKING:
    from sekisho.gates.mail.links.found import Link


@dataclass(frozen=True)
class Whose:
    """Whose data were seen, as (certain, with everything doubtful), None where it cannot be told;
    ``kinds``: what is said of them."""

    persons: tuple[int, int] | None
    households: tuple[int, int] | None
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Sign:
    """``code``: the rule, as ``mail.program``; ``place``: the file it was seen in ("" for the
    mail itself); ``value``: what was seen. The sentence for people is ``gates.mail.<code>``."""

    code: str
    place: str = ""
    value: str = ""
    whose: Whose | None = None


@dataclass(frozen=True)
class Envelope:
    """How a mail came: client address and name, HELO, envelope sender and recipients, when, and
    as whom the client logged in."""

    client: str = ""
    client_name: str = ""
    helo: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    at: datetime | None = None
    user: str = ""


@dataclass(frozen=True)
class Scan:
    """What an engine said of a mail, and with what: its version, that of its definitions, and when
    these were built (as it says); empty where it does not tell or did not answer."""

    engine: str
    version: str = ""
    definitions: str = ""
    built: str = ""
    signs: tuple[Sign, ...] = ()


class Engine(Protocol):
    """One that knows signatures. Its failure is a sign, never an exception."""

    def scan(self, mail: Opened) -> Scan:
        """What it says of a mail."""


class LinkJudge(Protocol):
    """One that knows where links lead."""

    def signs(self, link: Link, at: datetime | None) -> Iterable[Sign]:
        """What is seen of a link; ``at``: when the mail came."""


@dataclass(frozen=True)
class Looked:
    """What a check looks at. ``known``: whether the town ever wrote to or heard from an address
    before; ``senders``: from how many senders this kind of mail has come lately, and how many
    make a campaign (None: nobody remembers); ``scans``: what the engines said; ``sites``: what the
    town's lists say of a link (None: they are not asked)."""

    mail: Opened
    envelope: Envelope
    rulebook: Rulebook
    known: Callable[[str], bool] | None = None
    senders: Callable[[Opened, Envelope], tuple[int, int]] | None = None
    scans: tuple[Scan, ...] = ()
    sites: LinkJudge | None = None

    @cached_property
    def outgoing(self) -> bool:
        """Whether it goes from inside to somebody outside."""
        return self.inside and leaves(self.envelope, self.rulebook)

    @cached_property
    def inside(self) -> bool:
        """Whether it came from inside."""
        return inside(self.envelope, self.rulebook)

    def is_outside(self, address: str) -> bool:
        """Whether an address is none of the town's."""
        return outside(address, self.rulebook)


def domain_of(address: str) -> str:
    """The domain of an address in small letters."""
    return address.rpartition("@")[2].casefold().rstrip(".")


def below(domain: str, others: tuple[str, ...]) -> bool:
    """Whether a domain is one of these or lies below one."""
    return any(domain == one or domain.endswith(f".{one}") for one in map(str.casefold, others))


def inside(envelope: Envelope, rulebook: Rulebook) -> bool:
    """Whether the mail came from a network of the town, from this very machine or from somebody
    who gave a password."""
    if envelope.user:
        return True
    try:
        client = ip_address(envelope.client)
    except ValueError:
        return False
    zone = rulebook.zone_of(client)
    return client.is_loopback or (zone is not None and zone.kind != "outside")


def outside(address: str, rulebook: Rulebook) -> bool:
    """Whether an address is none of the town's."""
    domain = domain_of(address)
    return bool(domain) and not below(domain, rulebook.mail.domains)


def leaves(envelope: Envelope, rulebook: Rulebook) -> bool:
    """Whether a mail goes from inside to somebody outside."""
    return inside(envelope, rulebook) and any(outside(one, rulebook) for one in envelope.recipients)


Check = Callable[[Looked], Iterable[Sign]]
