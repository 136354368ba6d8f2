"""The insertions that Windows and USBGuard recorded: who was logged on, and how each is judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from sekisho.case.devices import placed
from sekisho.detect.devices import TOGETHER, DeviceUse, Place, device_uses
from sekisho.gates.between import Between
from sekisho.gates.device import model
from sekisho.rulebook import Rulebook

ONLY_THE_DISK = "device.disk_serial_only"
"""No log named the device itself: a person has to compare the disk's serial number."""
_MAKE = re.compile(r"USB\\(VID_[0-9A-F]{4}&PID_[0-9A-F]{4})")
_INPUTS = r"""
SELECT lower("host.name") AS host, "@timestamp" AS moment,
       regexp_extract(upper(fields['DeviceId']), 'VID_[0-9A-F]{4}&PID_[0-9A-F]{4}') AS make,
       evidence
FROM windows
WHERE "winlog.channel" = 'Security' AND "EventID" = 6416 AND "@timestamp" IS NOT NULL
  AND fields['DeviceId'] ILIKE 'USB\VID_%' AND fields['CompatibleIds'] ILIKE '%USB\Class_03%'
UNION ALL
SELECT lower("host.name"), "@timestamp",
       'VID_' || "device.vendor_id" || '&PID_' || "device.product_id", evidence
FROM device
WHERE "event.action" IN ('insert', 'present') AND "@timestamp" IS NOT NULL
  AND len(list_filter("device.interfaces", lambda one: one[:3] = '03:')) > 0
"""
_PERSONS = """
WITH logons AS (
  SELECT lower("host.name") AS host, "@timestamp" AS moment, fields['TargetUserName'] AS person
  FROM windows
  WHERE "EventID" = 4624 AND "@timestamp" IS NOT NULL
    AND fields['LogonType'] IN ('2', '7', '10', '11')
    AND fields['TargetUserName'] NOT LIKE '%$'
    AND fields['TargetUserName'] NOT IN ('', '-', 'SYSTEM')
    AND fields['TargetUserName'] NOT SIMILAR TO '(DWM|UMFD)-[0-9]+'
)
SELECT number, any_value(person) AS person
FROM device_moments AS use ASOF LEFT JOIN logons
  ON use.host = logons.host AND use.moment >= logons.moment
WHERE use.moment - logons.moment <= INTERVAL 16 HOUR
GROUP BY number
"""
"""A logon this long before still stands, unless another came after it."""


@dataclass(frozen=True)
class Judged:
    """An insertion, its code (``model``, or ``ONLY_THE_DISK``), and the account logged on."""

    use: DeviceUse
    code: str
    account: str

    @property
    def refused(self) -> bool:
        """Whether the gate would have refused it. What only a person can compare is not."""
        return self.code in (model.UNREGISTERED, model.NO_SERIAL, model.BADUSB)


def judged(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between
) -> list[Judged]:
    """Every insertion of what carries files, in order of time."""
    place = placed(rulebook)
    every = device_uses(connection, rulebook.device, place)
    uses = [one for one in every if _within(one, between)]
    accounts = _accounts(connection, uses)
    keyboards = _keyboards(connection, place)
    return [
        Judged(use, model.BADUSB if _hides_one(use, keyboards) else use.code, accounts.get(at, ""))
        for at, use in enumerate(uses)
    ]


def _within(use: DeviceUse, between: Between) -> bool:
    if use.first is None:
        return between.start is None and between.end is None
    begun = between.start is None or use.first >= between.start
    return begun and (between.end is None or use.first < between.end)


def _accounts(connection: duckdb.DuckDBPyConnection, uses: Sequence[DeviceUse]) -> dict[int, str]:
    moments = pa.table(
        {
            "number": pa.array(range(len(uses)), pa.int64()),
            "host": pa.array([(use.host or "").lower() for use in uses], pa.string()),
            "moment": pa.array([use.first for use in uses], pa.timestamp("us", "UTC")),
        }
    )
    connection.register("device_moments", moments)
    rows = connection.sql(_PERSONS).to_arrow_table().to_pylist()
    connection.unregister("device_moments")
    return {row["number"]: row["person"] for row in rows}


Keyboards = dict[tuple[str, str], list[datetime]]


def _keyboards(connection: duckdb.DuckDBPyConnection, place: Place) -> Keyboards:
    found: Keyboards = {}
    for row in connection.sql(_INPUTS).to_arrow_table().to_pylist():
        host = row["host"] or (place(row["evidence"]) or "").lower()
        found.setdefault((host, row["make"]), []).append(row["moment"])
    return found


def _hides_one(use: DeviceUse, keyboards: Keyboards) -> bool:
    """Whether the same make came as a keyboard or mouse on that PC at that time."""
    moments: Iterable[datetime] = (
        moment
        for make in _makes(use.ids)
        for moment in keyboards.get(((use.host or "").lower(), make), ())
    )
    return use.first is not None and any(abs(use.first - one) <= TOGETHER for one in moments)


def _makes(ids: Iterable[str]) -> Iterator[str]:
    for one in ids:
        found = _MAKE.match(one)
        if found is not None:
            yield found[1]
