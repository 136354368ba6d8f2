"""Levels and keywords in words brought to the numbers that the event itself carries.

Collectors write them in the words of their machine's language; rules and the other forms of the
same event know the numbers (standard levels and keywords of Windows).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

_LEVELS: Mapping[str, str] = {
    "critical": "1",
    "error": "2",
    "warning": "3",
    "information": "4",
    "info": "4",
    "verbose": "5",
    "debug": "5",
    "audit_success": "0",
    "audit_failure": "0",
    "重大": "1",
    "エラー": "2",
    "警告": "3",
    "情報": "4",
    "詳細": "5",
}
AUDIT_SUCCESS = "0x8020000000000000"
AUDIT_FAILURE = "0x8010000000000000"
_SUCCESS = r"(?i)audit success|成功の監査"
_FAILURE = r"(?i)audit failure|失敗の監査"
_INTEGER = r"^-?\d{1,20}$"


def level(words: pa.Array) -> pa.Array:
    """Levels as numbers in text; words that are none of Windows' stay as they are."""
    known = pa.array(list(_LEVELS), pa.string())
    number = pa.array(list(_LEVELS.values()), pa.string())
    return pc.coalesce(number.take(pc.index_in(pc.utf8_lower(words), value_set=known)), words)


def keywords(texts: pa.Array) -> pa.Array:
    """Keywords as the hexadecimal number; words other than the audit's stay as they are.

    A number may be decimal, and negative where its highest bit was taken for a sign.
    """
    if texts.null_count == len(texts):
        return texts
    audit = pc.case_when(
        pc.make_struct(
            pc.match_substring_regex(texts, _FAILURE), pc.match_substring_regex(texts, _SUCCESS)
        ),
        pa.scalar(AUDIT_FAILURE),
        pa.scalar(AUDIT_SUCCESS),
    )
    return pc.coalesce(audit, _hexadecimal(texts), texts)


def _hexadecimal(texts: pa.Array) -> pa.Array:
    """Decimal numbers as hexadecimal ones; null for what is no decimal number."""
    numbers = pc.if_else(pc.match_substring_regex(texts, _INTEGER), texts, None)
    different = pc.unique(numbers).drop_null()  # a handful in any log
    written = pa.array([hex(int(text) % 2**64) for text in different.to_pylist()], pa.string())
    return written.take(pc.index_in(numbers, value_set=different))
