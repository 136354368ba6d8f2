"""Times as Windows and its collectors write them: ISO 8601, with or without a zone."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.time import to_utc
from sekisho.sources.windows.asking import ask, column

_LOCAL = pa.timestamp("us")
_UTC_FORM = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"
_OFFSET_FORM = r":.*[+-]\d\d:?\d\d$"
_TO_MICROSECONDS = len("2016-06-03T07:03:11.123456")


Local = ZoneInfo | timedelta
"""Where local times are: a zone, or an offset from UTC."""


def moments(texts: pa.Array, local: Local | None = None) -> pa.Array:
    """The moments (UTC) of ISO 8601 texts; null for what is none.

    A text without a zone is a local time of ``local``, or no moment when that is not known. Digits
    beyond microseconds are cut off, not rounded.
    """
    plain = pc.match_substring_regex(texts, _UTC_FORM)
    if plain.null_count == 0 and pc.all(plain).as_py():
        bare = pc.utf8_rtrim(pc.utf8_slice_codeunits(texts, 0, _TO_MICROSECONDS), "Z")
        try:
            return bare.cast(_LOCAL).cast(MOMENT)
        except pa.ArrowInvalid:  # a 13th month: each by itself then
            pass
    return _each(texts, local)


def _each(texts: pa.Array, local: Local | None) -> pa.Array:
    answer = ask(_QUESTION, pa.table({"text": texts}))
    stated = column(answer, "stated").cast(_LOCAL).cast(MOMENT)
    if local is None:
        return stated
    naive = column(answer, "naive")
    if isinstance(local, timedelta):
        return pc.coalesce(stated, pc.subtract(naive, pa.scalar(local)).cast(MOMENT))
    return pc.coalesce(stated, to_utc(naive, local))


# a text without zone never goes through TIMESTAMPTZ: the computer's own zone would decide
_QUESTION = f"""
    SELECT CASE WHEN ends_with(text, 'Z') THEN try_cast(text AS TIMESTAMP)
                WHEN regexp_matches(text, '{_OFFSET_FORM}')
                THEN make_timestamp(epoch_us(try_cast(text AS TIMESTAMPTZ))) END AS stated,
        CASE WHEN NOT regexp_matches(text, '(Z|{_OFFSET_FORM})$')
             THEN try_cast(text AS TIMESTAMP) END AS naive
    FROM given
"""
