"""The councillors' computers: their line, what may cross it, what crossed it, what reached them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import ip_address

import duckdb
import pyarrow as pa

from sekisho.case.account.facts import Outbreak
from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.council.facts import Checked, Councillors, Passage, Permitted
from sekisho.case.facts import Coverage
from sekisho.case.hosts import host_key
from sekisho.case.known import Check, Known
from sekisho.events.columns import TEXT
from sekisho.rulebook import Rulebook, Zone

KIND = "council"
WORD = "議員"
"""Names a councillor in a role, a place or a line; 議会事務局 are staff."""
_ENDS = """
SELECT DISTINCT ip FROM (
  SELECT "source.ip" AS ip FROM firewall UNION SELECT "destination.ip" FROM firewall)
WHERE ip IS NOT NULL ORDER BY ip
"""
_PASSAGES = """
SELECT a.zone AS source, b.zone AS destination,
       count(*) FILTER ("event.action" IS DISTINCT FROM 'denied') AS passed,
       count(*) FILTER ("event.action" = 'denied') AS refused,
       arg_min({'evidence': evidence, 'position': position, 'unit': unit},
               ("@timestamp", evidence, position)) AS first
FROM firewall f JOIN council_end a ON a.ip = f."source.ip"
JOIN council_end b ON b.ip = f."destination.ip" AND b.zone <> a.zone
GROUP BY ALL ORDER BY source, destination
"""


def councillors(
    connection: duckdb.DuckDBPyConnection,
    known: Known,
    coverage: Coverage,
    outbreaks: Sequence[Outbreak],
) -> Councillors:
    """What records and rulebook say of them, over all outbreaks."""
    rulebook = known.rulebook
    zones = [one for one in rulebook.zones if one.kind == KIND] if rulebook else []
    names = tuple(one.name for one in zones)
    checked = tuple(_checked(one) for one in known.checks if _is_theirs(one, names))
    computers = _computers(rulebook, names, checked)
    keys = {host_key(one) for one in computers}
    opened = {one.host for each in outbreaks for one in each.opened if host_key(one.host) in keys}
    called = {
        one.host for each in outbreaks for one in each.contacted if host_key(one.host) in keys
    }
    addresses = _addresses(rulebook)
    passages = _passages(connection, rulebook)
    return Councillors(
        zones=names,
        computers=computers,
        addresses=len(addresses) or None,
        copies=_copies(outbreaks, addresses) if addresses else None,
        opened=tuple(sorted(opened)),
        contacted=tuple(sorted(called)),
        silent=tuple(_silent(computers, coverage, outbreaks, opened | called)),
        permitted=tuple(_permitted(rulebook, zones)) if rulebook else (),
        passages=tuple(one for one in passages if {one.source, one.destination} & set(names)),
        watched=bool(passages),
        checked=checked,
    )


def _is_theirs(one: Check, zones: Iterable[str]) -> bool:
    return one.network in zones or any(WORD in said for said in (one.network, one.place))


def _checked(one: Check) -> Checked:
    return Checked(one.host, one.day, one.result, one.network, one.evidence)


def _computers(
    rulebook: Rulebook | None, zones: Sequence[str], checked: Sequence[Checked]
) -> tuple[str, ...]:
    """By the name that the register gives them, each once."""
    found = {host_key(one.host): one.host for one in checked}
    for asset in rulebook.assets if rulebook else ():
        if asset.zone in zones:
            found[host_key(asset.name)] = asset.name
    return tuple(sorted(found.values()))


def _addresses(rulebook: Rulebook | None) -> frozenset[str]:
    people = rulebook.people if rulebook else ()
    theirs = (one for one in people if WORD in one.role or WORD in one.department)
    return frozenset(mail.casefold() for one in theirs for mail in one.mail)


def _copies(outbreaks: Sequence[Outbreak], addresses: frozenset[str]) -> int:
    boxes = (box for each in outbreaks for box in each.mailboxes)
    return sum(box.copies for box in boxes if box.address.casefold() in addresses)


def _silent(
    computers: Iterable[str],
    coverage: Coverage,
    outbreaks: Sequence[Outbreak],
    met: Iterable[str],
) -> Iterator[str]:
    """Those that no source of their own speaks of, and nothing else shows to have been met."""
    spoken = {host_key(host) for one in coverage.sources for host in one.hosts}
    left = {host_key(host) for each in outbreaks for host in each.not_known}
    shown = {host_key(host) for host in met}
    for one in computers:
        key = host_key(one)
        if key not in shown and (key not in spoken or key in left):
            yield one


def _permitted(rulebook: Rulebook, zones: Sequence[Zone]) -> Iterator[Permitted]:
    names = {one.name for one in zones}
    for zone in rulebook.zones:
        for flow in zone.allow:
            if zone.name in names or flow.to in names:
                yield Permitted(zone.name, flow.to, flow.ports, flow.reason)


def _passages(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook | None
) -> tuple[Passage, ...]:
    """All connections on record between two of the town's own lines."""
    if rulebook is None or not rulebook.zones:
        return ()
    rows: list[Row] = [
        {"ip": row["ip"], "zone": zone}
        for row in ask(connection, _ENDS)
        if (zone := _inner_zone(rulebook, row["ip"]))
    ]
    keep(connection, "council_end", rows, pa.schema([("ip", TEXT), ("zone", TEXT)]))
    return tuple(
        Passage(
            row["source"], row["destination"], row["passed"], row["refused"],
            (reference(row["first"]),),
        )
        for row in ask(connection, _PASSAGES)
    )  # fmt: skip


def _inner_zone(rulebook: Rulebook, text: str) -> str:
    try:
        zone = rulebook.zone_of(ip_address(text))
    except ValueError:
        return ""
    return zone.name if zone and zone.kind != "outside" else ""
