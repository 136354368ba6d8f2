"""Percent-encoded text as Japanese programs write it.

Reference: RFC 3986 section 2.1; ``+`` for a blank as in forms (WHATWG URL standard 5.1).
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pyarrow as pa
import pyarrow.compute as pc


def decoded(texts: pa.Array, *, plus: bool = False) -> pa.Array:
    """The text that was encoded, in UTF-8 or else cp932; ``plus``: a ``+`` is a blank.

    Meant for the different values of a column (``uniques.mapped``). Bytes that are neither stay
    readable as ``\\xNN``.
    """
    odd = "%|\\+" if plus else "%"
    if not pc.any(pc.match_substring_regex(texts, odd)).as_py():
        return texts
    values = (text.replace("+", " ") if plus and text else text for text in texts.to_pylist())
    return pa.array([None if text is None else _text(text) for text in values], pa.string())


def _text(value: str) -> str:
    data = unquote_to_bytes(value)
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "backslashreplace")
