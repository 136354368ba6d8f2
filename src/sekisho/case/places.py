"""On which computer a piece of evidence lay: read from its path, from what its events say.

Evidence folders are named by people (``pc/GIKAI-PC01/…``, ``fs01/gikai/…``): a part of the path
that is, or begins with, the name of a computer known from anywhere names the place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep
from sekisho.case.hosts import Names, host_key
from sekisho.case.known import Known
from sekisho.events.columns import TEXT
from sekisho.events.evidence import INSIDE

_KNOWN = """
SELECT DISTINCT "host.name" AS name, 1 AS rank FROM windows WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "client.name", 2 FROM dhcp WHERE "client.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 3 FROM share WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "observer.name", 3 FROM share WHERE "observer.name" IS NOT NULL
UNION SELECT DISTINCT "observer.name", 3 FROM mail WHERE "observer.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 3 FROM remote WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 1 FROM collection WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 1 FROM state WHERE "host.name" IS NOT NULL
UNION SELECT DISTINCT "host.name", 3 FROM antivirus WHERE "host.name" IS NOT NULL
ORDER BY rank, name
"""
_WORD = re.compile(r"[^0-9a-z]+")
_ITS_PC = re.compile(r"(さん|氏|課長|係長)?の?[_ -]?(pc|パソコン|端末|ノート(pc)?)$")


def learn_names(connection: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Tells ``names`` every computer that events name."""
    names.tell(row["name"] for row in ask(connection, _KNOWN))


class Hosts:
    """Computers known by name, and which of them a path names. ``owners``: departments and
    persons that have one computer only, and its key."""

    def __init__(self, hosts: Iterable[str], owners: Mapping[str, str] | None = None) -> None:
        self._keys = frozenset(hosts)
        self._owners = dict(owners or {})
        self._by_words: dict[tuple[str, ...], str] = {}
        for host in sorted(self._keys):
            if len(host) > 2:
                self._by_words.setdefault(tuple(_words(host)), host)
        self._longest = max(map(len, self._by_words), default=0)

    def named_by(self, evidence: str) -> str | None:
        """The key of the computer that a path names: a part of it that is the name, or a part
        whose words hold it (``History_GIKAI-PC01.db``). The longest name wins, whole parts
        before words."""
        parts = [part.lower() for part in PurePosixPath(evidence.replace(INSIDE, "/")).parts]
        whole = self._keys.intersection(parts) | self._keys.intersection(
            key for part in parts[:-1] if (key := host_key(part))
        )
        found = whole or {host for part in parts for host in self._within(_words(part))}
        found = found or {host for part in parts[:-1] if (host := self._owner(part))}
        return min(found, key=lambda host: (-len(host), host), default=None)

    def _owner(self, part: str) -> str | None:
        """``議会事務局PC`` or ``田中さんのパソコン``, where there is no other such computer."""
        named = _ITS_PC.sub("", unicodedata.normalize("NFKC", part).lower())
        return self._owners.get(named) if named != part.lower() else None

    def _within(self, words: list[str]) -> Iterator[str]:
        for start in range(len(words)):
            for end in range(start + 1, min(start + self._longest, len(words)) + 1):
                host = self._by_words.get(tuple(words[start:end]))
                if host is not None:
                    yield host


def _words(text: str) -> list[str]:
    return [word for word in _WORD.split(text) if word]


def places(
    connection: duckdb.DuckDBPyConnection,
    evidence: Iterable[str],
    names: Names,
    known: Known | None = None,
    told: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The computer of each evidence that names one, also as the table ``case_place``. ``told``:
    computers that a collector's manifest names, which go before what a path seems to say."""
    hosts = Hosts(names.keys(), owners(known or Known()))
    found = {name: host for name in evidence if (host := hosts.named_by(name))}
    found |= told or {}
    rows: list[Row] = [{"evidence": name, "host": host} for name, host in sorted(found.items())]
    keep(connection, "case_place", rows, pa.schema([("evidence", TEXT), ("host", TEXT)]))
    return found


def owners(known: Known) -> dict[str, str]:
    """Departments and persons (as registers write them, lower case) with one computer only."""
    found: dict[str, set[str]] = defaultdict(set)
    for machine in known.machines:
        key = host_key(machine.name)
        for word in (machine.department, machine.user):
            if key and word:
                found[unicodedata.normalize("NFKC", word).lower()].add(key)
    return {word: min(hosts) for word, hosts in found.items() if len(hosts) == 1}
