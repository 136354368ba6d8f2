"""Numbers in kanji: 四十五, 二〇一六, 千二百三, 弐拾壱."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "元": 1, "零": 0, "壱": 1, "弐": 2, "参": 3,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
SIGNS = "〇一二三四五六七八九十百千"


def number_of(text: str) -> int | None:
    """The value of a number in ASCII digits or kanji; None when it is no number."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text)) if text else None
    total = waiting = 0
    for sign in text:
        if sign in _TENS:
            total += (waiting or 1) * _TENS[sign]
            waiting = 0
        elif sign in _DIGITS and not waiting:
            waiting = _DIGITS[sign]
        else:
            return None
    return total + waiting
