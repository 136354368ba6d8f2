"""Links held against the town's lists: the web gate's judgement, indicators, hosts visited before.

What the web gate refuses at all times is refused here; what it lets pass in breaks is no matter of
mails. No list has a form of its own here: categories and compiled lists are the web gate's, the
lists of indicators those of ``mail lookback``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sekisho.case.lookback import normal
from sekisho.case.lookback.indicators import Indicator, IndicatorsError, indicators
from sekisho.gates.mail.links.address import Address, inside
from sekisho.gates.mail.links.disguise import disguise
from sekisho.gates.mail.links.found import Link
from sekisho.gates.mail.signs import Sign
from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import SCAM, Judge, Lists
from sekisho.gates.web.lists.compiled import ListsError, NoLists, mapped
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.request import suffixes
from sekisho.gates.web.seen import Seen
from sekisho.rulebook import Rulebook

RULES = (
    "mail.site_category", "mail.site_fake_support", "mail.site_remote_tool", "mail.site_file",
    "mail.site_indicator", "mail.site_new", "mail.site_defanged", "mail.site_disguised",
    "mail.site_as_own", "mail.site_like_own", "mail.site_shown", "mail.site_mixed",
)  # fmt: skip
_KINDS = ("domain", "url", "ip")
_WEB = {
    "web.category.": "mail.site_category",
    "web.remote_tool.": "mail.site_remote_tool",
    "web.file": "mail.site_file",
}
_SHOWN = 200
"""Signs of a link that a record holds."""


class SitesError(Exception):
    """A file or folder that links should be held against and that cannot be read: which, why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why


@dataclass(frozen=True)
class Sites:
    """``web``: the web gate's judge; ``told``: indicators by kind and value; ``seen``: hosts that
    somebody has visited, None where nobody says; ``unusable``: lines of lists of indicators that
    are none; ``lists_missing``: lists of categories that no file holds."""

    rulebook: Rulebook
    web: Judge
    told: dict[tuple[str, str], Indicator] = field(default_factory=dict, repr=False)
    seen: Seen | None = None
    unusable: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def lists_missing(self) -> tuple[str, ...]:
        """Lists that the rulebook's categories name and the file does not hold."""
        return tuple(sorted(self.web.lists_missing))

    def signs(self, link: Link, at: datetime | None) -> Iterator[Sign]:
        """What is seen of a link and of where it hands on to; ``at``: when the mail came."""
        moment = at or datetime.now(UTC)
        ways = (link.address, *inside(link.address))
        for one in ways:
            found = list(self._listed(one, link, moment))
            if link.address.broken and found:
                # nobody clicks it by mistake: warnings of others are written so
                yield Sign("mail.site_defanged", link.place, _value(link))
            else:
                yield from found
        if not link.address.broken:
            yield from disguise(link, ways, self.rulebook)

    def _listed(self, one: Address, link: Link, at: datetime) -> Iterator[Sign]:
        if met := self._indicator(one):
            told = f"{met.list}:{met.line} {met.given}"
            yield Sign("mail.site_indicator", link.place, f"{_value(link)} ({told[:_SHOWN]})")
        place = self.web.place(one.host, one.path)
        said = self.web.at(place, self.web.who("", ""), at)
        if said.refused:
            code = "mail.site_fake_support" if said.code == SCAM else _code(said.code)
            if code:
                name = said.code.removeprefix("web.").removeprefix("category.")
                yield Sign(code, link.place, f"{_value(link)} ({name})")
        elif self.seen is not None and not place.site.spared and not self._visited(one.host):
            yield Sign("mail.site_new", link.place, one.host)

    def _visited(self, host: str) -> bool:
        with self._lock:
            return self.seen is None or self.seen.knows(host)

    def _indicator(self, one: Address) -> Indicator | None:
        if not self.told:
            return None
        whole = normal.url(f"http://{one.host}{one.path}")
        keys = [("url", whole[0])] if whole else []
        keys += [("ip", one.host), *(("domain", domain) for domain in suffixes(one.host))]
        return next((found for key in keys if (found := self.told.get(key))), None)


def sites(rulebook: Rulebook) -> Sites:
    """What the rulebook names, read once. Raises SitesError."""
    own = rulebook.mail.links
    lists = _mapped(Path(own.lists)) if own.lists else NoLists()
    told, unusable = _indicators(Path(own.indicators)) if own.indicators else ({}, 0)
    seen = _seen(Path(own.seen)) if own.seen else None
    return replace(bare(rulebook, lists), told=told, unusable=unusable, seen=seen)


def bare(rulebook: Rulebook, lists: Lists | None = None) -> Sites:
    """By the rulebook alone, without a file beside it."""
    web = rulebook.web
    # the moment at which a link is followed is not known: what breaks permit is permitted
    use = "" if web.private_use == "breaks" else web.private_use
    judged = replace(rulebook, web=replace(web, private_use=use, unjudged="pass"))
    return Sites(rulebook, Judge(policy_of(judged, Stages("enforce")), lists or NoLists()))


def _code(web: str) -> str:
    """The rule of mails for one of the web gate's, "" for none."""
    return next((code for begin, code in _WEB.items() if web.startswith(begin)), "")


def _value(link: Link) -> str:
    return link.given[:_SHOWN]


def _mapped(path: Path) -> Lists:
    try:
        return mapped(path)
    except (OSError, ListsError) as error:
        raise SitesError(path, str(error)) from None


def _seen(path: Path) -> Seen:
    try:
        return Seen(path)
    except OSError as error:
        raise SitesError(path, error.strerror or str(error)) from None


def _indicators(folder: Path) -> tuple[dict[tuple[str, str], Indicator], int]:
    found: dict[tuple[str, str], Indicator] = {}
    unusable = 0
    try:
        files = sorted(one for one in folder.iterdir() if one.is_file())
    except OSError as error:
        raise SitesError(folder, error.strerror or str(error)) from None
    for path in files:
        try:
            read = indicators(path.read_bytes(), path.name)
        except (OSError, IndicatorsError) as error:
            raise SitesError(path, str(error) or type(error).__name__) from None
        unusable += len(read.unusable)
        for one in read.usable:
            if one.kind in _KINDS:
                found.setdefault((one.kind, one.value), one)
    return found, unusable
