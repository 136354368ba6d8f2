"""Lists of indicators: text or CSV as offices receive them, one indicator a line.

A line is an indicator alone, ``word: indicator`` (``件名：…``), or a row of a table whose first row
names the columns (``種別,値,備考``; ``type,value`` with the words of MISP's core format). What
cannot be used is told with its line; nothing is passed over in silence.
"""

from __future__ import annotations

import csv
import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from sekisho.case.lookback import normal

IndicatorKind = Literal[
    "sha256", "sha1", "md5", "domain", "url", "ip", "address", "subject", "attachment", "threat"
]
KINDS: tuple[IndicatorKind, ...] = (
    "sha256", "sha1", "md5", "domain", "url", "ip", "address", "subject", "attachment", "threat",
)  # fmt: skip
LARGEST = 8 * 1024 * 1024
"""Bytes of a list at most."""
HASHES: dict[int, IndicatorKind] = {64: "sha256", 40: "sha1", 32: "md5"}
_FILES = re.compile(
    r".*\.(?:zip|7z|rar|lzh|cab|iso|img|js|jse|vbs|vbe|wsf|exe|scr|hta|lnk|ps1|cmd|bat|pif|msi|jar|"
    r"dll|docx?|docm|xlsx?|xlsm|xlsb|pptx?|pptm|pdf|rtf|jtd|one|html?)",
    re.IGNORECASE,
)
"""``.com`` is left out: it is a domain far oftener."""
_WORDS: dict[str, str] = {
    "sha256": "hash", "sha1": "hash", "md5": "hash", "hash": "hash", "ハッシュ": "hash",
    "ハッシュ値": "hash", "domain": "domain", "hostname": "domain", "host": "domain",
    "ドメイン": "domain", "ドメイン名": "domain", "ホスト名": "domain", "url": "url", "uri": "url",
    "link": "url", "ip": "ip", "ip-dst": "ip", "ip-src": "ip", "ipアドレス": "ip",
    "ipv4": "ip", "ipv6": "ip", "address": "address", "email": "address", "email-src": "address",
    "mail": "address", "メールアドレス": "address", "送信元": "address",
    "送信元アドレス": "address", "差出人": "address", "subject": "subject",
    "email-subject": "subject", "件名": "subject",
    "attachment": "attachment", "email-attachment": "attachment", "filename": "attachment",
    "file": "attachment", "添付": "attachment", "添付ファイル": "attachment",
    "添付ファイル名": "attachment", "ファイル名": "attachment", "threat": "threat",
    "検知名": "threat", "ウイルス名": "threat",
}  # fmt: skip
_TYPE = frozenset({"type", "種別", "種類", "indicator_type", "区分"})
_VALUE = frozenset({"value", "indicator", "値", "指標", "ioc"})
_LEAST = 3
"""Letters that a pattern must have apart from its wildcards, so that it does not mean everything"""


class IndicatorsError(ValueError):
    """A list that is no text in UTF-8, UTF-16 or cp932."""


class ListTooLargeError(IndicatorsError):
    """A list of more than ``LARGEST`` bytes."""


@dataclass(frozen=True)
class Indicator:
    """``value`` in the form in which records are compared (``normal``); ``host`` of a URL;
    ``given`` as the list writes it, at ``line`` (from 1) of ``list``, the list's name."""

    kind: IndicatorKind
    value: str
    given: str
    list: str
    line: int
    host: str | None = None


@dataclass(frozen=True)
class Unusable:
    """A line that is no indicator: why (a text code) and what stands there."""

    line: int
    code: str
    given: str


@dataclass(frozen=True)
class Indicators:
    """All of a list, each indicator once, at its first line."""

    usable: tuple[Indicator, ...]
    unusable: tuple[Unusable, ...]


def indicators(content: bytes, name: str) -> Indicators:
    """The indicators of a list. Raises IndicatorsError, ListTooLargeError."""
    found: dict[tuple[str, str], Indicator] = {}
    bad: list[Unusable] = []
    for line, word, given in _entries(_text(content)):
        one = _indicator(word, given, name, line)
        if isinstance(one, Unusable):
            bad.append(one)
        else:
            found.setdefault((one.kind, one.value), one)
    return Indicators(tuple(found.values()), tuple(bad))


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise ListTooLargeError
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise IndicatorsError


