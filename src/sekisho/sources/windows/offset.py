"""The offset of local times, found from times in UTC within the same events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pyarrow as pa

from sekisho.sources.windows.asking import ask

STEP = 15
"""Offsets of the world are multiples of so many minutes."""
AGREE = 0.8
"""So large a part of the events that can be compared must say the same offset."""
_WIDEST = 14 * 60

# the time of collection (@timestamp) is a little later than the event, Sysmon's own is not
_QUESTION = f"""
    WITH told AS (
        SELECT coalesce(raw->>'$.TimeCreated', raw->>'$.EventTime', raw->>'$.TimeGenerated')
                AS time,
            coalesce(raw->>'$.UtcTime', raw->>'$."@timestamp"') AS utc
        FROM given),
    apart AS (
        SELECT regexp_matches(time, '(Z|:.*[+-]\\d\\d:?\\d\\d)$') AS stated,
            round(epoch(try_cast(time AS TIMESTAMP) - try_cast(utc AS TIMESTAMP)) / 60 / {STEP})
                AS steps
        FROM told WHERE time IS NOT NULL),
    most AS (SELECT stated, mode(steps) AS steps FROM apart GROUP BY stated)
    SELECT stated, count(*) AS events, count(apart.steps) AS comparable,
        any_value(most.steps) AS steps, count(*) FILTER (apart.steps = most.steps) AS agreeing
    FROM apart JOIN most USING (stated) GROUP BY stated
"""


@dataclass(frozen=True)
class Offsets:
    """``local``: whether there are times without zone; ``found``: their offset from UTC, where
    enough events say it; ``contradicted``: by how much times that state to be UTC differ from
    UTC by what the events say elsewhere, null when they do not."""

    local: bool = False
    found: timedelta | None = None
    contradicted: timedelta | None = None


NOTHING_TOLD = Offsets()


def offsets(texts: pa.Array) -> Offsets:
    """What events in flat JSON say of the offset of their times."""
    rows = {row["stated"]: row for row in ask(_QUESTION, pa.table({"raw": texts})).to_pylist()}
    naive, stated = rows.get(False), rows.get(True)
    contradicted = _agreed(stated) if stated else None
    return Offsets(bool(naive), _agreed(naive) if naive else None, contradicted or None)


def _agreed(row: dict[str, float]) -> timedelta | None:
    """The offset that enough events say, if there is one."""
    if not row["comparable"] or row["agreeing"] < AGREE * row["comparable"]:
        return None
    minutes = int(row["steps"]) * STEP
    return timedelta(minutes=minutes) if abs(minutes) <= _WIDEST else None
