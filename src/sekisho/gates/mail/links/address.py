"""The address behind a link, read as a browser reads it.

References: WHATWG URL Standard 4.4 (backslashes, tabs, user information, IPv4 numbers); RFC 3986;
UTS 46 (dots of other scripts).
"""

from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from sekisho.case.lookback.normal import refanged
from sekisho.gates.web.request import host_of

LONGEST = 4096
"""Signs of an address that are read."""
_DEEPEST = 3
"""Addresses within addresses that are followed."""
_SCHEME = re.compile(r"(https?|ftp)\s*:[/\\]*", re.IGNORECASE)
_PORT = re.compile(r":\d{0,5}\Z")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}")
_INSIDE = re.compile(r"(?:https?:)?//[\w\[]|https?%(?:25)*3a", re.IGNORECASE)
_PACKED = re.compile(r"https?%", re.IGNORECASE)
_BROKEN = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|^h(?:xx|\*\*)ps?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """``host`` as ``host_of`` gives it; ``path`` begins with ``/`` and holds the query; ``user``:
    what stands before an ``@``; ``broken``: written so that nobody clicks it by mistake."""

    scheme: str
    host: str
    path: str
    user: str = ""
    broken: bool = False


def address(given: str) -> Address | None:
    """The address that a text is, None for none (``mailto:``, a place on the same page)."""
    text = "".join(sign for sign in given[:LONGEST] if sign not in "\t\r\n").strip()
    broken = _BROKEN.search(text) is not None
    if broken:
        text = refanged(text)
    if text.lower().startswith("www."):
        text = f"http://{text}"
    head = _SCHEME.match(text)
    if head is None:
        return None
    rest = text[head.end() :].replace("\\", "/")
    end = min((at for sign in "/?#" if (at := rest.find(sign)) >= 0), default=len(rest))
    user, _, place = rest[:end].rpartition("@")
    host = _host(_PORT.sub("", place))
    if host is None:
        return None
    path = rest[end:].partition("#")[0]
    return Address(
        head[1].lower(), host, path if path.startswith("/") else f"/{path}", unquote(user), broken
    )


def inside(one: Address) -> Iterator[Address]:
    """The addresses that an address hands on to (``?url=…``), outermost first."""
    seen = {(one.host, one.path)}
    text = one.path
    for _ in range(_DEEPEST):
        found = _INSIDE.search(text, 1)
        if found is None:
            return
        rest = text[found.start() :].partition("&")[0]
        while _PACKED.match(rest):
            rest = unquote(rest)
        within = address(f"http:{rest}" if rest.startswith("//") else rest)
        if within is None:
            return
        if within.host != one.host and (within.host, within.path) not in seen:
            seen.add((within.host, within.path))
            yield within
        text = within.path


def _host(text: str) -> str | None:
    """A host as the browser understands it; an address in any way of writing numbers as one."""
    host = host_of(unicodedata.normalize("NFKC", text))
    if host is not None and _NUMBER.fullmatch(host):
        try:
            return socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            return None
    return host if host and ("." in host or ":" in host) else None
