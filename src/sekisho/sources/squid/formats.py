"""Which ``logformat`` a log was written with: the built-in ones and those the evidence names.

Reference: http://www.squid-cache.org/Doc/config/logformat/ (the built-in formats).
"""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.sources.squid.logformat import TIMES, Layout, compiled

NATIVE = "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt"
BUILT_IN = {
    "squid": NATIVE,
    "squid with upload bytes and SNI": f"{NATIVE} %>st %ssl::>sni",
    "squid with upload bytes": f"{NATIVE} %>st",
    "squid with headers": f"{NATIVE} [%>h] [%<h]",
    "combined": '%>a %[ui %[un [%tl] "%rm %ru HTTP/%rv" %>Hs %<st "%{Referer}>h" '
    '"%{User-Agent}>h" %Ss:%Sh',
    "common": '%>a %[ui %[un [%tl] "%rm %ru HTTP/%rv" %>Hs %<st %Ss:%Sh',
    "referrer": "%ts.%03tu %>a %{Referer}>h %ru",
    "useragent": '%>a [%tl] "%{User-Agent}>h"',
}
POOR = ("referrer", "useragent")
"""Formats so short that a broken line of another one may look like them."""


@dataclass(frozen=True)
class Format:
    """A format by name, its string and its layout. ``given``: by evidence or user."""

    name: str
    string: str
    layout: Layout
    given: bool = False

    @property
    def timed(self) -> bool:
        """Whether its lines say when."""
        return any(code.name in TIMES for code in self.layout.codes)


def built_in() -> tuple[Format, ...]:
    """Squid's own formats and the one Sekisho recommends."""
    return tuple(Format(name, text, compiled(text)) for name, text in BUILT_IN.items())


def given(strings: tuple[str, ...]) -> tuple[Format, ...]:
    """Formats from hints; a string without codes is left out."""
    found = []
    for string in dict.fromkeys(strings):
        try:
            found.append(Format("logformat", string, compiled(string), given=True))
        except ValueError:
            continue
    return tuple(found)
