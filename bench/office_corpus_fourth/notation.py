"""How people in an office write dates, telephone numbers and digits."""

from __future__ import annotations

import unicodedata
from datetime import date

FULL = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")
ERAS = (("令和", "R", "令", date(2019, 5, 1)), ("平成", "H", "平", date(1989, 1, 8)),
        ("昭和", "S", "昭", date(1926, 12, 25)), ("大正", "T", "大", date(1912, 7, 30)))  # fmt: skip
BIRTHS = ("S33.4.5", "S33.4.5", "昭和33年4月5日", "昭和33年4月5日", "昭33.4.5", "1958/4/5", "1958/04/05",
          "1958年4月5日", "S33/4/5", "昭和３３年４月５日", "Ｓ３３．４．５", "昭和33. 4. 5", "S33年4月5日")  # fmt: skip
"""Each is the fifth of April 1958 as some people write it."""
PHONES = (
    "0242-22-0000",
    "0242-22-0000",
    "22-0000",
    "22-0000",
    "0242(22)0000",
    "０２４２－２２－００００",
    "0242‐22‐0000",
)


def era(day: date) -> tuple[str, str, str, str]:
    """Name, letter, short form and year in it (元 for the first)."""
    long, letter, short, begin = next(each for each in ERAS if day >= each[3])
    year = day.year - begin.year + 1
    return long, letter, short, "元" if year == 1 else str(year)


def birth(day: date, style: str) -> str:
    """A date in the notation of which ``style`` is the example."""
    long, letter, short, year = era(day)
    number = "1" if year == "元" else year
    if style == "1958/04/05":
        return f"{day:%Y/%m/%d}"
    if style.startswith("1958"):
        return (
            f"{day.year}年{day.month}月{day.day}日"
            if "年" in style
            else f"{day.year}/{day.month}/{day.day}"
        )
    return {
        "S33.4.5": f"{letter}{number}.{day.month}.{day.day}",
        "昭和33年4月5日": f"{long}{year}年{day.month}月{day.day}日",
        "昭33.4.5": f"{short}{number}.{day.month}.{day.day}",
        "S33/4/5": f"{letter}{number}/{day.month}/{day.day}",
        "昭和３３年４月５日": f"{long}{year}年{day.month}月{day.day}日".translate(FULL),
        "Ｓ３３．４．５": f"{letter}{number}.{day.month}.{day.day}".translate(
            str.maketrans("RHST0123456789.", "ＲＨＳＴ０１２３４５６７８９．")
        ),
        "昭和33. 4. 5": f"{long}{number}.{day.month:2d}.{day.day:2d}",
        "S33年4月5日": f"{letter}{number}年{day.month}月{day.day}日",
    }[style]


def phone(number: str, style: str) -> str:
    """A number with hyphens in the notation of which ``style`` is the example; the local one only
    for landlines."""
    area, middle, last = number.split("-")
    if style == "22-0000":
        return f"{middle}-{last}" if len(area) > 3 or area[1] not in "789" else number
    if style == "0242(22)0000":
        return f"{area}({middle}){last}"
    if style == "0242‐22‐0000":
        return number.replace("-", "‐")
    return number.translate(FULL) if style.startswith("０") else number


_NARROW = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}


def katakana(reading: str) -> str:
    return "".join(chr(ord(each) + 96) if "ぁ" <= each <= "ゖ" else each for each in reading)


def narrow(reading: str) -> str:
    """Half-width katakana, as banks write."""
    parts = unicodedata.normalize("NFD", katakana(reading))
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
    return "".join(_NARROW.get(each) or marks.get(each) or each for each in parts)


def my_number(digits: str) -> str:
    """Eleven digits and their check digit (JIS of the Ministry's order 2014/85)."""
    weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    rest = sum(int(each) * weight for each, weight in zip(digits, weights, strict=True)) % 11
    return digits + str(0 if rest <= 1 else 11 - rest)
