"""The one judgement on an access to a share, that every target and the preview share.

A share of the rulebook belongs to a server; it is refused to addresses that cannot reach it
(``reach``), to whom gives no name, to people of other departments, and for writing to the
departments that only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from typing import Literal

from sekisho.form.values import Address, Network
from sekisho.gates.share.reach import Reach
from sekisho.gates.stages import Stage, Stages
from sekisho.rulebook import Person, Rulebook, Share

Rule = Literal["allowed", "address", "anonymous", "person", "read_only"]
WORDS: dict[Rule, str] = {
    "allowed": "許可",
    "address": "区画外",
    "anonymous": "無記名",
    "person": "部署外",
    "read_only": "読取のみ",
}
"""The last word of a code: stable."""
NOBODY = frozenset({"", "nobody", "guest", "anonymous logon"})
"""How Samba and Windows write whoever gave no name."""
ITSELF = (ip_address("127.0.0.1"), ip_address("::1"))
"""The server's own programs: no line is crossed."""


@dataclass(frozen=True, slots=True)
class Access:
    """An act on a share as the server sees it. ``address`` None: not known."""

    server: str
    share: str
    account: str
    address: Address | None
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The rule that decided, and its code."""

    rule: Rule
    code: str

    @property
    def allowed(self) -> bool:
        """Whether the rulebook allows the access."""
        return self.rule == "allowed"


@dataclass(frozen=True)
class Terms:
    """What the rulebook says of one share. ``networks`` None: from anywhere."""

    rulebook: Rulebook
    share: Share
    networks: tuple[Network, ...] | None

    def judge(self, access: Access) -> Judged:
        """The first rule that an access breaks, in the order in which a server asks."""
        return self.judged(next(self.broken(access), "allowed"))

    def broken(self, access: Access) -> Iterator[Rule]:
        """Every rule that an access breaks: a rule that only observes hides none after it."""
        anonymous = access.account.strip().casefold() in NOBODY
        if anonymous:
            yield "anonymous"
        if not self.reached_from(access.address):
            yield "address"
        person = self.rulebook.person(access.account)
        if anonymous:
            return
        if not self.is_used_by(person):
            yield "person"
        elif access.writes and self.is_read_by(person):
            yield "read_only"

    def judged(self, rule: Rule) -> Judged:
        """The judgement of a rule; its code is stable as long as server and share keep their
        names."""
        return Judged(rule, f"S-{self.server}-{self.share.name}-{WORDS[rule]}")

    @property
    def server(self) -> str:
        """The server by the name of its asset."""
        asset = self.rulebook.asset(self.share.server)
        return asset.name if asset else self.share.server

    def _rule(self, access: Access) -> Rule:
        if not self.reached_from(access.address):
            return "address"
        if access.account.strip().casefold() in NOBODY:
            return "anonymous"
        person = self.rulebook.person(access.account)
        if not self.is_used_by(person):
            return "person"
        return "read_only" if access.writes and self.is_read_by(person) else "allowed"

    def reached_from(self, address: Address | None) -> bool:
        """Whether an address may reach the share."""
        if self.networks is None or address in ITSELF:
            return True
        return address is not None and any(address in one for one in self.networks)

    def is_used_by(self, person: Person | None) -> bool:
        """Whether a person may at least read."""
        share = self.share
        if not share.departments:
            return True
        return person is not None and person.department in {*share.departments, *share.read_only}

    def is_read_by(self, person: Person | None) -> bool:
        """Whether a person may only read."""
        own = person.department if person else ""
        return own in self.share.read_only and own not in self.share.departments

    @cached_property
    def accounts(self) -> tuple[tuple[str, Person], ...]:
        """Every account of the rulebook that belongs to one person, and whose it is."""
        return tuple(
            (account, person)
            for person in self.rulebook.people
            for account in person.accounts
            if self.rulebook.person(account) is person
        )


class Shares:
    """The terms of all shares of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        reach = Reach(rulebook)
        self.terms = tuple(
            Terms(rulebook, share, reach.networks(share)) for share in rulebook.shares
        )

    def of(self, server: str, name: str) -> Terms | None:
        """The terms of a share. Where no asset is called as the record calls the server, the
        share of that name, if there is only one."""
        known = self.rulebook.asset(server)
        named = [one for one in self.terms if one.share.name.casefold() == name.casefold()]
        if known is not None:
            named = [one for one in named if self.rulebook.asset(one.share.server) is known]
        return named[0] if len(named) == 1 else None

    def judge(self, access: Access) -> Judged | None:
        """The judgement; None for a share that the rulebook does not hold."""
        terms = self.of(access.server, access.share)
        return terms.judge(access) if terms else None

    def refused(self, stages: Stages, access: Access) -> Judged | None:
        """What a server refuses at these stages; None: it lets the access pass."""
        terms = self.of(access.server, access.share)
        for rule in terms.broken(access) if terms else ():
            if self._stage(stages, access, rule) == "enforce" and terms:
                return terms.judged(rule)
        return None

    def _stage(self, stages: Stages, access: Access, rule: Rule) -> Stage:
        """How strictly a rule acts. The server's own stage goes first; then, for an address,
        that of the computer there, else that of the person's department."""
        own = server_stage(self.rulebook, stages, access.server)
        if own:
            return own
        if rule == "address":
            asset = self.rulebook.asset(str(access.address or ""))
            return stages.of(asset.department, asset.name) if asset else stages.everybody
        person = self.rulebook.person(access.account)
        return stages.of(person.department if person else "")


def server_stage(rulebook: Rulebook, stages: Stages, server: str) -> Stage | None:
    """The stage of a server itself, where it has one."""
    asset = rulebook.asset(server)
    return stages.assets.get(asset.name if asset else server)


def servers(rulebook: Rulebook) -> Iterator[tuple[str, tuple[Terms, ...]]]:
    """Every server that offers shares, with their terms, in the order of the rulebook."""
    shares = Shares(rulebook)
    for name in dict.fromkeys(one.server for one in shares.terms):
        yield name, tuple(one for one in shares.terms if one.server == name)
