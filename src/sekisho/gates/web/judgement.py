"""The model: what the rulebook says of a request. Pure; whoever enforces must say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from sekisho.detect.catalogue.match import host_match
from sekisho.detect.catalogue.tools import Tool
from sekisho.gates.stages import Stage
from sekisho.gates.web.policy import Policy
from sekisho.gates.web.request import Request, extension_of, pages, plain_path, suffixes
from sekisho.gates.web.scam import scam
from sekisho.rulebook import Asset, Category, Person, WebException

Page = Literal[
    "", "category", "remote_tool", "file", "fake_support", "unjudged", "new_site",
    "upload_personal", "upload_unexamined",
]  # fmt: skip
PAGES: tuple[Page, ...] = (
    "category", "remote_tool", "file", "fake_support", "unjudged", "new_site",
)  # fmt: skip
"""Pages that a person may meet who asks for something. Their text is ``gates.web.page.<page>``."""
ALLOWED = "web.allowed"
NEVER = "web.never_refused"
NEW = "web.new_site"
SCAM = "web.fake_support"
UNREADABLE = "web.unjudged.request"
NO_LISTS = "web.unjudged.lists"
KEPT = 65536
"""Hosts and callers remembered; then all are forgotten and learnt again."""
_STRICTNESS = ("forbidden", "unfit", "allowed")


class Lists(Protocol):
    """Lists of hosts and of the addresses below them."""

    @property
    def names(self) -> frozenset[str]:
        """Every list there is."""

    def holding(self, key: str) -> tuple[str, ...]:
        """The lists that hold a host, or a host with its path, literally; for a host with a
        bare slash behind it, those that hold any page of it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``code``: the rule; ``refused``: whether it says no; ``stage``: of whom it concerns.
    ``page``: what to tell the person, empty where there is nothing to tell."""

    code: str
    refused: bool
    stage: Stage
    page: Page = ""

    @property
    def passes(self) -> bool:
        """Whether the request goes through."""
        return not self.refused or self.stage != "enforce"

    @property
    def notice(self) -> bool:
        """Whether it goes through, but the person is to be told."""
        return self.passes and bool(self.page) and (self.stage != "observe")


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, as far as the rulebook knows."""

    person: Person | None
    asset: Asset | None
    department: str
    stage: Stage
    spared: bool


@dataclass(frozen=True, slots=True)
class Site:
    """What the rulebook knows of a host, whoever asks and whenever."""

    host: str
    spared: bool
    releases: tuple[tuple[int, WebException], ...]
    tool: Tool | None
    own: Category | None
    """The category that the rulebook itself gives it, before all lists."""
    listed: Category | None
    paged: tuple[str, ...]
    """The host and domains above it that have pages in lists."""
    by_path: bool
    """Whether a path may matter that neither names a refused file nor fits a pattern."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the rulebook knows of a host and path. ``quiet``: nobody is ever refused there."""

    site: Site
    scam: bool
    file: str
    category: Category | None
    quiet: bool


