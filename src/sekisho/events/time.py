"""Time: UTC in microseconds inside, 日本標準時 for people, and what counts as plausible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT

JAPAN = ZoneInfo("Asia/Tokyo")
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No system of a town office wrote electronic records we read before this year."""
AHEAD = timedelta(days=2)
"""A clock may run ahead of the moment of the examination by this much before we doubt it."""


def to_utc(local: pa.Array, zone: ZoneInfo) -> pa.Array:
    """Naive local timestamps as UTC moments.

    An hour that occurs twice is taken as its first occurrence, an hour that never was as the
    moment of the change (Japan has had neither since 1951).
    """
    naive = local.cast(pa.timestamp("us"))
    aware = pc.assume_timezone(naive, str(zone), ambiguous="earliest", nonexistent="earliest")
    return aware.cast(MOMENT)


def plausible(moments: pa.Array, now: datetime) -> pa.Array:
    """For each moment whether a record can carry it when examined at ``now``; null stays null."""
    low = pa.scalar(EARLIEST, type=MOMENT)
    high = pa.scalar(now + AHEAD, type=MOMENT)
    return pc.and_(pc.greater_equal(moments, low), pc.less_equal(moments, high))


def iso(moment: datetime, zone: ZoneInfo = JAPAN) -> str:
    """ISO 8601 with offset in the given zone, microseconds only when there are any.

    Raises ValueError for a naive moment.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no place on the time line")
    return moment.astimezone(zone).isoformat()
