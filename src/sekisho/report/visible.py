"""Characters that would mislead or vanish on paper, made visible.

Evidence is hostile: a name may hold control characters, a right-to-left override that turns
``fdp.exe`` into ``exe.pdf`` before the reader's eyes, or bytes that were no text at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Mapping

SUBSTITUTE = "〓"
"""What printers set for a character they have no type for (下駄)."""
_KEPT = "\n\t\u3000\u00a0"
_VARIATION = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)


def revealed(text: str) -> str:
    """Control, format and private characters and lone surrogates as ``〈U+202E〉``.

    Kept: line feed, tab, and variation selectors, which choose the form of a name's character.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign if _is_plain(sign) else code_point(sign) for sign in text)


def code_point(sign: str) -> str:
    """〈U+20BB7〉."""
    return f"〈U+{ord(sign):04X}〉"


def _is_plain(sign: str) -> bool:
    if sign in _KEPT or is_selector(sign):
        return True
    return unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def is_selector(sign: str) -> bool:
    """Whether a character chooses the form of the one before it (Unicode 23.4)."""
    return any(ord(sign) in block for block in _VARIATION)


def substituted(text: str, available: Container[int]) -> tuple[str, tuple[str, ...]]:
    """The text with 〓 for each character that no font has, and those characters in order."""
    missing = tuple(
        sign
        for sign in dict.fromkeys(text)
        if not is_selector(sign) and not (sign.isspace() or ord(sign) in available)
    )
    for sign in missing:
        text = text.replace(sign, SUBSTITUTE)
    return text, missing


class Screen:
    """What every text of one document passes on its way to a page: no character misleads, and
    what no font has is shown as 〓 and remembered for the note at the end."""

    def __init__(self, available: Container[int]) -> None:
        self._available = available
        self._missing: dict[str, str] = {}

    def shown(self, text: str) -> str:
        """The text as it may be seen."""
        text, missing = substituted(revealed(text), self._available)
        self._missing.update({sign: code_point(sign) for sign in missing})
        return text

    @property
    def missing(self) -> Mapping[str, str]:
        """The characters that no font has, with their numbers."""
        return self._missing
