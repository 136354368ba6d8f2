"""Everything said about the antivirus of each host, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import TypeGuard

import duckdb

from sekisho.detect.av.defender import defender
from sekisho.detect.av.facts import AvEvent, AvRow, Detected, OffSpan, What
from sekisho.detect.av.tables import Mapped, consoles
from sekisho.events.time import EARLIEST

OWN_LOGS = """
SELECT "@timestamp" AS moment, "host.name" AS host, evidence, "position", unit,
       "event.action" AS action, "antivirus.product" AS product,
       "antivirus.definition" AS definition, "antivirus.scan" AS scan,
       "threat.name" AS threat, "file.path" AS path
FROM antivirus
WHERE "@timestamp" IS NOT NULL AND "host.name" IS NOT NULL
ORDER BY moment, evidence, "position"
"""
ACTIONS: Mapping[str, What] = {
    "update": "update",
    "update-failed": "update-failed",
    "scan-finish": "scan",
    "scan-cancel": "scan-cancelled",
    "detect": "detect",
    "protection-on": "on",
    "protection-off": "off",
    "status": "status",
}


def antivirus(
    connection: duckdb.DuckDBPyConnection,
    hosts: Iterable[str],
    at: datetime | None,
    mapped: Mapped | None = None,
) -> list[AvRow]:
    """One row for each host and product; for each of ``hosts`` without any record one that says
    so. In order of host and product; hosts that only records know are there, too.

    ``at``: the moment (aware) for which the age of the definitions is wanted, and after which a
    detection is late. ``mapped``: the user's columns for exported tables: field (see
    ``tables.FIELDS``) to heading or number. Raises ValueError for a moment without a zone.
    """
    if at is not None and at.tzinfo is None:
        raise ValueError("a moment without a zone has no place on the time line")
    names = {host_of(host): host for host in hosts}
    found: dict[tuple[str, str], list[AvEvent]] = {}
    for key, events in every_event(connection, mapped).items():
        for event in events:
            names.setdefault(key, event.host)
            found.setdefault((key, event.product or ""), []).append(event)
    without = names.keys() - {key for key, _ in found}
    rows = {(key, product): _row(names[key], events, at)
            for (key, product), events in found.items()}  # fmt: skip
    rows |= {(key, ""): AvRow(host=names[key], known=False) for key in without}
    return [rows[key] for key in sorted(rows)]


def every_event(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped | None = None
) -> dict[str, list[AvEvent]]:
    """Everything said about the antivirus of each host (its key, ``host_of``)."""
    found: dict[str, list[AvEvent]] = {}
    for event in (*defender(connection), *_own_logs(connection), *consoles(connection, mapped)):
        found.setdefault(host_of(event.host), []).append(event)
    return found


def updates_of(events: Iterable[AvEvent]) -> Iterator[tuple[datetime, AvEvent]]:
    """The updates of one host with their moments, each version once, when it first came."""
    dated = [_Dated(event.moment, event) for event in events if _can_be(event.moment)]
    for each in _updates(sorted(dated, key=lambda each: each.moment)):
        yield each.moment, each.event


def host_of(host: str) -> str:
    """Hosts are compared without domain and case; addresses as they are."""
    name = host.strip().casefold()
    return name if name.replace(".", "").isdigit() or ":" in name else name.partition(".")[0]


def _own_logs(connection: duckdb.DuckDBPyConnection) -> Iterator[AvEvent]:
    for row in connection.sql(OWN_LOGS).to_arrow_table().to_pylist():
        what = ACTIONS.get(str(row["action"]))
        if what is None:
            continue
        if what == "scan" and row["scan"] == "full":
            what = "full-scan"
        yield AvEvent(
            host=row["host"],
            moment=row["moment"],
            what=what,
            evidence=row["evidence"],
            position=row["position"],
            unit=row["unit"],
            product=row["product"],
            value=row["threat"] if what == "detect" else row["definition"],
            part="real-time" if what in ("on", "off") else None,
            path=row["path"],
        )


@dataclass(frozen=True)
class _Dated:
    """An event and its moment."""

    moment: datetime
    event: AvEvent


def _row(host: str, events: Sequence[AvEvent], at: datetime | None) -> AvRow:
    dated = sorted(
        (_Dated(event.moment, event) for event in events if _can_be(event.moment)),
        key=lambda each: (each.moment, each.event.evidence, each.event.position),
    )
    updates = _updates(dated)
    full = [each for each in dated if each.event.what == "full-scan"]
    scans = [each for each in dated if each.event.what in ("full-scan", "scan")]
    in_force = [each for each in updates if at is not None and each.moment <= at]
    gaps = _gaps(updates)
    undated = [event for event in events if not _can_be(event.moment)]
    versions = [event.value for event in (*undated, *_events(dated)) if _says_version(event)]
    return AvRow(
        host=host,
        known=True,
        product=events[0].product,
        definition=versions[-1] if versions else None,
        last_update=updates[-1].moment if updates else None,
        last_update_about_s=updates[-1].event.about.total_seconds() if updates else 0.0,
        updates=len(updates),
        failed_updates=sum(event.what == "update-failed" for event in events),
        update_median_s=median(gaps) if gaps else None,
        update_worst_s=max(gaps) if gaps else None,
        last_full_scan=full[-1].moment if full else None,
        last_full_scan_about_s=full[-1].event.about.total_seconds() if full else 0.0,
        last_scan=scans[-1].moment if scans else None,
        definition_at=in_force[-1].event.value if in_force else None,
        definition_age_s=(at - in_force[-1].moment).total_seconds() if at and in_force else None,
        off=(*_off_undated(undated), *_off(dated)),
        exclusions=tuple(dict.fromkeys(_values(_events(dated), "excluded"))),
        history_deleted=tuple(
            each.moment for each in dated if each.event.what == "history-deleted"
        ),
        detections=(*_detections_undated(undated), *_detections(dated, at)),
        first_seen=dated[0].moment if dated else None,
        last_seen=dated[-1].moment if dated else None,
        evidence=tuple(sorted({event.evidence for event in events})),
    )


def _can_be(moment: datetime | None) -> TypeGuard[datetime]:
    """Windows writes 1601 where it knows no time."""
    return moment is not None and moment >= EARLIEST


def _events(dated: Iterable[_Dated]) -> Iterator[AvEvent]:
    return (each.event for each in dated)


def _gaps(updates: Iterable[_Dated]) -> list[float]:
    """Seconds between updates whose moment was recorded."""
    exact = [each.moment for each in updates if not each.event.about]
    return [(later - earlier).total_seconds() for earlier, later in pairwise(exact)]


def _says_version(event: AvEvent) -> bool:
    return event.what in ("update", "status") and event.value is not None


def _values(events: Iterable[AvEvent], what: What) -> Iterator[str]:
    return (event.value for event in events if event.what == what and event.value is not None)


def _updates(dated: Iterable[_Dated]) -> list[_Dated]:
    """Each version once, when it first came; what is only known by its age in days steps back
    where the update itself was recorded."""
    every = [each for each in dated if each.event.what == "update"]
    exact = {each.event.value for each in every if not each.event.about}
    found: list[_Dated] = []
    seen: set[str] = set()
    for each in every:
        version = each.event.value
        known = version is not None and (version in seen or (each.event.about and version in exact))
        if not known:
            found.append(each)
            seen.add(version or "")
    return found


def _off(dated: Iterable[_Dated]) -> Iterator[OffSpan]:
    begun: dict[str, _Dated] = {}
    for each in dated:
        part = each.event.part or "real-time"
        if each.event.what == "off":
            begun.setdefault(part, each)
        elif each.event.what == "on" and part in begun:
            yield _span(part, begun.pop(part), each.moment)
    for part in sorted(begun):
        yield _span(part, begun[part], None)


def _span(part: str, begun: _Dated, end: datetime | None) -> OffSpan:
    return OffSpan(part, begun.moment, end, begun.event.evidence, begun.event.position)


def _off_undated(events: Iterable[AvEvent]) -> Iterator[OffSpan]:
    for event in events:
        if event.what == "off":
            part = event.part or "real-time"
            yield OffSpan(part, None, None, event.evidence, event.position)


def _detections_undated(events: Iterable[AvEvent]) -> Iterator[Detected]:
    for event in events:
        if event.what == "detect":
            threat = event.value or ""
            yield Detected(
                None,
                threat,
                event.path,
                late=False,
                evidence=event.evidence,
                position=event.position,
            )


def _detections(dated: Iterable[_Dated], at: datetime | None) -> Iterator[Detected]:
    for each in dated:
        if each.event.what == "detect":
            yield Detected(
                moment=each.moment,
                threat=each.event.value or "",
                path=each.event.path,
                late=at is not None and each.moment > at,
                evidence=each.event.evidence,
                position=each.event.position,
            )
