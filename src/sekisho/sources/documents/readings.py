"""Readings above words (furigana) where Word writes them as a formula: the word is what is meant.

Reference: [MS-DOC] and RTF leave the code as it is typed; ECMA-376 part 1, 17.16.5.20 (EQ).
"""

from __future__ import annotations

import re

_READING = re.compile(
    r"\s*EQ\b.*?\\o\\?\w*\s*\(\s*\\s\\up\s*[\d.]+\s*\((?P<above>.*?)\)\s*[,;]\s*(?P<base>.*)\)\s*",
    re.DOTALL | re.IGNORECASE,
)


def shown_by(code: str) -> str:
    """The word below a reading in the code of a field without a result; "" for other fields."""
    found = _READING.fullmatch(code)
    return found["base"].strip() if found else ""
