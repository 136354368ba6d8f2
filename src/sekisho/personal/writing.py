"""One writing for what people write in many ways: names, readings, addresses, telephones, dates."""

from __future__ import annotations

import re
import unicodedata

_VARIANTS = str.maketrans(
    "髙﨑碕邉邊齋齊斎濵濱桒澤嶋嶌廣國圓藏德惠眞瀨關寬晃曻彌槇與黑增淺櫻龍榮假豐壽冨峯濱栁舘羣渕淵籠塚祐",
    "高崎崎辺辺斉斉斉浜浜桑沢島島広国円蔵徳恵真瀬関寛晃昇弥槙与黒増浅桜竜栄仮豊寿富峰浜柳館群淵淵籠塚祐",
)
"""Old and variant forms to one form each: 髙橋 and 高橋 are the same person's name."""
_ITERATION = re.compile(r"(.)々")
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"[-‐‑‒–—―−ーｰ－]+")
_HOUSE = re.compile(r"(丁目|番地の?|番|号室|号|の)(?=\d|$)")
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_KANJI_NUMBER = re.compile(
    r"([一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+)(?=丁目|番|号)"
)
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS |= {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
DATE = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHR])\s*(?P<era_year>元|\d{1,2})|(?P<year>(?:18|19|20)\d\d))"
    r"\s*[年./\-]\s*(?P<month>\d{1,2})\s*[月./\-]\s*(?P<day>\d{1,2})日?"
)
"""A date with year, of the era or of the common calendar, in text after NFKC."""


def plain(text: str) -> str:
    """NFKC with blanks made single and trimmed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def _joined(text: str) -> str:
    """NFKC without blanks; once more, since marks that a blank held apart may change places."""
    return unicodedata.normalize("NFKC", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))


def name_key(name: str) -> str:
    """What two writings of one name have in common: no blanks, one form of each character."""
    text = _joined(name).translate(_VARIANTS)
    return _ITERATION.sub(r"\1\1", text)


def reading_key(reading: str) -> str:
    """A reading in hiragana without blanks."""
    text = _joined(reading)
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in text)


def address_key(address: str) -> str:
    """An address without blanks, its numbers in one notation (``1丁目2番3号`` is ``1-2-3``)."""
    text = _joined(address).translate(_VARIANTS)
    text = _KANJI_NUMBER.sub(_digits, text)
    text = re.sub(r"^〒?\d{3}-?\d{4}", "", text)
    return _HOUSE.sub("-", _DASHES.sub("-", text)).rstrip("-")


def _digits(found: re.Match[str]) -> str:
    text = found[1]
    if "十" in text:
        tens, _, ones = text.partition("十")
        return str(
            int(tens.translate(_KANJI_DIGITS) or "1") * 10
            + int(ones.translate(_KANJI_DIGITS) or "0")
        )
    return text.translate(_KANJI_DIGITS)


def phone_key(phone: str) -> str:
    """The digits of a telephone number, the country code turned to the leading zero."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return "0" + digits[2:] if digits.startswith("81") and len(digits) in (11, 12) else digits


def date_key(text: str) -> str | None:
    """The first date in a text as ``YYYY-MM-DD``, era dates turned to the common calendar."""
    found = DATE.search(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    if found["era"]:
        year = _ERAS[found["era"]] + (1 if found["era_year"] == "元" else int(found["era_year"]))
    else:
        year = int(found["year"])
    month, day = int(found["month"]), int(found["day"])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
