"""The programs that are in use, so that a list can be made of what is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import duckdb

from sekisho.gates.between import Between
from sekisho.gates.software import model
from sekisho.gates.software.runs import runs
from sekisho.rulebook import Rulebook

_PROGRAMS = """
SELECT path, max(publisher) AS publisher, max(product) AS product, max(sha256) AS sha256,
       coalesce(max(code) FILTER (code = 'software.forbidden'),
                max(code) FILTER (code IN ('software.unlisted', 'software.writable')),
                min(code)) AS code,
       count(DISTINCT lower(host))::BIGINT AS hosts,
       count(DISTINCT lower(account)) FILTER (account <> '')::BIGINT AS people,
       sum(starts)::BIGINT AS starts, min(first) AS first, max(last) AS last
FROM software_judged WHERE path IS NOT NULL
GROUP BY path ORDER BY hosts DESC, starts DESC, path
"""


@dataclass(frozen=True)
class Seen:
    """One program by its path (small letters). ``hosts``, ``people``: how many; ``publisher``,
    ``product``, ``sha256``: as AppLocker recorded them, else empty; ``code``: how the gate
    judges it at its worst (an administrator may have run it as well). ``first``, ``last``:
    aware, None where no record is dated."""

    path: str
    publisher: str
    product: str
    sha256: str
    code: str
    hosts: int
    people: int
    starts: int
    first: datetime | None
    last: datetime | None


def seen(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between
) -> tuple[Seen, ...]:
    """Every program that was started, that of the most PCs first. Raises NotBuildableError for
    what is no hash in the rulebook."""
    connection.register("software_judged", runs(connection, rulebook, between))
    rows = connection.sql(_PROGRAMS).to_arrow_table().to_pylist()
    connection.unregister("software_judged")
    return tuple(Seen(**row) for row in rows)


def fragment(found: Iterable[Seen]) -> str:
    """What no list and no trusted place covers, as entries of ``software.allowed``: by publisher
    and product where signed, by hash where not, by path where only that is known.

    A person decides which of them the office needs, and deletes the rest.
    """
    lines = list(_entries(one for one in found if one.code in _OPEN))
    return "software:\n  allowed:\n" + "".join(f"{line}\n" for line in lines) if lines else ""


_OPEN = (model.UNLISTED, model.WRITABLE_PLACE)


def _entries(found: Iterable[Seen]) -> Iterator[str]:
    told = set()
    for one in found:
        entry = tuple(_told(one))
        if entry in told:
            continue
        told.add(entry)
        name = one.product or one.path.rpartition("\\")[2]
        yield f"    - name: {json.dumps(name, ensure_ascii=False)}  # {one.hosts}"
        yield from (f"      {line}" for line in entry)


def _told(one: Seen) -> Iterator[str]:
    if one.publisher:
        yield f"publisher: {json.dumps(one.publisher, ensure_ascii=False)}"
        if one.product:
            yield f"product: {json.dumps(one.product, ensure_ascii=False)}"
    elif one.sha256:
        yield f"hashes: [{json.dumps(one.sha256)}]"
    else:
        yield f"paths: [{json.dumps(one.path, ensure_ascii=False)}]"
