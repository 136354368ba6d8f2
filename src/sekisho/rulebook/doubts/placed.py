"""Doubts about zones, computers and people: what belongs nowhere, and flows without bounds.

Source for the three lines: 総務省「地方公共団体における情報セキュリティポリシーに関するガイド
ライン」(令和8年3月27日改定), 三層の対策: マイナンバー利用事務系 is parted from everything but
特定通信 (addresses and ports limited); LGWAN接続系 reaches the internet only by 無害化通信.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches

from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.doubts.doubt import Doubt, Path, doubt
from sekisho.rulebook.entries import Flow, Zone

_OUTWARD = {
    "mynumber": frozenset({"internet", "outside", "guest", "council", "dmz"}),
    "lgwan": frozenset({"outside", "guest"}),
}
"""Kinds of zones that a kind must not reach directly."""
_DESKS = ("", "workstation")
"""Servers and routers serve all departments; a desk belongs to one."""


def placed(book: Rulebook, _at: datetime) -> Iterator[Doubt]:
    """What belongs nowhere, and what flows too freely."""
    for number, zone in enumerate(book.zones):
        path: Path = ("zones", number)
        if not zone.networks and zone.kind != "outside":
            yield doubt(path, "zone_without_networks", name=zone.name)
        for flow_number, flow in enumerate(zone.allow):
            yield from _flow(book, zone, flow, (*path, "allow", flow_number))
    for number, asset in enumerate(book.assets):
        if book.zones and not asset.zone:
            yield doubt(("assets", number), "asset_without_zone", name=asset.name)
        if not asset.department and asset.role in _DESKS:
            yield doubt(("assets", number), "asset_without_department", name=asset.name)
    for number, person in enumerate(book.people):
        if not person.accounts:
            yield doubt(("people", number), "person_without_account", name=person.name)
        if not person.department:
            yield doubt(("people", number), "person_without_department", name=person.name)
    yield from _departments(book)


def _flow(book: Rulebook, zone: Zone, flow: Flow, path: Path) -> Iterator[Doubt]:
    to = book.zone(flow.to)
    if to is None:
        return
    if to.kind in _OUTWARD.get(zone.kind, ()):
        yield doubt(path, "flow_outward", zone=zone.name, to=to.name)
    elif "mynumber" in (zone.kind, to.kind) and not (
        flow.ports and (flow.sources or flow.destinations)
    ):
        yield doubt(path, "flow_not_specific", zone=zone.name, to=to.name)
    if not flow.reason:
        yield doubt(path, "flow_without_reason", zone=zone.name, to=to.name)


def _departments(book: Rulebook) -> Iterator[Doubt]:
    """Departments that no person and no computer belongs to: mostly a slip of the pen."""
    known = {asset.department for asset in book.assets}
    known = (known | {person.department for person in book.people}) - {""}
    if not known:
        return
    for path, name in _named(book):
        if name not in known:
            meant = get_close_matches(name, sorted(known), 1)
            yield doubt(path, "department_unknown", name=name, meant=meant[0] if meant else "")


def _named(book: Rulebook) -> Iterator[tuple[Path, str]]:
    listed: list[tuple[Path, list[tuple[str, ...]]]] = [
        (("stages",), [one.departments for one in book.stages]),
        (("shares",), [one.departments for one in book.shares]),
        (("web", "exceptions"), [one.departments for one in book.web.exceptions]),
        (("wireless", "allowed"), [one.departments for one in book.wireless.allowed]),
    ]
    for path, entries in listed:
        for number, departments in enumerate(entries):
            for at, name in enumerate(departments):
                yield (*path, number, "departments", at), name
    for number, device in enumerate(book.devices):
        if device.department:
            yield ("devices", number, "department"), device.department
