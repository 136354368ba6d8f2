"""Whose browser a history was, where neither its path nor its content names the computer.

The pages it tells of were asked of the proxy by one computer: the one that alone asked for
several of them at about the same time. What lies in the same folder as such a history was
taken from the same computer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep
from sekisho.events.columns import TEXT
from sekisho.events.evidence import INSIDE

FEWEST = 3
"""So many different pages must have been asked for by one computer alone."""
APART_H = 3
"""Clocks that differ more are not brought together."""

_MET = f"""
WITH visited AS (
  SELECT DISTINCT b.evidence, "c-uri" AS uri, "@timestamp" AS t
  FROM browser b LEFT JOIN case_place p USING (evidence)
  WHERE p.host IS NULL AND b."host.name" IS NULL AND "event.action" = 'visit'
    AND "c-uri" LIKE 'http%' AND "@timestamp" IS NOT NULL
), asked AS (
  SELECT "c-uri" AS uri, "source.ip" AS ip, coalesce("event.start", "@timestamp") AS t
  FROM proxy WHERE "c-uri" IN (SELECT uri FROM visited)
), met AS (
  SELECT DISTINCT v.evidence, v.uri, h.host
  FROM visited v JOIN asked a
    ON a.uri = v.uri AND abs(epoch(a.t - v.t)) <= {APART_H} * 3600
  JOIN case_address h ON h.ip = a.ip AND a.t >= h.since AND a.t < h.until
  WHERE h.host IS NOT NULL
), alone AS (
  SELECT evidence, uri, any_value(host) AS host FROM met GROUP BY evidence, uri
  HAVING count(DISTINCT host) = 1
)
SELECT evidence, host, count(*) AS pages FROM alone GROUP BY evidence, host
ORDER BY evidence, pages DESC, host
"""
_ELSEWHERE = """
SELECT DISTINCT evidence FROM proxy UNION SELECT DISTINCT evidence FROM firewall
UNION SELECT DISTINCT evidence FROM dhcp UNION SELECT DISTINCT evidence FROM share
UNION SELECT DISTINCT evidence FROM mail UNION SELECT DISTINCT evidence FROM login ORDER BY 1
"""


def histories(
    connection: duckdb.DuckDBPyConnection, evidence: Iterable[str], placed: Mapping[str, str]
) -> dict[str, str]:
    """``placed`` with the computers of nameless histories and of what lies beside them, also as
    the table ``case_place``. Needs ``case_place`` and ``case_address``."""
    scores: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in ask(connection, _MET):
        scores[row["evidence"]].append((row["pages"], row["host"]))
    found = {
        name: best[1]
        for name, (best, *others) in scores.items()
        if best[0] >= FEWEST and all(best[0] >= 2 * pages for pages, _ in others)
    }
    if not found:
        return dict(placed)
    names = list(evidence)
    servers = {row["evidence"] for row in ask(connection, _ELSEWHERE)}
    answer = {**_beside(found, names, placed, servers), **found, **placed}
    rows: list[Row] = [{"evidence": name, "host": host} for name, host in sorted(answer.items())]
    keep(connection, "case_place", rows, pa.schema([("evidence", TEXT), ("host", TEXT)]))
    return answer


def _beside(
    found: Mapping[str, str], names: Iterable[str], placed: Mapping[str, str], servers: set[str]
) -> dict[str, str]:
    """What lies in or below the folder of a history, unless that folder holds records of the
    network or things of another computer as well."""
    folders: dict[tuple[str, ...], str] = {_parts(name)[:-1]: host for name, host in found.items()}
    listed = list(names)
    answer: dict[str, str] = {}
    for folder, host in folders.items():
        inside = [name for name in listed if folder and _parts(name)[: len(folder)] == folder]
        hosts = {one[name] for name in inside for one in (found, placed) if name in one}
        if hosts <= {host} and not servers.intersection(inside):
            answer |= dict.fromkeys(inside, host)
    return answer


def _parts(name: str) -> tuple[str, ...]:
    return PurePosixPath(name.replace(INSIDE, "/")).parts
