"""Time stamps of syslog lines as moments, whole columns at a time.

Forms: ``Jun  3 16:03:11`` (RFC 3164), the same with a year after the day, and
``2016-06-03T16:03:11.123456+09:00`` (RFC 3339) with blank or slashes, fraction and zone or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.time import to_utc
from sekisho.sources.splitting import buffers
from sekisho.sources.syslog.cut import Ints, after, groups

LETTERS = r"[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?"
DIGITS = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?"
SLASHES = r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d"
_ONE_DIGIT = r"^([A-Z][a-z]{2}) (\d) "
_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND


@dataclass(frozen=True)
class Stamps:
    """Taken apart: year (0 where not written), month (0 where no month), day, and the rest.

    ``in_day`` and ``offset`` are microseconds; ``zoned`` tells where an offset is written.
    """

    year: Ints
    month: Ints
    day: Ints
    in_day: Ints
    offset: Ints
    zoned: npt.NDArray[np.bool_]

    @property
    def yearless(self) -> npt.NDArray[np.bool_]:
        """Where a date stands without its year."""
        bare: npt.NDArray[np.bool_] = (self.year == 0) & (self.month > 0)
        return bare


def taken_apart(texts: pa.Array) -> Stamps:
    """The parts of stamps of the above forms; null gives zeros."""
    texts = pc.replace_substring_regex(pc.fill_null(texts, ""), _ONE_DIGIT, r"\1  \2 ")
    edges, _, pool = buffers(texts)
    begin, size = edges[:-1], np.diff(edges)
    padded = np.concatenate((pool, np.full(32, ord("0"), np.uint8)))

    def number(at: Ints, digits: int) -> Ints:
        value = np.zeros(len(begin), np.int64)
        for index in range(digits):
            sign = padded[begin + at + index].astype(np.int64) - ord("0")
            value = value * 10 + np.where((sign < 0) | (sign > 9), 0, sign)
        return value

    iso = (size > 0) & (padded[begin] < ord("A"))
    letters = (size > 0) & ~iso
    with_year = letters & (padded[begin + 9] != ord(":"))
    zero = np.zeros(len(begin), np.int64)
    year = np.where(iso, number(zero, 4), np.where(with_year, number(zero + 7, 4), 0))
    month = np.where(iso, number(zero + 5, 2), np.where(letters, _months(texts), 0))
    day = number(np.where(iso, 8, 4), 2)
    clock = np.where(iso, 11, np.where(with_year, 12, 7))
    hour, minute, second = (number(clock + step, 2) for step in (0, 3, 6))
    month = np.where((month > 12) | (hour > 23) | (minute > 59) | (second > 60), 0, month)
    micros, offset, zoned = _tails(after(texts, clock + 8))
    in_day = ((hour * 60 + minute) * 60 + second) * _SECOND + micros
    return Stamps(year, month, day, in_day, offset, zoned)


def _months(texts: pa.Array) -> Ints:
    names = pc.utf8_slice_codeunits(texts, 0, 3)
    found = pc.index_in(names, value_set=pa.array(_NAMES))
    return np.asarray(pc.fill_null(found, -1)).astype(np.int64) + 1


def _tails(tails: pa.Array) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """Fraction of the second and offset from UTC in microseconds, and where there is one."""
    rows = len(tails)
    if pc.all(pc.equal(pc.binary_length(tails), 0)).as_py() is not False:
        return np.zeros(rows, np.int64), np.zeros(rows, np.int64), np.zeros(rows, bool)
    found = groups(
        tails, r"^(?:[.,](?P<fraction>\d+))?(?:(?P<utc>Z)|(?P<sign>[+-])(?P<h>\d\d):?(?P<m>\d\d))?"
    )
    fraction = pc.utf8_slice_codeunits(pc.utf8_rpad(found["fraction"], 6, "0"), 0, 6)
    micros = np.asarray(pc.fill_null(fraction.cast(pa.int64()), 0))
    hours, minutes = (np.asarray(pc.fill_null(found[k].cast(pa.int64()), 0)) for k in "hm")
    minus = np.asarray(pc.fill_null(pc.equal(found["sign"], "-"), False))
    offset = (hours * 60 + minutes) * 60 * _SECOND * np.where(minus, -1, 1)
    zoned = np.asarray(pc.or_(found["utc"].is_valid(), found["sign"].is_valid()))
    return micros, offset, zoned


def moments(stamps: Stamps, years: Ints, zone: str) -> pa.Array:
    """UTC moments; ``years`` holds where a stamp writes none, ``zone`` where it states none.

    Null for a day that does not exist.
    """
    year = np.where(stamps.year == 0, years, stamps.year)
    month = (year - 1970) * 12 + stamps.month - 1
    first = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following = (month + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    wrong = (stamps.month == 0) | (stamps.day == 0) | (stamps.day > following - first)
    local = (first + stamps.day - 1) * _DAY + stamps.in_day - stamps.offset
    naive = pa.array(np.where(wrong, 0, local), pa.int64(), mask=wrong).cast(pa.timestamp("us"))
    if stamps.zoned.all():
        return naive.cast(MOMENT)
    if not stamps.zoned.any():
        return to_utc(naive, ZoneInfo(zone))
    return pc.if_else(pa.array(stamps.zoned), naive.cast(MOMENT), to_utc(naive, ZoneInfo(zone)))
