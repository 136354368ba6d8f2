"""How an office writes days, telephone numbers and kana."""

from __future__ import annotations

import unicodedata
from datetime import date

ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"), (date(1912, 7, 30), "大正"))  # fmt: skip
LETTERS = {"令和": "R", "平成": "H", "昭和": "S", "大正": "T"}
FULL = str.maketrans("0123456789-", "０１２３４５６７８９－")
BIRTHS = ("long", "long", "point", "point", "short", "slash", "ymd", "zero", "iso", "spaced", "full", "kanji")  # fmt: skip
PHONES = ("hyphen", "hyphen", "hyphen", "hyphen", "brackets", "local", "local", "full")


def day(when: date, style: str) -> str:
    """In one of :data:`BIRTHS`, or ``packed``."""
    begin, era = next(each for each in ERAS if when >= each[0])
    year = when.year - begin.year + 1
    first, letter = "元" if year == 1 else str(year), LETTERS[era]
    m, d = when.month, when.day
    return {
        "long": f"{era}{first}年{m}月{d}日",
        "point": f"{letter}{year}.{m}.{d}",
        "short": f"{era[0]}{first}.{m}.{d}",
        "slash": f"{letter}{year}/{m}/{d}",
        "zero": f"{letter}{year:02d}.{m:02d}.{d:02d}",
        "ymd": f"{when.year}/{m}/{d}",
        "iso": when.isoformat(),
        "kanji": f"{when.year}年{m}月{d}日",
        "spaced": f"{era} {first}年 {m}月 {d}日",
        "full": f"{era}{first}年{m}月{d}日".translate(FULL),
        "packed": f"{when:%Y%m%d}",
    }[style]


def phone(number: str, style: str, area: str) -> str:
    """In one of :data:`PHONES`; within the town people leave the area code away."""
    first, second, third = number.split("-")
    if style == "local":
        return f"{second}-{third}" if first == area else number
    if style == "brackets" and first not in ("090", "080", "070"):
        return f"{first}({second}){third}"
    return number.translate(FULL) if style == "full" else number


def katakana(text: str) -> str:
    return "".join(chr(ord(each) + 96) if "ぁ" <= each <= "ゖ" else each for each in text)


_NARROW = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}


def narrow(text: str) -> str:
    """Half-width, as the core system writes readings."""
    apart = unicodedata.normalize("NFD", katakana(text)).replace("　", " ")
    voiced = {"\u3099": "ﾞ", "\u309a": "ﾟ", "ー": "ｰ"}
    return "".join(_NARROW.get(each) or voiced.get(each) or each for each in apart)
