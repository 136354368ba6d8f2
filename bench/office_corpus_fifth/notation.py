"""How offices write days and numbers."""

from __future__ import annotations

from datetime import date

ERAS = ((date(2019, 5, 1), "令和", "R", "令"), (date(1989, 1, 8), "平成", "H", "平"),
        (date(1926, 12, 25), "昭和", "S", "昭"), (date(1912, 7, 30), "大正", "T", "大"))  # fmt: skip
WIDE = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")
LOCAL = "local"


def _era(day: date) -> tuple[int, str, str, str]:
    for start, *words in ERAS:
        if day >= start:
            return day.year - start.year + 1, words[0], words[1], words[2]
    raise ValueError(f"no era known for {day}")


def birth(day: date, style: str) -> str:
    """``style``: whole, letter, slash, sign, padded, western, line, kanji, digits or blanks."""
    year, era, letter, sign = _era(day)
    first = "元" if year == 1 else str(year)
    m, d = day.month, day.day
    return {
        "whole": f"{era}{first}年{m}月{d}日",
        "letter": f"{letter}{year}.{m}.{d}",
        "slash": f"{letter}{year}/{m}/{d}",
        "sign": f"{sign}{first}.{m}.{d}",
        "padded": f"{letter}{year:02d}.{m:02d}.{d:02d}",
        "western": f"{day.year}/{m}/{d}",
        "line": day.isoformat(),
        "kanji": f"{day.year}年{m}月{d}日",
        "digits": f"{day:%Y%m%d}",
        "dots": f"{era}{first}.{m}.{d}",
        "wide": f"{era}{first}年{m}月{d}日".translate(WIDE),
        "blanks": f"{era}{first:>2}年{m:>2}月{d:>2}日",
    }[style]


def phone(number: str, style: str, area: str) -> str:
    """``number`` with hyphens. ``style``: plain, round, front, local, wide or blank."""
    first, second, third = number.split("-")
    if style == LOCAL:
        return f"{second}-{third}" if first == area else number
    if len(first) == 3 and first in ("090", "080", "070") and style != "wide":
        style = "plain"
    return {
        "plain": number,
        "round": f"{first}（{second}）{third}",
        "front": f"({first}){second}-{third}",
        "wide": number.translate(WIDE),
        "blank": f"{first} {second} {third}",
    }[style]


def katakana(text: str) -> str:
    return "".join(chr(ord(each) + 96) if "ぁ" <= each <= "ゖ" else each for each in text)
