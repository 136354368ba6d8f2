"""Times written in a strftime form, read for a whole column at once.

Reference: the directives of C ``strftime`` (ISO/IEC 9899, POSIX). Python's and Arrow's
``strptime`` depend on locale and platform, stop at the first bad value or know no zone;
this one gives null for what does not fit, and takes one-digit numbers where two are usual.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.time import to_utc
from sekisho.sources.uniques import mapped

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FRACTION = r"(?:\.(?P<fraction>\d{1,9}))?"
_WHOLE = {"T": "%H:%M:%S", "F": "%Y-%m-%d", "D": "%m/%d/%y", "R": "%H:%M"}
_PARTS = {
    "Y": r"\d{4}",
    "y": r"\d{2}",
    "m": r"\d{1,2}",
    "d": r"\d{1,2}",
    "e": r"\d{1,2}",
    "b": "|".join(_MONTHS),
    "H": r"\d{1,2}",
    "M": r"\d{1,2}",
    "S": r"\d{1,2}",
    "z": r"[+-]\d{2}:?\d{2}|Z|GMT|UTC",
}
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Stamp:
    """A strftime form. Known: ``%Y %y %m %d %e %b %H %M %S %z %T %F %D %R %%``; other
    directives are stepped over as one word. ``%S`` takes a fraction along; what is finer than a
    microsecond is cut off."""

    form: str

    @cached_property
    def pattern(self) -> str:
        """A regular expression (RE2) with one named group a part."""
        form = re.sub(r"%([TFDR])", lambda found: _WHOLE[found[1]], self.form)
        parts = []
        for literal, letter in re.findall(r"([^%]*)(?:%(.))?", form):
            parts.append(re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(literal)))
            if letter in _PARTS:
                parts.append(f"(?P<{letter}>{_PARTS[letter]})")
                parts.append(_FRACTION if letter == "S" else "")
            elif letter:
                parts.append("%" if letter == "%" else r"\S+")
        return f"^{''.join(parts)}$"

    @property
    def zoned(self) -> bool:
        """Whether the form states the zone."""
        return "%z" in self.form

    def moments(self, texts: pa.Array, zone: str) -> pa.Array:
        """UTC moments of texts; null where the text does not fit or names no real time.

        ``zone`` (IANA name) holds when the form states none.
        """
        return mapped(texts, lambda values: self._moments(values, ZoneInfo(zone)))

    def _moments(self, texts: pa.Array, zone: ZoneInfo) -> pa.Array:
        found = pc.extract_regex(texts, self.pattern)
        parts = {field.name: found.field(at) for at, field in enumerate(found.type)}
        fits = np.asarray(pc.and_(pc.is_valid(texts), pc.is_valid(found)).fill_null(False))
        local, real = _local(parts, len(texts))
        good = pa.array(fits & real)
        if "z" in parts:
            local -= _offset(parts["z"]) * 60_000_000
        moments = pa.array(local).cast(pa.timestamp("us"))
        utc = moments.cast(MOMENT) if "z" in parts else to_utc(moments, zone)
        return pc.if_else(good, utc, pa.scalar(None, MOMENT))


def _local(parts: dict[str, pa.Array], rows: int) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Microseconds of the written date and time, and whether the calendar has them."""
    year = _number(parts.get("Y"), rows, 1970)
    if "y" in parts:
        short = _number(parts["y"], rows, 70)
        year = np.where(short < 70, 2000, 1900) + short
    month = _month(parts["b"]) if "b" in parts else _number(parts.get("m"), rows, 1)
    day = _number(parts.get("d", parts.get("e")), rows, 1)
    hour, minute, second = (_number(parts.get(letter), rows, 0) for letter in "HMS")
    months = (year - 1970) * 12 + month - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]") + (day - 1)
    real = (month >= 1) & (month <= 12) & (day >= 1)
    real &= days.astype("datetime64[M]").astype(np.int64) == months
    real &= (hour < 24) & (minute < 60) & (second <= 60)
    seconds = days.astype(np.int64) * 86400 + hour * 3600 + minute * 60 + second
    return np.where(real, seconds * 1_000_000 + _fraction(parts.get("fraction"), rows), 0), real


def _number(texts: pa.Array | None, rows: int, default: int) -> Numbers:
    if texts is None:
        return np.full(rows, default, dtype=np.int64)
    filled = pc.if_else(pc.equal(texts.fill_null(""), ""), str(default), texts)
    return np.asarray(filled.cast(pa.int64()))


def _fraction(texts: pa.Array | None, rows: int) -> Numbers:
    """Microseconds of the digits behind the point."""
    if texts is None:
        return np.zeros(rows, dtype=np.int64)
    six = pc.utf8_slice_codeunits(pc.utf8_rpad(texts.fill_null(""), 6, "0"), 0, 6)
    return np.asarray(six.cast(pa.int64()))


def _month(texts: pa.Array) -> Numbers:
    return np.asarray(pc.index_in(texts, pa.array(_MONTHS)).fill_null(-1)).astype(np.int64) + 1


def _offset(texts: pa.Array) -> Numbers:
    """Minutes east of UTC."""
    digits = pc.replace_substring(texts.fill_null("+0000"), ":", "")
    signed = pc.match_substring_regex(digits, "^[+-]")
    plain = pc.if_else(signed, digits, "+0000")
    hours = np.asarray(pc.utf8_slice_codeunits(plain, 1, 3).cast(pa.int64()))
    minutes = np.asarray(pc.utf8_slice_codeunits(plain, 3, 5).cast(pa.int64()))
    sign = np.where(np.asarray(pc.starts_with(plain, "-")), -1, 1)
    offset: Numbers = sign * (hours * 60 + minutes)
    return offset
