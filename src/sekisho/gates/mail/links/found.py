"""The links of a mail: in its text, its pages and its PDF files.

References: HTML Living Standard 4.6 (a, area), 4.10.3 (form), 13.2.5 (attributes); ISO 32000-1
12.6.4.7 (URI actions), 7.3.4 (strings). Pages are read by bounded patterns: nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from sekisho.gates.mail.links.address import LONGEST, Address, address
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.pdf_objects import objects
from sekisho.gates.mail.real import plain
from sekisho.sources.mail.parts import pages_of

READ = 1024 * 1024
"""Signs of a text or page, and MiB of a mail's PDF files, that are searched."""
_TEXT = re.compile(
    r"(?<![\w@/])(?:(?:https?|ftp|hxxps?|h\*\*ps?)(?:://|\[:\]//|\[://\])|www\.)"
    r"[^\s<>\"'`「」『』【】（）〈〉《》、。，！？]{3,2000}",
    re.IGNORECASE,
)
_END = ".,;:!?)]}>*_'\""
_TAG = re.compile(
    r"<(a|area|form|base)\b((?:[^\"'<>]|\"[^\"]{0,4096}\"|'[^']{0,4096}'){0,4096})>", re.IGNORECASE
)
_TO = re.compile(
    r"(?<![\w-])(?:href|action)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_INNER = re.compile(r"</a\b|<a\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_SHOWN = 1000
"""Signs behind a tag in which its text is looked for."""
_BARE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})(?:[:/?#]\S*)?", re.IGNORECASE)
_URI = re.compile(rb"/URI\s*(?:\(((?:[^()\\]|\\.){1,4096})\)|<([0-9A-Fa-f\s]{2,8192})>)", re.DOTALL)
_MAY_LINK = re.compile(rb"/URI\b|/ObjStm\b")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """``given``: as it stands there; ``place``: the file it stands in, "" for the mail's text;
    ``shown``: the host that its text pretends to lead to, "" where it shows none."""

    address: Address
    given: str
    place: str = ""
    shown: str = ""


def link(given: str, place: str = "", shown: str = "") -> Link | None:
    """The link of a text, None where it leads nowhere outside."""
    found = address(given)
    return None if found is None else Link(found, given[:LONGEST], place, shown)


def links(mail: Opened) -> Iterator[Link]:
    """Every link, each address of a place once; those of the pages first, for they may lie."""
    seen: set[tuple[str, str, str, str]] = set()
    for one in _every(mail):
        if one is None:
            continue
        key = (one.address.host, one.address.path, one.place, one.shown)
        bare = (*key[:3], "")
        if key not in seen and not (one.shown == "" and bare in seen):
            seen |= {key, bare}
            yield one


def _every(mail: Opened) -> Iterator[Link | None]:
    for page in pages_of(mail.message):
        yield from of_page(page[:READ])
    for text in mail.texts:
        yield from of_text(text[:READ])
    for file in mail.files:
        if file.real == "html":
            page = plain(file.data[:READ]).decode("utf-8", "replace")
            yield from of_page(page, file.where)
        elif file.real == "pdf" and _MAY_LINK.search(file.data):
            yield from of_pdf(file.data[: READ * 16], file.where)


def of_text(text: str, place: str = "") -> Iterator[Link | None]:
    """Links as people and mailers write them."""
    if "//" not in text and "www." not in text.lower():
        return
    for found in _TEXT.findall(text):
        bare = found.rstrip(_END)
        yield link(bare, place)


def of_page(page: str, place: str = "") -> Iterator[Link | None]:
    """Links of a page, with the host that their text shows."""
    for tag in _TAG.finditer(page):
        to = _TO.search(tag[2])
        if to is None:
            continue
        given = unescape(next(one for one in to.groups() if one is not None)).strip()
        shown = _shown(page[tag.end() : tag.end() + _SHOWN]) if tag[1].lower() == "a" else ""
        yield link(given, place, shown)


def _shown(behind: str) -> str:
    """The host that the text of a link shows: only where the whole of it is an address."""
    end = _INNER.search(behind)
    text = unescape(_ANY_TAG.sub("", behind[: end.start()] if end else behind)).strip()
    bare = _BARE.fullmatch(text)
    return bare[1].lower() if bare else ""


def of_pdf(data: bytes, place: str = "") -> Iterator[Link | None]:
    """Links that a PDF opens, also in its packed objects."""
    for content in (data, *(one for one in objects(data) if one)):
        for text, figures in _URI.findall(content):
            raw = _plain(text) if text else bytes.fromhex(_even(figures))
            yield link(raw.decode("utf-8", "replace"), place)


def _plain(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda one: bytes([int(one[1], 8) & 255]) if one[1] else one[2], text)


def _even(figures: bytes) -> str:
    text = b"".join(figures.split()).decode("ascii")
    return text + "0" * (len(text) % 2)
