"""FortiGate's messages taken apart, and which of their pairs no column has taken yet.

Time: ``eventtime`` (seconds up to FortiOS 6.0, then milli-, micro- or nanoseconds, told apart
by size), else ``date`` and ``time`` with ``tz``, else in the zone assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.kinds import Kind
from sekisho.events.table import events
from sekisho.sources.contract import Events
from sekisho.sources.syslog.cut import address, fields_of, matches, whole
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.pairs import Flags, Pairs, pairs_of
from sekisho.sources.syslog.stamps import moments, taken_apart

_DENIED = ["deny", "denied", "block", "blocked", "dropped", "drop", "reject", "blackhole"]
_SECOND = 1_000_000


@dataclass
class Records:
    """Messages taken apart; ``left`` remembers which pairs no column took."""

    frames: Frames
    pairs: Pairs
    times: pa.Array
    stamps: pa.Array
    left: Flags

    def __len__(self) -> int:
        return len(self.frames)

    def of(self, *names: str) -> pa.Array:
        """The first of these names that a message has; its pair leaves the rest."""
        places = np.full(len(self), -1, np.int64)
        for name in names:
            places = np.where(places < 0, self.pairs.places(name), places)
        self.left[places[places >= 0]] = False
        return self.pairs.at(places)

    def look(self, name: str) -> pa.Array:
        """A value that stays in ``fields`` as well."""
        return self.pairs.column(name)

    def where(self, mask: pa.Array) -> Records:
        """Some of the messages."""
        flags = np.asarray(mask)
        frames, pairs = self.frames.where(mask), self.pairs.where(flags)
        times, stamps = self.times.filter(mask), self.stamps.filter(mask)
        return Records(frames, pairs, times, stamps, self.left[flags[self.pairs.rows]])

    def head(self, kind: str) -> dict[str, Any]:
        """The columns that every kind has."""
        return self.frames.head("fortigate", kind) | {
            "@timestamp": self.times,
            "time.text": self.stamps,
            "observer.name": pc.coalesce(self.of("devname", "devid"), self.frames.hosts),
            "host.name": self.of("srcname"),
            "user.name": self.of("user", "unauthuser"),
            "source.ip": address(self.of("srcip", "src")),
            "destination.ip": address(self.of("dstip", "dst")),
            "event.code": self.of("logid", "log_id"),
        }

    @cached_property
    def act(self) -> pa.Array:
        """FortiGate's own word for what it did, in lower case."""
        return pc.utf8_lower(self.look("action"))

    def allowed(self) -> pa.Array:
        """Denied or allowed; null where no action is written."""
        denied = pc.is_in(self.act, value_set=pa.array(_DENIED))
        return pc.if_else(self.act.is_valid(), pc.if_else(denied, "denied", "allowed"), None)

    def events(self, kind: Kind, columns: dict[str, Any]) -> Events:
        """Events of a kind, with all that no column took in ``fields``."""
        rest = self.pairs.map_of(self.left)
        extra = {
            key: texts for key, texts in self.frames.rest().items() if texts.null_count < len(self)
        }
        if extra:
            rest = _merged(rest, fields_of(len(self), extra))
        return Events(kind, events(kind, len(self), columns | {"fields": rest}))


def _merged(first: pa.Array, second: pa.Array) -> pa.Array:
    """Two maps a row as one."""
    rows = len(first)
    sizes = [np.diff(np.asarray(maps.offsets)) for maps in (first, second)]
    row = np.concatenate([np.repeat(np.arange(rows), size) for size in sizes])
    order = pa.array(np.argsort(row, kind="stable"))
    keys = pa.concat_arrays([first.keys, second.keys]).take(order)
    items = pa.concat_arrays([first.items, second.items]).take(order)
    offsets = np.concatenate(([0], np.cumsum(sizes[0] + sizes[1]))).astype(np.int32)
    return pa.MapArray.from_arrays(pa.array(offsets), keys, items)


def records_of(frames: Frames, zone: str) -> Records:
    """The messages of frames; ``zone`` holds for times that state none."""
    pairs = pairs_of(frames.messages)
    date, time, tz = (pairs.column(name) for name in ("date", "time", "tz"))
    day = pc.coalesce(date, pc.utf8_slice_codeunits(pairs.column("itime"), 0, 10))
    clock = pc.coalesce(time, pc.utf8_slice_codeunits(pairs.column("itime"), 11, 19))
    fits = pc.and_(matches(day, r"^\d{4}-\d\d-\d\d$"), matches(clock, r"^\d\d:\d\d:\d\d$"))
    offset = pc.if_else(matches(tz, r"^[+-]\d\d:?\d\d$"), tz, "")
    written = pc.if_else(fits, pc.binary_join_element_wise(day, clock, " "), None)
    local = pc.binary_join_element_wise(written, offset, "")
    times = moments(taken_apart(local), np.zeros(len(frames), np.int64), zone)
    epoch = pairs.column("eventtime")
    exact = epochs(epoch)
    left = np.ones(len(pairs.rows), bool)
    is_exact = np.asarray(exact.is_valid())
    for name, taken in (("eventtime", is_exact), *((k, ~is_exact) for k in ("date", "time", "tz"))):
        places = pairs.places(name)
        left[places[taken & (places >= 0)]] = False
    stamps = pc.coalesce(pc.if_else(exact.is_valid(), epoch, None), local, frames.stamps)
    return Records(frames, pairs, pc.coalesce(exact, times, frames.times), stamps, left)


def epochs(texts: pa.Array) -> pa.Array:
    """Moments of seconds, milli-, micro- or nanoseconds since 1970, told apart by size."""
    numbers = whole(pc.utf8_slice_codeunits(texts, 0, 16))
    digits = np.asarray(pc.fill_null(pc.binary_length(texts), 0)).astype(np.int64)
    value = np.asarray(pc.fill_null(numbers, 0)).astype(np.int64)
    micros = np.select(
        [digits <= 11, digits <= 14, digits <= 17], [value * _SECOND, value * 1000, value], value
    )
    good = np.asarray(numbers.is_valid()) & (digits >= 9) & (digits <= 19)
    good &= np.asarray(matches(texts, r"^\d+$"))
    return pa.array(micros, pa.int64(), mask=~good).cast(MOMENT)
