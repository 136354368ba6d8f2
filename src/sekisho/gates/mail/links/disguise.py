"""Links that are not what they seem: told by themselves, without any list.

References: MITRE ATT&CK T1566.002, T1036; UTS 39 (mixed scripts); RFC 3986 7.6 (user information
that looks like a host).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress

from sekisho.gates.mail.alike import alike
from sekisho.gates.mail.links.address import Address
from sekisho.gates.mail.links.found import Link
from sekisho.gates.mail.signs import Sign, below
from sekisho.rulebook import Rulebook

_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?:[:/].*)?", re.IGNORECASE | re.DOTALL)
_SECOND = frozenset(("co", "or", "ne", "ac", "go", "lg", "ed", "gr", "com", "net", "org", "gov"))
"""Labels below a country under which anybody's own name stands."""
_SHOWN = 200


def disguise(link: Link, ways: Sequence[Address], rulebook: Rulebook) -> Iterator[Sign]:
    """``ways``: the address of the link and those it hands on to."""
    mail = rulebook.mail
    ours = tuple(map(str.casefold, mail.domains))
    partners = tuple(d.casefold() for one in mail.partners for d in one.domains)
    known = (*ours, *partners)
    first = link.address
    value = link.given[:_SHOWN]
    if _HOST.fullmatch(first.user):
        yield Sign("mail.site_disguised", link.place, value)
    if link.shown and not any(_same(link.shown, one.host) for one in ways):
        told = f"{link.shown} / {value}"
        own = below(link.shown, known)
        yield Sign("mail.site_as_own" if own else "mail.site_shown", link.place, told)
    for one in ways:
        if not below(one.host, known):
            like = next((own for own in known if alike(one.host, own)), None)
            if like:
                yield Sign("mail.site_like_own", link.place, f"{one.host} / {like}")
        if _mixed(one.host):
            yield Sign("mail.site_mixed", link.place, one.host)


def _same(shown: str, host: str) -> bool:
    """Whether two hosts belong to one name that somebody registered."""
    return _registered(shown) == _registered(host)


def _registered(host: str) -> str:
    """The name as far as somebody registered it; a guess without the list of all registries, on
    the side of fewer signs."""
    labels = host.casefold().rstrip(".").removeprefix("www.").split(".")
    many = 3 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else 2
    return ".".join(labels[-many:])


def _mixed(host: str) -> bool:
    """Whether a label mixes Latin letters with those of Greek or Cyrillic."""
    for label in host.split("."):
        if not label.startswith("xn--"):
            continue
        text = ""
        with suppress(UnicodeError):
            text = label.encode("ascii").decode("idna")
        scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in text}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            return True
    return False
