"""What can be shown of the antivirus of each computer."""

from __future__ import annotations

from collections.abc import Callable

from sekisho.case.hosts import host_key
from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground, best
from sekisho.detect.av import AvRow, antivirus


def _rows(ground: Ground) -> list[AvRow]:
    """State as it was where the period begins."""
    reader = ground.rulebook.reader("antivirus")
    mapped = {column.field: column.at for column in reader.columns} if reader else None
    return antivirus(ground.connection, (), ground.period.grace, mapped)


def _of(ground: Ground, wanted: Callable[[AvRow], bool], seen: Callable[[AvRow], bool]) -> Held:
    rows = _rows(ground)
    some = {host_key(row.host) or "" for row in rows if seen(row)}
    good = {host_key(row.host) or "" for row in rows if wanted(row)}
    return ground.of_hosts(some, good, timed=False)


def present(ground: Ground) -> Held:
    """Any record of an antivirus, on every computer."""
    return _of(ground, lambda row: row.known, lambda row: row.known)


def definitions(ground: Ground) -> Held:
    """The age of the definitions at any moment of the period."""
    return _of(
        ground,
        lambda row: row.definition_age_s is not None,
        lambda row: row.last_update is not None,
    )


def full_scan(ground: Ground) -> Held:
    """When each computer was last scanned as a whole."""
    return _of(
        ground,
        lambda row: row.last_full_scan is not None,
        lambda row: row.last_scan is not None or row.last_full_scan is not None,
    )


def detections(ground: Ground) -> Held:
    """Where detections and clean-ups would stand: Defender's channel, or a product's own log."""
    channel = "\"winlog.channel\" LIKE '%Windows Defender/Operational'"
    return best(ground.over_hosts("windows", channel), ground.over_hosts("antivirus"))


CAPABILITIES = {
    "antivirus.present": present,
    "antivirus.definitions": definitions,
    "antivirus.full_scan": full_scan,
    "antivirus.detections": detections,
}
