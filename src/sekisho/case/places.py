"""On which computer a piece of evidence lay: read from its path, from what its events say.

Evidence folders are named by people (``pc/GIKAI-PC01/…``, ``fs01/gikai/…``): a part of the path
that is, or begins with, the name of a computer known from anywhere names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep
from sekisho.case.hosts import Names, host_key
from sekisho.events.columns import TEXT
from sekisho.events.evidence import INSIDE

_KNOWN = """
SELECT DISTINCT "host.name" AS name, 1 AS rank FROM windows WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "client.name", 2 FROM dhcp WHERE "client.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 3 FROM share WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "observer.name", 3 FROM share WHERE "observer.name" IS NOT NULL
UNION SELECT DISTINCT "observer.name", 3 FROM mail WHERE "observer.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 3 FROM remote WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 3 FROM antivirus WHERE "host.name" IS NOT NULL
ORDER BY rank, name
"""
_WORD = re.compile(r"[^0-9a-z]+")


def learn_names(connection: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Tells ``names`` every computer that events name."""
    names.tell(row["name"] for row in ask(connection, _KNOWN))


def place_of(evidence: str, hosts: Iterable[str]) -> str | None:
    """The key of the computer that a path names: a part of it that is the name, or a part
    whose words hold it (``History_GIKAI-PC01.db``). The longest name wins, folders before files.
    """
    parts = [part.lower() for part in PurePosixPath(evidence.replace(INSIDE, "/")).parts]
    ordered = sorted(set(hosts), key=lambda host: (-len(host), host))
    for host in ordered:
        if host in parts or any(host_key(part) == host for part in parts[:-1]):
            return host
    for host in ordered:
        wanted = f" {_words(host)} "
        if len(host) > 2 and any(wanted in f" {_words(part)} " for part in parts):
            return host
    return None


def _words(text: str) -> str:
    return _WORD.sub(" ", text).strip()


def places(
    connection: duckdb.DuckDBPyConnection, evidence: Iterable[str], names: Names
) -> dict[str, str]:
    """The computer of each evidence that names one, also as the table ``case_place``."""
    hosts = names.keys()
    found = {name: host for name in evidence if (host := place_of(name, hosts))}
    rows: list[Row] = [{"evidence": name, "host": host} for name, host in sorted(found.items())]
    keep(connection, "case_place", rows, pa.schema([("evidence", TEXT), ("host", TEXT)]))
    return found
