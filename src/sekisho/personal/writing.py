"""One writing for what people write in many ways: names, readings, addresses, telephones, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from sekisho.personal.numerals import number_of

_VARIANTS = dict(
    zip(
        "髙﨑碕邉邊齋齊斎濵濱桒澤嶋嶌廣國圓藏德惠眞瀨關寬晃曻彌槇與黑增淺櫻龍榮假豐壽冨峯濱栁舘羣渕淵籠塚祐𠮷𣘺槗桺",
        "高崎崎辺辺斉斉斉浜浜桑沢島島広国円蔵徳恵真瀬関寛晃昇弥槙与黒増浅桜竜栄仮豊寿富峰浜柳館群淵淵籠塚祐吉橋橋柳",
        strict=True,
    )
)
"""Old and variant forms to one form each: 髙橋 and 高橋 are the same person's name."""
_JOINT = "\0"
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")
_ITERATION = re.compile(r"々(?<=([^\0\n])々)")
_CELL = 40
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""In which of its forms a character is drawn (辻 with one dot or two); it is the same character."""
_DASHES = re.compile(r"[-‐‑‒–—―−ーｰ－][-‐‑‒–—―−ーｰ－]*")
_NO_DIGIT = re.compile(r"\D")
_BETWEEN_FIGURES = re.compile(r"[‐‑‒–−](?<=\d.)(?=\d)")
_RARE = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef‐‑‒–−]")
"""What few cells have: selectors, and dashes that may stand between figures."""
_HOUSE = re.compile(r"(丁目|番地の?|番|号室|号|の)(?=\d|\0|$)")
_ONE_TO_NINE = "一二三四五六七八九"
_KANJI_NUMBER = re.compile(
    rf"([十〇{_ONE_TO_NINE}](?:(?<=十)[{_ONE_TO_NINE}]?|(?<=[{_ONE_TO_NINE}])十[{_ONE_TO_NINE}]?|"
    rf"(?<=[〇{_ONE_TO_NINE}])[〇{_ONE_TO_NINE}]*))(?=丁目|番|号)"
)


_POSTAL = re.compile(r"(?<![^\0])〒?\d{3}-?\d{4}")
_LAST_DASHES = re.compile(r"--*(?=\0|$)")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def each(key: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """The key (:func:`name_key`, :func:`reading_key`, :func:`address_key`) of each of some texts
    without NUL, worked out natively for all of them at once."""
    return key(_JOINT.join(texts)).split(_JOINT) if texts else []


def plain(text: str) -> str:
    """NFKC with blanks made single and trimmed, and one hyphen between figures."""
    return _plain_cell(text) if len(text) <= _CELL else _plain(text)


def _plain(text: str) -> str:
    clean = unicodedata.normalize("NFKC", text)
    if _RARE.search(clean):
        clean = unicodedata.normalize("NFKC", _SELECTORS.sub("", text))
        clean = _BETWEEN_FIGURES.sub("-", clean)
    return " ".join(clean.split())


def plain_each(texts: Sequence[str]) -> list[str]:
    """:func:`plain` of each of some texts without NUL."""
    clean = unicodedata.normalize("NFKC", _JOINT.join(texts))
    if _RARE.search(clean):
        return [plain(text) for text in texts]
    return [" ".join(text.split()) for text in clean.split(_JOINT)] if texts else []


_plain_cell = lru_cache(maxsize=1 << 14)(_plain)
"""Cells are asked for many times while a table is read."""


def _joined(text: str) -> str:
    """NFKC without blanks; once more, since marks that a blank held apart may change places."""
    once = unicodedata.normalize("NFKC", _SELECTORS.sub("", text))
    return unicodedata.normalize("NFKC", "".join(once.split()))


def one_form(text: str) -> str:
    """A text with one form of each character of names, place by place."""
    return _VARIANT.sub(_one_form, text)


def _one_form(found: re.Match[str]) -> str:
    return _VARIANTS[found[0]]


def common_form(name: str) -> str:
    """A name with one form of each character, its blanks kept."""
    return one_form(plain(name))


def name_key(name: str) -> str:
    """What two writings of one name have in common: no blanks, one form of each character."""
    text = one_form(_joined(name))
    return _ITERATION.sub(r"\1", text)


def reading_key(reading: str) -> str:
    """A reading in hiragana without blanks."""
    return _joined(reading).translate(_HIRAGANA)


def address_key(address: str) -> str:
    """An address without blanks, its numbers in one notation (``1丁目2番3号`` is ``1-2-3``)."""
    text = one_form(_joined(address))
    text = _KANJI_NUMBER.sub(_digits, text)
    text = _HOUSE.sub("-", _DASHES.sub("-", _POSTAL.sub("", text)))
    return _LAST_DASHES.sub("", text)


def _digits(found: re.Match[str]) -> str:
    return str(number_of(found[1]))


def phone_key(phone: str) -> str:
    """The digits of a telephone number, the country code turned to the leading zero."""
    digits = _NO_DIGIT.sub("", unicodedata.normalize("NFKC", phone))
    return "0" + digits[2:] if digits.startswith("81") and len(digits) in (11, 12) else digits
