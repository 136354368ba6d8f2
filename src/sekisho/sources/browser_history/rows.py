"""From rows of a history to the record batch of kind ``browser``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events import events, fields_map, unread
from sekisho.events.columns import MOMENT
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import BROWSER
from sekisho.sources.browser_history import owner
from sekisho.sources.browser_history.database import Reading, Row
from sekisho.sources.contract import Events, Item, Note, Unread

WEBKIT_EPOCH = 11_644_473_600_000_000
"""Microseconds from 1601 to 1970."""
SECONDS_BELOW = 100_000_000_000
"""A time below this counts seconds since 1970 (Chrome's downloads before version 26)."""
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999
_HOST = r"^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?P<host>\[[^\]]*\]|[^/?#:]*)"
Columns = dict[str, pa.Array]


def columns(rows: Sequence[Row], names: Sequence[str], numbers: frozenset[str]) -> Columns:
    """Rows as one array a name: integers for ``numbers``, else text."""
    turned = zip(*rows, strict=True)
    return {
        name: pa.array(values, pa.int64() if name in numbers else pa.string())
        for name, values in zip(names, turned, strict=True)
    }


def moments(microseconds: pa.Array) -> pa.Array:
    """Moments from microseconds since 1970; null outside of the years 1 to 9999."""
    possible = pc.and_(pc.greater_equal(microseconds, _FIRST), pc.less_equal(microseconds, _LAST))
    return pc.if_else(possible, microseconds, None).cast(pa.timestamp("us")).cast(MOMENT)


def webkit(times: pa.Array) -> pa.Array:
    """Moments from Chrome's times; 0 is no time."""
    real = pc.if_else(pc.greater(times, 0), times, None)
    seconds = pc.less(real, SECONDS_BELOW)
    small = pc.if_else(seconds, real, None)
    large = pc.if_else(seconds, None, real)
    return moments(pc.coalesce(pc.multiply(small, 1_000_000), pc.subtract(large, WEBKIT_EPOCH)))


def host(addresses: pa.Array) -> pa.Array:
    """The host of each address in lower case; null for addresses without one."""
    found = pc.utf8_lower(pc.struct_field(pc.extract_regex(addresses, _HOST), "host"))
    return pc.if_else(pc.equal(found, ""), None, found)


def batch(
    evidence: Evidence,
    provider: str,
    source: str,
    table: str,
    told: Mapping[str, pa.Array | str],
    fields: Columns,
) -> Events:
    """The events of rows of one table. ``told``: columns of the kind, ``position`` among them;
    ``provider``: the browser."""
    rows = len(told["position"])
    made = events(
        BROWSER,
        rows,
        {
            **told,
            "user.name": owner.user(evidence),
            "event.provider": provider,
            "event.dataset": f"{source}.browser",
            "evidence": evidence.name,
            "unit": "row",
            "browser.table": table,
            "fields": fields_map(rows, fields),
        },
    )
    return Events(BROWSER, made)


def damage(evidence: Evidence, table: str, reading: Reading) -> Iterator[Item]:
    """What is said of a table that could not be read to its end."""
    if reading.failure is not None:
        reason = "unread.browser_table"
        yield Unread(unread(evidence.name, "row", [len(reading.numbers)], reason, [table.encode()]))
        values = {"table": table, "rows": str(len(reading.numbers)), "error": reading.failure}
        yield Note("note.browser_table_damaged", values, doubt=True)
