"""Where a document lies and whose it is, by the rulebook; its class and what speaks against it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sekisho.personal.bounds import Reason
from sekisho.personal.inventory.measured import Measured
from sekisho.personal.inventory.row import Place
from sekisho.personal.rules import Rules
from sekisho.rulebook import Asset, Rulebook, Share
from sekisho.rulebook.entries import Zone

_PROFILE = re.compile(
    r"[\\/](?:users|ユーザー|documents and settings|home)[\\/]([^\\/]+)[\\/]", re.IGNORECASE
)
_UNC = re.compile(r"^[\\/]{2}([^\\/]+)[\\/]([^\\/]+)")
_SERVERS = frozenset({"file-server"})
_COMMON = frozenset({"public", "default", "all users", "administrator"})


@dataclass(frozen=True)
class Placed:
    """Where something lies. ``share``: the rulebook's entry for the share it lies on."""

    host: str | None
    place: Place
    zone: Zone | None
    owner: str | None
    share: Share | None = None


def placed(path: str, host: str | None, book: Rulebook) -> Placed:
    """The place of a path. ``host``: the computer whose folder was scanned, where it is told; a
    path like ``\\\\fs01\\gikai\\…`` names its server itself."""
    unc = _UNC.match(path)
    server = unc[1] if unc else host
    asset = _asset(book, server)
    share = _share(book, path, server)
    if unc or share or (asset is not None and asset.role in _SERVERS):
        zone = _zone(book, (share.zone if share else "") or (asset.zone if asset else ""))
        departments = "・".join(share.departments) if share else ""
        return Placed(server, "share", zone, departments or None, share)
    account = _PROFILE.search(path)
    known = account is not None and account[1].casefold() not in _COMMON
    own = asset is not None and asset.role == "workstation"
    place: Place = "pc" if known or own else "unknown"
    zone = _zone(book, asset.zone if asset else "")
    user = account[1] if known and account else asset.user if asset else ""
    return Placed(host, place, zone, _person(book, user) if user else None)


def _asset(book: Rulebook, host: str | None) -> Asset | None:
    if host is None:
        return None
    wanted = host.casefold()
    return next(
        (
            one
            for one in book.assets
            if wanted in {one.name.casefold(), *(alias.casefold() for alias in one.aliases)}
        ),
        None,
    )


def _share(book: Rulebook, path: str, server: str | None) -> Share | None:
    """By ``\\\\server\\name``, or by the place on the server."""
    even = path.replace("\\", "/").casefold()
    for one in book.shares:
        if server is None or one.server.casefold() != server.casefold():
            continue
        named = f"//{server}/{one.name}/".casefold()
        local = one.path.replace("\\", "/").casefold().rstrip("/")
        if even.startswith(named) or (local and even.startswith(local + "/")):
            return one
    return None


def _zone(book: Rulebook, name: str) -> Zone | None:
    return next((one for one in book.zones if name and one.name == name), None)


def _person(book: Rulebook, account: str) -> str:
    """The person of an account (or a name), as people of the office call them."""
    wanted = account.casefold()
    for one in book.people:
        if wanted in {each.casefold() for each in (one.name, *one.accounts)}:
            return f"{one.department} {one.name}".strip()
    return account


def class_of(one: Measured, by: Rules) -> tuple[str, Reason]:
    """The class proposed (自治体機密性), and why. Unknown where nothing could be read."""
    if one.status == "not_read":
        return "unknown", Reason("inventory.class.not_read")
    kinds = set(one.kinds)
    for rule in by.classes:
        met = sorted(kinds & rule.kinds)
        if met:
            return rule.name, Reason("inventory.class.kinds", {"kinds": ", ".join(met)})
    if one.public:
        return "1", Reason("inventory.class.public")
    return by.nobody, Reason("inventory.class.nobody")


def findings_of(one: Measured, where: Placed, by: Rules) -> tuple[Reason, ...]:
    """What the rulebook is against. Doubtful persons are persons here: unknown is never no."""
    kinds = frozenset(one.kinds)
    holds = bool(one.count.persons and one.count.persons.high) or bool(kinds & by.numbers)
    if not holds:
        return ()
    found = []
    zone = where.zone
    if zone is not None:
        for rule in by.zones:
            if rule.forbids(kinds, zone.kind):
                met = kinds & rule.kinds or kinds
                values = {"zone": zone.name, "kinds": ", ".join(sorted(met))}
                found.append(Reason("inventory.finding.zone", values))
    if where.share is not None and where.share.personal is False:
        found.append(Reason("inventory.finding.share", {"share": where.share.name}))
    if where.place == "pc" and one.nature == "private":
        found.append(Reason("inventory.finding.private_on_pc"))
    elif where.place == "pc":
        code = "official_on_pc" if one.nature == "official" else "unsorted_on_pc"
        found.append(Reason(f"inventory.finding.{code}"))
    return tuple(found)