def _entries(text: str) -> Iterator[tuple[int, str | None, str]]:
    """(line, word of the type or None, indicator as given)."""
    columns: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith(("#", "＃")):
            continue
        cells = next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [])
        cells = [cell.strip() for cell in cells]
        words = [normal.half(cell).lower() for cell in cells]
        if _TYPE & set(words) and _VALUE & set(words):
            columns = (_first(words, _TYPE), _first(words, _VALUE))
        elif columns and len(cells) > max(columns):
            yield from _pairs(number, words[columns[0]], cells[columns[1]])
        else:
            yield _plain(number, line, cells, words)


def _first(words: list[str], wanted: frozenset[str]) -> int:
    return next(at for at, word in enumerate(words) if word in wanted)


def _pairs(number: int, word: str, given: str) -> Iterator[tuple[int, str | None, str]]:
    """``filename|sha256`` holds two indicators, as MISP writes them."""
    words, values = word.split("|"), given.split("|")
    if len(words) != len(values):
        words, values = [word], [given]
    for one, value in zip(words, values, strict=True):
        yield number, one, value


def _plain(
    number: int, line: str, cells: list[str], words: list[str]
) -> tuple[int, str | None, str]:
    """A line of no table: the type before a colon or in the first cell, else no word of it."""
    before, sign, after = line.replace("：", ":", 1).partition(":")
    word = normal.half(before).lower()
    if sign and word in _WORDS and not after.startswith("//"):
        return number, word, after.strip()
    if len(cells) > 1 and words[0] in _WORDS:
        return number, words[0], cells[1]
    return number, None, cells[0] if cells else line.strip()


def _indicator(word: str | None, given: str, name: str, line: int) -> Indicator | Unusable:
    if word is not None and word not in _WORDS:
        return Unusable(line, "lookback.bad.kind", f"{word} {given}")
    kinds = (_WORDS[word],) if word else ("hash", "url", "address", "ip", "attachment", "domain")
    for kind in kinds:
        found = _READ[kind](given, untold=word is None)
        if found is not None:
            return Indicator(found[0], found[1], given, name, line, found[2])
    return Unusable(line, _why(given, kinds if word else ()), given)


def _why(given: str, kinds: tuple[str, ...]) -> str:
    try:
        ipaddress.ip_network(normal.refanged(given), strict=False)
    except ValueError:
        pass
    else:
        return "lookback.bad.range"
    if kinds in (("subject",), ("attachment",), ("threat",)):
        return "lookback.bad.broad"
    return "lookback.bad.value" if kinds else "lookback.bad.unknown"


_Found = tuple[IndicatorKind, str, str | None]


def _hash(given: str, *, untold: bool) -> _Found | None:
    del untold
    text = normal.half(given).lower()
    kind = HASHES.get(len(text)) if re.fullmatch(r"[0-9a-f]+", text) else None
    return (kind, text, None) if kind else None


def _url(given: str, *, untold: bool) -> _Found | None:
    text = given if "://" in normal.refanged(given) else f"http://{given}"
    if untold and text != given:
        return None
    found = normal.url(text)
    return ("url", *found) if found else None


def _one(kind: IndicatorKind, read: Callable[[str], str | None]) -> Callable[..., _Found | None]:
    def found(given: str, *, untold: bool) -> _Found | None:
        del untold
        value = read(given)
        return (kind, value, None) if value else None

    return found


def _attachment(given: str, *, untold: bool) -> _Found | None:
    text = re.split(r"[\\/]", normal.half(given).lower())[-1]
    told = _FILES.fullmatch(text) if untold else _specific(text)
    return ("attachment", text, None) if told and _specific(text) else None


def _words_of(kind: IndicatorKind) -> Callable[..., _Found | None]:
    def found(given: str, *, untold: bool) -> _Found | None:
        del untold
        text = normal.subject(given) if kind == "subject" else normal.half(given).lower()
        return (kind, text, None) if _specific(text) else None

    return found


def _specific(text: str) -> bool:
    stem = re.sub(r"\.[0-9a-z]{1,5}$", "", text)
    return len(re.sub(r"[*?\s.]", "", stem)) >= (_LEAST if re.search(r"[*?]", text) else 1)


_READ: dict[str, Callable[..., _Found | None]] = {
    "hash": _hash,
    "url": _url,
    "domain": _one("domain", normal.domain),
    "ip": _one("ip", normal.address),
    "address": _one("address", normal.mailbox),
    "attachment": _attachment,
    "subject": _words_of("subject"),
    "threat": _words_of("threat"),
}