class Judge:
    """A policy and lists, ready to judge. It remembers nothing that changes an answer."""

    def __init__(self, policy: Policy, lists: Lists) -> None:
        self.policy = policy
        self._book = policy.rulebook
        self._stages = policy.stages
        self._web = policy.rulebook.web
        self._lists = lists
        self._scam = scam()
        self._files = frozenset(self._web.refused_files)
        self._own = {d: one for one in self._web.categories for d in one.domains}
        self._by_list = {name: one for one in self._web.categories for name in one.lists}
        self._patterns = [
            (_expression(pattern), one) for one in self._web.categories for pattern in one.patterns
        ]
        self._released: dict[str, list[tuple[int, WebException]]] = {}
        for number, entry in enumerate(self._web.exceptions, start=1):
            for domain in entry.domains:
                self._released.setdefault(domain, []).append((number, entry))
        self._never = frozenset(self._book.never_refused.domains)
        self.lists_missing = frozenset(self._by_list) - lists.names
        """Lists that the rulebook names and nobody built in: nothing is judged by omission."""
        self._sites: dict[str, Site] = {}
        self._callers: dict[tuple[str, str], Who] = {}

    def page_of(self, judgement: Judgement) -> str:
        """The name of a judgement's page: each category has a page of its own."""
        if judgement.page != "category":
            return judgement.page
        codes = [f"web.category.{one.name}" for one in self._web.categories]
        return f"category_{codes.index(judgement.code) + 1}"

    @property
    def wants_new(self) -> bool:
        """Whether it matters that a site is new."""
        return self._web.new_sites in ("record", "notice")

    def judge(self, request: Request, *, new: bool = False) -> Judgement:
        """The judgement of a request; ``new``: nobody has visited the host before. Host and the
        name that TLS asks for must both be allowed."""
        who = self.who(request.address, request.user)
        if request.host is None or request.sni is None:
            return self.unreadable(who)
        found = self.at(self.place(request.host, request.path), who, request.at, new=new)
        if request.sni and request.sni != request.host and not found.refused:
            inner = self.at(self.place(request.sni, request.path), who, request.at)
            if inner.refused:
                return inner
        return found

    def unreadable(self, who: Who) -> Judgement:
        """The judgement of what nobody can read."""
        return self._unjudged(UNREADABLE, who)

    def _unjudged(self, code: str, who: Who) -> Judgement:
        refused = self._web.unjudged != "pass" and not who.spared
        return Judgement(code, refused, who.stage, "unjudged" if refused else "")

    def at(self, place: Place, who: Who, at: datetime, *, new: bool = False) -> Judgement:
        """The judgement of a place for somebody at a moment."""
        site = place.site
        if who.spared or site.spared:
            return Judgement(NEVER, refused=False, stage=who.stage)
        if site.releases and (entry := self._release(site, who, at)):
            return Judgement(f"web.exception.{entry}", refused=False, stage=who.stage)
        return self._refusal(place, who, at) or self._rest(place, who, at, new=new)

    def _refusal(self, place: Place, who: Who, at: datetime) -> Judgement | None:
        """What is refused or permitted whatever the category."""
        if place.scam:
            return Judgement(SCAM, refused=True, stage=who.stage, page="fake_support")
        if place.site.tool is not None and self._web.remote_tools != "allowed":
            return self._tool(place.site.tool, who, at)
        if place.file:
            return Judgement(f"web.file{place.file}", refused=True, stage=who.stage, page="file")
        return None

    def _rest(self, place: Place, who: Who, at: datetime, *, new: bool) -> Judgement:
        if place.category is not None:
            return self._category(place.category, who, at)
        if self.lists_missing:
            return self._unjudged(NO_LISTS, who)
        if new and self.wants_new:
            page: Page = "new_site" if self._web.new_sites == "notice" else ""
            return Judgement(NEW, refused=False, stage=who.stage, page=page)
        return Judgement(ALLOWED, refused=False, stage=who.stage)

    def _release(self, site: Site, who: Who, at: datetime) -> str:
        for number, entry in site.releases:
            begun = entry.since is None or entry.since <= at
            if begun and at < entry.until and self._concerns(entry, who):
                return entry.ticket or str(number)
        return ""

    def _concerns(self, entry: WebException, who: Who) -> bool:
        if not entry.people and not entry.departments:
            return True
        if who.department and who.department in entry.departments:
            return True
        named = (self._book.person(name) for name in entry.people)
        return who.person is not None and any(one == who.person for one in named)

    def _tool(self, tool: Tool, who: Who, at: datetime) -> Judgement:
        name = who.asset.name if who.asset else ""
        for spoken in dict.fromkeys((tool.name, tool.key)) if name else ():
            ticket = self._book.support_for(spoken, name, at, at)
            if ticket:
                return Judgement(f"web.support.{ticket}", refused=False, stage=who.stage)
        code = f"web.remote_tool.{tool.key}"
        return Judgement(code, refused=True, stage=who.stage, page="remote_tool")

    def _category(self, category: Category, who: Who, at: datetime) -> Judgement:
        refused = category.judgement == "forbidden"
        if category.judgement == "unfit":
            use = self._web.private_use
            refused = use == "never" or (use == "breaks" and self._book.is_working(at) != "break")
        code = f"web.category.{category.name}"
        return Judgement(code, refused, who.stage, "category" if refused else "")

    def who(self, address: str, user: str) -> Who:
        """Who asks from an address: the user a proxy knows, else whose computer it is."""
        key = (address, user)
        found = self._callers.get(key)
        if found is None:
            if len(self._callers) >= KEPT:
                self._callers.clear()
            found = self._callers[key] = self._who(address, user)
        return found

    def _who(self, address: str, user: str) -> Who:
        never = self._book.never_refused
        asset = self._book.asset(address)
        person = self._book.person(user) if user else None
        if not user and asset and asset.user:
            person = self._book.person(asset.user)
        department = (person.department if person else "") or (asset.department if asset else "")
        spared = address in {str(one) for one in never.addresses}
        spared |= asset is not None and any(
            self._book.asset(name) == asset for name in never.assets
        )
        spared |= person is not None and any(
            self._book.person(name) == person for name in never.people
        )
        stage = self._stages.of(department, asset.name if asset else "")
        return Who(person, asset, department, stage, spared)

    def place(self, host: str, path: str) -> Place:
        """What is known of a host (as ``host_of`` gives it) and a path as it was sent."""
        site = self._sites.get(host)
        if site is None:
            if len(self._sites) >= KEPT:
                self._sites.clear()
            site = self._sites[host] = self._site(host)
        plain = plain_path(path)
        kind = extension_of(plain) if self._files and plain else ""
        file = kind if kind in self._files else ""
        played = self._scam.fits(host, plain)
        category = self._fitting(host, plain) or site.own or self._page(site, plain) or site.listed
        quiet = not (played or file or self._touchy(site, category))
        return Place(site, played, file, category, quiet)

    def _touchy(self, site: Site, category: Category | None) -> bool:
        if site.spared:
            return False
        tool = site.tool is not None and self._web.remote_tools != "allowed"
        if category is None:
            return tool or bool(self.lists_missing)
        private = category.judgement == "unfit" and self._web.private_use in ("never", "breaks")
        return tool or category.judgement == "forbidden" or private

    def _site(self, host: str) -> Site:
        domains = suffixes(host)
        match = host_match(host)
        paged = tuple(one for one in domains if self._lists.holding(f"{one}/"))
        return Site(
            host,
            any(one in self._never for one in domains),
            tuple(entry for one in domains for entry in self._released.get(one, ())),
            match.tool if match is not None and match.role != "shared" else None,
            next((self._own[one] for one in domains if one in self._own), None),
            next((found for one in domains if (found := self._listed(one))), None),
            paged,
            bool(paged) or self._scam.rented(host),
        )

    def _fitting(self, host: str, path: str) -> Category | None:
        """The category whose pattern fits."""
        whole = f"{host}{path or '/'}"
        return next((one for pattern, one in self._patterns if pattern.fullmatch(whole)), None)

    def _page(self, site: Site, path: str) -> Category | None:
        """The category of a page that stands in a list by its address."""
        if not site.paged or len(path) < 2:
            return None
        keys = [f"{domain}{page}" for domain in site.paged for page in pages(path)]
        return next((found for key in keys if (found := self._listed(key))), None)

    def _listed(self, key: str) -> Category | None:
        """The strictest of the categories whose lists hold a key."""
        held = (self._by_list.get(name) for name in self._lists.holding(key))
        named = [one for one in held if one is not None]
        return min(named, key=lambda one: _STRICTNESS.index(one.judgement), default=None)


def _expression(pattern: str) -> re.Pattern[str]:
    """``*`` stands for any text, nothing else is special (as ``Rulebook.category_of``)."""
    parts = map(re.escape, pattern.lower().split("*"))
    return re.compile(".*".join(parts), re.DOTALL)
