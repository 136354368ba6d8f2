"""A clock's offset in words, wherever it is said."""

from __future__ import annotations

from sekisho.text import Language, say

LEAST = 0.05
"""Below this many seconds a clock counts as right: tenths are shown."""


def offset(seconds: float, language: Language) -> str:
    """How far a clock was off: 3.2秒進み, 1.5秒遅れ, ずれなし / 3.2 s ahead."""
    if abs(seconds) < LEAST:
        return say("clock.offset.none", language)
    code = "clock.offset.ahead" if seconds > 0 else "clock.offset.behind"
    return say(code, language, seconds=f"{abs(seconds):,.1f}".removesuffix(".0"))
