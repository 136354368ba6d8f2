"""Column types: one name, one type, one meaning in the whole product."""

from __future__ import annotations

import pyarrow as pa

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
REPEATED = pa.dictionary(pa.int32(), pa.string())
"""Text that hardly changes within a file (evidence, dataset, host): stored once."""
MOMENT = pa.timestamp("us", tz="UTC")
COUNT = pa.int64()
SMALL = pa.int32()

HEAD = pa.schema(
    [
        ("@timestamp", MOMENT),
        ("time.text", TEXT),
        ("host.name", TEXT),
        ("observer.name", TEXT),
        ("user.name", TEXT),
        ("source.ip", TEXT),
        ("destination.ip", TEXT),
        ("event.dataset", REPEATED),
        ("event.provider", REPEATED),
        ("event.code", TEXT),
        ("event.action", REPEATED),
        ("event.outcome", REPEATED),
        ("evidence", REPEATED),
        ("position", COUNT),
        ("unit", REPEATED),
    ]
)
"""The head of every event (Elastic Common Schema 8 names where it has one).

``@timestamp``: UTC, microseconds; null when the evidence gives no usable time.
``time.text``: the time as the evidence wrote it, finer digits included.
``host.name``: the computer the event is about, as the evidence names it.
``observer.name``: the device or server that recorded it.
``source.ip``: the inside computer of a connection; ``destination.ip``: the other end.
``event.dataset``: source and kind, e.g. ``squid.proxy``.
``event.outcome``: ``success``, ``failure`` or null when the evidence does not say.
``evidence``, ``position``, ``unit``: the pointer back to the bytes: name of the evidence,
number of the line, record, row or message (counted from 1 unless the source says otherwise).
"""

FIELDS = pa.map_(pa.string(), pa.string())
"""What else the evidence said of an event, by the source's own field names, as text."""

UNREAD = pa.schema(
    [
        ("evidence", REPEATED),
        ("position", COUNT),
        ("unit", REPEATED),
        ("reason", REPEATED),
        ("raw", pa.binary()),
        ("raw_size", COUNT),
    ]
)
"""What could not be read: its place, a reason code, its first bytes and its size in bytes."""
