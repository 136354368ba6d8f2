"""How the parts of an official document are numbered: 1, (1), ア, (ア).

Source: 公用文作成の考え方 (文化審議会建議, 令和4年1月7日) III-2, the order of signs of items in
horizontal writing. English documents have a, (a) in the place of ア, (ア).
"""

from __future__ import annotations

from sekisho.text import Language, say

DEPTHS = 4
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def label(depth: int, number: int, language: Language) -> str:
    """The sign of the n-th part (from 1) at a depth (from 1); deeper ones are like the last."""
    bracketed = depth % 2 == 0
    sign = str(number) if depth <= 2 else _letter(number, language)
    return f"({sign})" if bracketed or depth > DEPTHS else sign


def _letter(number: int, language: Language) -> str:
    """ア, イ … ン, アア as Word counts: the sign is doubled when the row is used up."""
    row = KANA if language == "ja" else LETTERS
    times, place = divmod(number - 1, len(row))
    return row[place] * (times + 1)


def annex(count: int, language: Language) -> tuple[str, ...]:
    """The signs of so many annexes: a single one has no number."""
    if count == 1:
        return (say("report.annex", language),)
    return tuple(say("report.annex.of", language, number=one) for one in range(1, count + 1))
