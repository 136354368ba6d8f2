"""Half-width kana, as banks and old machines write names."""

from __future__ import annotations

import unicodedata

_NARROW = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ"}


def half_kana(text: str) -> str:
    """Katakana in its narrow form, voiced marks as signs of their own; the rest unchanged."""
    return "".join(
        _NARROW.get(each) or _MARKS.get(each) or each for each in unicodedata.normalize("NFD", text)
    )
