"""Columns of numbers out of columns of text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.sources.splitting import buffers

_SECONDS = r"^(?P<seconds>\d{1,10})(?:\.(?P<part>\d{1,6})\d*)?$"
_PARTED = r"^(?P<seconds>\d{1,10})\.(?P<part>\d{1,6})\d*$"
_LEAST = -(2**63)
_USUAL = len("1157689312.049")


def integers(texts: pa.Array) -> pa.Array:
    """Whole numbers (int64); null where the text is none, or one without an absolute value."""
    try:
        numbers = texts.cast(pa.int64())
    except pa.ArrowInvalid:
        number = pc.match_substring_regex(texts, r"^-?\d{1,18}$")
        return pc.if_else(number, texts, pa.scalar(None, texts.type)).cast(pa.int64())
    return pc.if_else(pc.greater(numbers, _LEAST), numbers, pa.scalar(None, pa.int64()))


def epochs(texts: pa.Array, *, parted: bool = False) -> pa.Array:
    """UTC moments of seconds since 1970 with or without a fraction; null where it is none.

    ``parted``: without a fraction it is none.
    """
    usual = _milliseconds(texts)
    if usual is not None:
        return usual
    found = pc.extract_regex(texts, _PARTED if parted else _SECONDS)
    fits = pc.is_valid(found)
    seconds = pc.if_else(fits, found.field(0), "0").cast(pa.int64())
    part = pc.utf8_rpad(pc.if_else(fits, found.field(1), "0"), 6, "0").cast(pa.int64())
    micros = pc.add(pc.multiply(seconds, 1_000_000), part).cast(pa.timestamp("us", tz="UTC"))
    return pc.if_else(fits, micros, pa.scalar(None, MOMENT))


def _milliseconds(texts: pa.Array) -> pa.Array | None:
    """The same when every text is ten digits, a point and three digits, as Squid writes it."""
    if not len(texts) or texts.null_count:
        return None
    offsets, _, signs = buffers(texts)
    if not np.array_equal(np.diff(offsets), np.full(len(texts), _USUAL)):
        return None
    table = signs[int(offsets[0]) : int(offsets[-1])].reshape(-1, _USUAL)
    digits = np.delete(table, 10, axis=1) - np.uint8(ord("0"))
    if (digits > 9).any() or (table[:, 10] != ord(".")).any():
        return None
    value = np.zeros(len(texts), dtype=np.int64)
    for column in range(digits.shape[1]):
        value = value * 10 + digits[:, column]
    return pa.array(value * 1000).cast(MOMENT)
