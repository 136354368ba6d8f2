"""Indicators as people write them, in the one form in which records are compared.

Lists are "defanged" so that nobody clicks them (``hxxp://evil[.]example``), typed full width, or
copied with quotation marks; none of that is part of the indicator.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata

_DOTS = re.compile(r"[\[({]\s*(?:\.|dot)\s*[\])}]", re.IGNORECASE)
_AT = re.compile(r"[\[({]\s*(?:@|at)\s*[\])}]", re.IGNORECASE)
_COLON = re.compile(r"[\[({]\s*(:(?://)?)\s*[\])}]")
_SCHEME = re.compile(r"^(?:hxxp|h\*\*p|ttp|http|meow)(s?)(?=:)", re.IGNORECASE)
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|aw|返信|転送)\s*:\s*)+", re.IGNORECASE)


def half(text: str) -> str:
    """Compatibility forms folded (NFKC: full width to half width), outer spaces and quotes gone."""
    return unicodedata.normalize("NFKC", text).strip().strip("\"'`「」『』“”‘’").strip()


def refanged(text: str) -> str:
    """An address as it is used: brackets around dots, signs and schemes taken back."""
    text = _COLON.sub(r"\1", _AT.sub("@", _DOTS.sub(".", half(text))))
    return _SCHEME.sub(r"http\1", text)


def domain(text: str) -> str | None:
    """A domain name in lower case, in the form of the protocol (IDNA); None where it is none."""
    name = refanged(text).lower().removeprefix("*.").strip(".")
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = name.split(".")
    good = all(re.fullmatch(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?", one) for one in labels)
    return name if good and len(labels) > 1 and not labels[-1].isdigit() else None


def address(text: str) -> str | None:
    """An IP address in its one spelling; None where it is none."""
    try:
        return str(ipaddress.ip_address(refanged(text).strip("[]")))
    except ValueError:
        return None


def url(text: str) -> tuple[str, str] | None:
    """(URL without scheme, fragment and a bare last slash; its host); None where it is none."""
    found = re.fullmatch(
        r"[a-z]+://(?:[^/@]*@)?(\[[0-9a-f:.]+\]|[^/?#:]+)(:\d+)?([^#]*)(?:#.*)?",
        refanged(text), re.IGNORECASE,
    )  # fmt: skip
    host = found and (address(found[1]) or domain(found[1]))
    if not found or not host:
        return None
    port = "" if found[2] in (":80", ":443") else found[2] or ""
    return host + port + (found[3] if found[3] != "/" else ""), host


def mailbox(text: str) -> str | None:
    """A mail address in lower case; None where it is none."""
    local, sign, of = refanged(text).strip("<>").lower().rpartition("@")
    name = domain(of)
    return f"{local}@{name}" if sign and name and re.fullmatch(r"[^\s@<>]+", local) else None


def subject(text: str) -> str:
    """A subject without signs of replies, in lower case, spaces made one."""
    return _REPLY.sub("", re.sub(r"\s+", " ", half(text))).lower()


def pattern(text: str) -> str:
    """``*`` and ``?`` of a name as a regular expression (RE2) for a whole name."""
    return "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in text)
