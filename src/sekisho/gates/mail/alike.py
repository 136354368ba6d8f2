"""Domains that the eye takes for another one."""

from __future__ import annotations

import contextlib
import unicodedata
from functools import lru_cache

_ODD = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0501\u04bb\u03bf\u0261\u0131\u04cf01",
    "aeopcyxisdhogilol",
)
"""Letters of other scripts, and figures, that look like Latin ones (UTS 39, confusables)."""
_ONLY_TOWNS = ".lg.jp"
"""Only local governments may have a name below it: a neighbour's that is one letter off."""


def alike(domain: str, own: str) -> bool:
    """Whether the eye takes a domain for ``own``, which it is not: one sign off, the same when
    signs that look alike are made one, or ``own`` with a stranger's behind it."""
    if domain.startswith(f"{own}."):
        return True
    if domain.endswith(_ONLY_TOWNS):
        return False
    count = own.count(".") + 1
    one, other = _plain(".".join(domain.split(".")[-count:])), _plain(own)
    return one == other or _one_off(one, other)


@lru_cache(maxsize=4096)
def _plain(domain: str) -> str:
    with contextlib.suppress(UnicodeError):  # written in its own letters, or no valid name
        domain = domain.encode("ascii").decode("idna")
    text = unicodedata.normalize("NFKD", domain.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign)).translate(_ODD)
    for odd, meant in (("rn", "m"), ("vv", "w"), ("-", "")):
        text = text.replace(odd, meant)
    return text


def _one_off(one: str, other: str) -> bool:
    """Whether one change, one sign more or one less turns one into the other."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 8:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return len(one) != len(other)
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at:] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
    )
