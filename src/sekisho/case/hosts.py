"""One computer, one name: ``pc101`` for DHCP, ``PC101.town.local`` for Windows."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

_ADDRESS = re.compile(r"[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")

MACRO = r"""
CREATE OR REPLACE TEMP MACRO host_key(name) AS
CASE WHEN regexp_full_match(lower(trim(name)), '[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*')
     THEN lower(trim(name))
     ELSE nullif(split_part(ltrim(lower(trim(name)), '\'), '.', 1), '') END
"""
"""``host_key`` for questions in SQL; the same rule as the function below (a test)."""


def host_key(name: str | None) -> str | None:
    """The name by which one computer is the same in every source: lower case, without domain.

    None for an empty name. Two computers of one town that differ in their domain alone are
    taken for one.
    """
    if name is None:
        return None
    text = name.strip(" ").lower()
    if _ADDRESS.fullmatch(text):
        return text
    return text.lstrip("\\").partition(".")[0] or None


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes ``host_key`` known to a connection."""
    connection.execute(MACRO)


class Names:
    """How each computer is written for people: the first spelling told wins.

    Tell registers first, then Windows itself, then the others.
    """

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}

    def tell(self, names: Iterable[str | None]) -> None:
        """Spellings as a source has them."""
        for name in names:
            key = host_key(name)
            if name and key:
                short = name.strip() if key == name.strip().lower() else key
                spelled = next(
                    (part for part in re.split(r"[.\\]", name) if part.lower() == key), short
                )
                self._shown.setdefault(key, spelled)

    def show(self, name: str | None) -> str | None:
        """The spelling of a computer; the name itself when nobody told another."""
        key = host_key(name)
        return None if key is None else self._shown.get(key, name)

    def keys(self) -> tuple[str, ...]:
        """All computers told of, sorted."""
        return tuple(sorted(self._shown))
