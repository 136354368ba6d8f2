"""Microsoft Defender's own events (channel ``Microsoft-Windows-Windows Defender/Operational``).

Reference: Microsoft, "Review event logs and error codes to troubleshoot issues with Microsoft
Defender Antivirus". Field names hold blanks, and changed: *Signature* became *security
intelligence*. 1150 and 1151 give ages in days (4294967295: never).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

import duckdb

from sekisho.detect.av.facts import AvEvent, What

PRODUCT = "Microsoft Defender"
NEVER = 4294967295
FULL = "%%805"
KINDS_OF_UPDATE = ("AntiVirus", "アンチウイルス", "ウイルス対策", "%%800", "%%827")

EVENTS = """
SELECT "@timestamp" AS moment, "host.name" AS host, evidence, "position", unit,
       "EventID" AS number, fields
FROM windows
WHERE "winlog.channel" = 'Microsoft-Windows-Windows Defender/Operational'
  AND "@timestamp" IS NOT NULL AND "host.name" IS NOT NULL
  AND "EventID" IN (1000, 1001, 1002, 1013, 1116, 1117, 1150, 1151, 2000, 2001,
                    5000, 5001, 5007, 5009, 5010, 5011, 5012)
ORDER BY moment, evidence, "position"
"""

Fields = Mapping[str, str]
Part = tuple[What, Mapping[str, object]]

SWITCHES: Mapping[int, tuple[What, str]] = {
    5000: ("on", "real-time"),
    5001: ("off", "real-time"),
    5009: ("on", "malware-scan"),
    5010: ("off", "malware-scan"),
    5011: ("on", "virus-scan"),
    5012: ("off", "virus-scan"),
}


def defender(connection: duckdb.DuckDBPyConnection) -> Iterator[AvEvent]:
    """Everything Defender's events say that the proof needs, in order of time."""
    for row in connection.sql(EVENTS).to_arrow_table().to_pylist():
        fields = dict(row["fields"] or ())
        pointer = {"evidence": row["evidence"], "position": row["position"], "unit": row["unit"]}
        for what, more in _said(row["number"], row["moment"], fields):
            values: dict[str, object] = {"moment": row["moment"], "product": PRODUCT, **more}
            yield AvEvent(host=row["host"], what=what, **pointer, **values)  # type: ignore[arg-type]


def _said(number: int, moment: datetime, fields: Fields) -> Iterator[Part]:
    if number in SWITCHES:
        what, part = SWITCHES[number]
        yield what, {"part": part}
    elif number in SAID:
        yield from SAID[number](moment, fields)


def _updated(_moment: datetime, fields: Fields) -> Iterator[Part]:
    """One update writes an event for each kind of definitions; only viruses' are counted."""
    kind = _any(fields, "Security intelligence Type", "Signature Type")
    if kind is None or kind in KINDS_OF_UPDATE:
        version = _any(fields, "Current security intelligence Version", "Current Signature Version")
        yield "update", {"value": version}


def _failed(_moment: datetime, _fields: Fields) -> Iterator[Part]:
    yield "update-failed", {}


def _scanned(_moment: datetime, fields: Fields) -> Iterator[Part]:
    full = _any(fields, "Scan Parameters") in (FULL, "Full scan", "フル スキャン", "完全スキャン")
    yield ("full-scan" if full else "scan"), {}


def _cancelled(_moment: datetime, _fields: Fields) -> Iterator[Part]:
    yield "scan-cancelled", {}


def _deleted(_moment: datetime, _fields: Fields) -> Iterator[Part]:
    yield "history-deleted", {}


def _detected(_moment: datetime, fields: Fields) -> Iterator[Part]:
    yield "detect", {"value": _any(fields, "Threat Name"), "path": _any(fields, "Path")}


def _changed(_moment: datetime, fields: Fields) -> Iterator[Part]:
    new = _any(fields, "New Value") or ""
    if "\\windows defender\\exclusions\\" in new.lower():
        yield "excluded", {"value": new}


def _healthy(moment: datetime, fields: Fields) -> Iterator[Part]:
    version = _any(fields, "AV security intelligence version", "AV signature version")
    yield "status", {"value": version}
    ages: tuple[tuple[What, tuple[str, ...]], ...] = (
        ("update", ("Last AV security intelligence age", "Last AV signature age")),
        ("full-scan", ("Last full scan age",)),
        ("scan", ("Last quick scan age",)),
    )
    for what, names in ages:
        days = _any(fields, *names)
        if days is not None and days.isdecimal() and int(days) < NEVER:
            past = moment - timedelta(days=min(int(days), 36500))
            known = version if what == "update" else None
            yield what, {"moment": past, "about": timedelta(days=1), "value": known}


def _any(fields: Fields, *names: str) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


SAID: Mapping[int, Callable[[datetime, Fields], Iterator[Part]]] = {
    1001: _scanned,
    1002: _cancelled,
    1013: _deleted,
    1116: _detected,
    1150: _healthy,
    1151: _healthy,
    2000: _updated,
    2001: _failed,
    5007: _changed,
}
