"""The same thing seen by two sources: pairs of times whose difference is the clocks' difference.

Things are: a page (history of a PC and proxy), a connection (Windows or firewall and proxy), a
file of a share that a PC's own record and the server's both name. A program's start and its
first connection are one thing only loosely: the second follows the first.
"""

from __future__ import annotations

import duckdb

from sekisho.case.asking import Row, ask

APART_S = 3 * 3600
"""Clocks that differ more are looked for nowhere: too much would seem to be the same."""
LOOSELY_S = 900
"""A connection so long after the start of its program did not follow from it."""
COMMON = 40
"""A page or host seen oftener than this in the reference tells nothing about one visit."""

_WANTED = """
CREATE OR REPLACE TEMP TABLE case_wanted AS
SELECT DISTINCT lower("cs-host") AS site FROM browser WHERE "cs-host" IS NOT NULL
UNION SELECT DISTINCT lower(fields['DestinationHostname']) FROM windows
      WHERE EventID = 3 AND fields['DestinationHostname'] IS NOT NULL
UNION SELECT DISTINCT lower(fields['QueryName']) FROM windows
      WHERE EventID = 22 AND fields['QueryName'] IS NOT NULL
UNION SELECT DISTINCT lower(host) FROM case_tool_host
"""
_REFERENCE = """
CREATE OR REPLACE TEMP TABLE case_reference AS
WITH hits AS (
  SELECT "event.dataset" AS source, "observer.name" AS observer, "source.ip" AS ip,
         coalesce("event.start", "@timestamp") AS t, "c-uri" AS uri,
         'host ' || lower("cs-host") AS site
  FROM proxy WHERE "source.ip" IS NOT NULL AND lower("cs-host") IN (FROM case_wanted)
  UNION ALL
  SELECT "event.dataset", "observer.name", "source.ip", coalesce("event.start", "@timestamp"),
         NULL, 'host ' || lower("destination.domain")
  FROM firewall WHERE "source.ip" IS NOT NULL AND lower("destination.domain") IN (FROM case_wanted)
), pages AS (SELECT DISTINCT "c-uri" AS uri FROM browser WHERE "c-uri" LIKE 'http%')
SELECT source, observer, ip, t, uri AS thing FROM hits
WHERE t IS NOT NULL AND uri IN (SELECT uri FROM pages)
UNION ALL
SELECT source, observer, ip, t, site FROM hits WHERE t IS NOT NULL
"""
_PAIRS = f"""
WITH mine AS (
  SELECT r.thing, r.t, a.host FROM case_reference r
  JOIN case_address a ON a.ip = r.ip AND r.t >= a.since AND r.t < a.until
  WHERE r.source = $source AND r.observer IS NOT DISTINCT FROM $observer
), rare AS (
  SELECT thing, host FROM mine GROUP BY thing, host HAVING count(*) <= {COMMON}
), theirs AS (
  SELECT b."event.dataset" AS source, coalesce(host_key(b."host.name"), p.host) AS host,
         coalesce(host_key(b."host.name"), p.host) AS pc, b."@timestamp" AS t,
         unnest([b."c-uri", 'host ' || lower(b."cs-host")]) AS thing, false AS loose,
         evidence, position, unit, true AS machine
  FROM browser b LEFT JOIN case_place p USING (evidence)
  WHERE b."event.action" = 'visit'
  UNION ALL
  SELECT "event.dataset", host_key("host.name"), host_key("host.name"), "@timestamp",
         'host ' || lower(coalesce(fields['DestinationHostname'], fields['QueryName'])), false,
         evidence, position, unit, true
  FROM windows WHERE EventID IN (3, 22)
), paired AS (
  SELECT theirs.*, epoch(theirs.t - mine.t) AS delta_s
  FROM theirs JOIN rare ON rare.thing = theirs.thing AND rare.host = theirs.pc
  JOIN mine ON mine.thing = theirs.thing AND mine.host = theirs.pc
  WHERE abs(epoch(theirs.t - mine.t)) <= {APART_S}
)
SELECT source, host, thing, loose, machine, delta_s, evidence, position, unit FROM paired
ORDER BY source, host, thing, delta_s, evidence, position LIMIT 200000
"""
_FOLLOWED = f"""
WITH reached AS (
  SELECT a.host, h.tool, date_trunc('day', r.t + INTERVAL 9 HOUR) AS day, min(r.t) AS t
  FROM case_reference r
  JOIN case_tool_host h ON r.thing = 'host ' || lower(h.host) AND h.role = 'use'
  JOIN case_address a ON a.ip = r.ip AND r.t >= a.since AND r.t < a.until
  WHERE r.source = $source AND r.observer IS NOT DISTINCT FROM $observer GROUP BY ALL
), started AS (
  SELECT source, host, tool, date_trunc('day', t + INTERVAL 9 HOUR) AS day, min(t) AS t,
         arg_min(evidence, (t, position)) AS evidence, arg_min(position, (t, position)) AS position,
         arg_min(unit, (t, position)) AS unit
  FROM case_tool_start GROUP BY ALL
)
SELECT source, host, 'tool ' || tool || ' ' || day AS thing, true AS loose, true AS machine,
       epoch(started.t - reached.t) AS delta_s, evidence, position, unit
FROM started JOIN reached USING (host, tool, day)
WHERE abs(epoch(started.t - reached.t)) <= {LOOSELY_S} ORDER BY source, host, thing, position
"""
_GATES = f"""
SELECT o.source, o.observer AS host, o.thing || ' ' || o.ip AS thing, false AS loose,
       false AS machine, epoch(o.t - r.t) AS delta_s, NULL AS evidence, NULL AS position,
       NULL AS unit
FROM case_reference o JOIN case_reference r
  ON o.thing = r.thing AND o.ip = r.ip AND abs(epoch(o.t - r.t)) <= {APART_S}
WHERE r.source = $source AND r.observer IS NOT DISTINCT FROM $observer
  AND (o.source, coalesce(o.observer, '')) IS DISTINCT FROM ($source, coalesce($observer, ''))
ORDER BY ALL LIMIT 200000
"""


def sightings(
    connection: duckdb.DuckDBPyConnection, source: str, observer: str | None
) -> list[Row]:
    """Pairs of sightings against the reference source: ``source``, ``host``, ``thing``,
    ``delta_s`` (theirs minus the reference's), ``loose``, ``machine`` (the clock is that of a
    PC) and the pointer of theirs. Needs ``case_address``, ``case_place``, ``case_tool_host``
    and ``case_tool_start``."""
    connection.execute(_WANTED)
    connection.execute(_REFERENCE)
    values = {"source": source, "observer": observer}
    queries = (_PAIRS, _FOLLOWED, _GATES)
    return [row for query in queries for row in ask(connection, query, values)]
