r"""A file of a share as people name it: by the share's name, not by the server's own folders.

Samba's audit may write ``/srv/data/gikai/名簿.xlsx`` for what a PC opens as
``\\fs01\gikai\名簿.xlsx``. The record's own share tells, else the server's smb.conf.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import duckdb

from sekisho.case.asking import ask

_PATHS = """
SELECT DISTINCT "configuration.key" AS key, "configuration.value" AS path FROM configuration
WHERE "configuration.key" LIKE '%/path' ORDER BY ALL
"""
_NO_SHARES = frozenset({"global", "homes", "printers", "print$"})


def roots(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, ...], str]:
    """The folder of each share in the smb.conf files among the evidence, and its name. Folders
    that depend on who asks (``%U``) are left out."""
    found = {}
    for row in ask(connection, _PATHS):
        name = row["key"].removesuffix("/path")
        parts = _parts(row["path"].strip('"'))
        if parts and name.lower() not in _NO_SHARES and "%" not in row["path"]:
            found[tuple(parts)] = name
    return found


def shared(path: str, share: str | None, known: Mapping[tuple[str, ...], str]) -> str:
    """``share/folder/file`` where the record or smb.conf tells the share; else the path."""
    parts = _parts(path)
    fitting = [root for root in known if tuple(parts[: len(root)]) == root]
    if fitting:
        root = max(fitting, key=len)
        return "/".join([known[root], *parts[len(root) :]])
    name = (_parts(share or "") or [""])[-1]
    if not name or name.endswith("$"):
        return path
    for at, part in enumerate(parts[:-1]):
        if part.lower() == name.lower():
            return "/".join(parts[at:])
    return f"{name}/{path}"


def _parts(path: str) -> list[str]:
    return [part for part in re.split(r"[\\/]", path) if part]
