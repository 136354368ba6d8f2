"""Records of access to files: who opened, was refused, listed, made or carried away what.

Of the millions of such records only those are fetched that fall near a window and belong to its
computer, address or user; of all others only which files there are, and when each was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote

import duckdb

from sekisho.case.addresses import AddressBook
from sekisho.case.asking import Row, ask, reference
from sekisho.case.clocks import Clocks
from sekisho.case.facts import Reference, Window
from sekisho.case.hosts import host_key
from sekisho.case.shares import roots, shared
from sekisho.case.window import reach

SLACK = timedelta(minutes=10)
_BACKGROUND = (
    "msmpeng.exe", "mpcmdrun.exe", "searchprotocolhost.exe", "searchindexer.exe", "svchost.exe",
    "searchfilterhost.exe", "ntrtscan.exe", "tmccsf.exe", "ccsvchst.exe", "avp.exe", "ekrn.exe",
    "wbengine.exe", "dllhost.exe", "tiworker.exe",
)  # fmt: skip
"""Programs that read every file without showing it to anybody: antivirus, index, backup."""

_SHARES = """
SELECT "@timestamp" AS t, coalesce("observer.name", "host.name") AS server, "share.name" AS share,
       "file.path" AS path, "event.action" AS act, "event.outcome" AS outcome, "source.ip" AS ip,
       "user.name" AS user, "event.dataset" AS source, "observer.name" AS observer, NULL AS program,
       evidence, position, unit
FROM share WHERE "@timestamp" BETWEEN $since AND $until AND "file.path" IS NOT NULL
  AND "event.action" IN ('read', 'write', 'create', 'rename', 'list', 'attributes', 'other')
  AND ("source.ip" IN (SELECT unnest($ips)) OR ("source.ip" IS NULL
       AND (host_key("host.name") = $host OR lower("user.name") = $user)))
UNION ALL
SELECT "@timestamp", "host.name", fields['ShareName'], fields['RelativeTargetName'],
       CASE WHEN {reads} THEN 'read' WHEN {writes} THEN 'write' ELSE 'attributes' END,
       "event.outcome", fields['IpAddress'], coalesce(fields['SubjectUserName'], "user.name"),
       "event.dataset", "host.name", NULL, evidence, position, unit
FROM windows WHERE EventID = 5145 AND "@timestamp" BETWEEN $since AND $until
  AND fields['IpAddress'] IN (SELECT unnest($ips)) AND fields['RelativeTargetName'] IS NOT NULL
ORDER BY t, evidence, position
"""
_LOCAL = """
SELECT "@timestamp" AS t, host_key("host.name") AS server, NULL AS share,
       fields['ObjectName'] AS path,
       CASE WHEN "event.outcome" = 'failure' THEN 'refused'
            WHEN {reads} THEN 'read' WHEN {writes} THEN 'write' ELSE 'attributes' END AS act,
       "event.outcome" AS outcome, NULL AS ip,
       coalesce(fields['SubjectUserName'], "user.name") AS user, "event.dataset" AS source,
       "host.name" AS observer, fields['ProcessName'] AS program, evidence, position, unit,
       0 AS coarse_s
FROM windows WHERE EventID IN (4663, 4656) AND fields['ObjectName'] IS NOT NULL
  AND coalesce(fields['ObjectType'], 'File') = 'File'
  AND host_key("host.name") = $host AND "@timestamp" BETWEEN $wide_since AND $wide_until
UNION ALL
SELECT "@timestamp", host_key("host.name"), NULL, fields['TargetFilename'], 'created',
       "event.outcome", NULL, "user.name", "event.dataset", "host.name", fields['Image'],
       evidence, position, unit, 0
FROM windows WHERE EventID = 11 AND fields['TargetFilename'] IS NOT NULL
  AND host_key("host.name") = $host AND "@timestamp" BETWEEN $wide_since AND $wide_until
UNION ALL
SELECT "@timestamp", $host, NULL, "c-uri", 'read', NULL, NULL, "user.name", "event.dataset",
       $host, NULL, b.evidence, position, unit, 0
FROM browser b LEFT JOIN case_place p USING (evidence)
WHERE "c-uri" LIKE 'file:///%' AND coalesce(host_key(b."host.name"), p.host) = $host
  AND "@timestamp" BETWEEN $wide_since AND $wide_until
UNION ALL
SELECT "@timestamp", $host, NULL, "file.path",
       CASE WHEN fields['phase'] = 'start' THEN 'opened' ELSE 'transferred' END,
       NULL, NULL, "user.name",
       "event.dataset", $host, "remote.tool", r.evidence, position, unit,
       CASE WHEN regexp_matches("time.text", '\\d:\\d\\d:\\d\\d') IS FALSE THEN 60 ELSE 0 END
FROM remote r LEFT JOIN case_place p USING (evidence)
WHERE "event.action" = 'file' AND "file.path" IS NOT NULL
  AND coalesce(host_key(r."host.name"), p.host) = $host
  AND "@timestamp" BETWEEN $wide_since AND $wide_until
UNION ALL
SELECT "@timestamp", host_key("host.name"), NULL,
       regexp_extract(coalesce(fields['CommandLine'], ''),
         '"?((?:[A-Za-z]:\\\\|\\\\\\\\)[^"<>|*?]+\\.[A-Za-z]{{2,5}})"?\\s*$', 1),
       'opened', NULL, NULL, coalesce(fields['SubjectUserName'], fields['User'], "user.name"),
       "event.dataset", "host.name", coalesce(fields['NewProcessName'], fields['Image']),
       evidence, position, unit, 0
FROM windows WHERE (EventID = 4688 OR (EventID = 1 AND fields['Image'] IS NOT NULL))
  AND host_key("host.name") = $host AND "@timestamp" BETWEEN $wide_since AND $wide_until
ORDER BY t, evidence, position
"""
_MASK = "try_cast(fields['AccessMask'] AS BIGINT)"
_READS = f"(fields['AccessList'] LIKE '%4416%' OR ({_MASK} & 1) = 1)"
_WRITES = f"(fields['AccessList'] LIKE '%4417%' OR ({_MASK} & 6) > 0)"

_FILES = """
WITH seen AS (
  SELECT coalesce("observer.name", "host.name") AS server, "share.name" AS share,
         "file.path" AS path, "@timestamp" AS t, "event.action" AS act, "event.outcome" AS outcome,
         "event.dataset" AS source, "observer.name" AS observer, evidence, position, unit
  FROM share WHERE "file.path" IS NOT NULL AND "@timestamp" IS NOT NULL
    AND "event.action" IN ('read', 'write', 'create', 'attributes', 'other')
  UNION ALL
  SELECT "host.name", fields['ShareName'], fields['RelativeTargetName'], "@timestamp",
         CASE WHEN {reads} THEN 'read' ELSE 'other' END, "event.outcome", "event.dataset",
         "host.name", evidence, position, unit
  FROM windows WHERE EventID = 5145 AND fields['RelativeTargetName'] IS NOT NULL
    AND "@timestamp" IS NOT NULL
)
SELECT server, share, path, source, observer, min(t) AS first,
       min(t) FILTER (act = 'create' AND outcome IS DISTINCT FROM 'failure') AS made,
       arg_min(evidence, (t, position)) AS evidence, arg_min(position, (t, position)) AS position,
       arg_min(unit, (t, position)) AS unit
FROM seen GROUP BY ALL ORDER BY server, share, path, source, observer
"""
_RENAMED = """
SELECT coalesce("observer.name", "host.name") AS server, "file.path" AS path,
       "file.target_path" AS target, "share.name" AS share
FROM share WHERE "event.action" = 'rename' AND "file.target_path" IS NOT NULL
  AND "file.path" IS NOT NULL AND "event.outcome" IS DISTINCT FROM 'failure'
ORDER BY "@timestamp", evidence, position
"""


@dataclass(frozen=True)
class Access:
    """One access from the controlled computer on the reference clock. ``act``: read, refused,
    attributes, list, write, created, transferred or opened; ``host`` is where the file lay."""

    time: datetime
    host: str | None
    path: str
    act: str
    user: str | None
    uncertainty_s: float
    evidence: Reference
    from_server: bool


@dataclass(frozen=True)
class Filed:
    """A file that a server's records name; ``made``: when they saw it made, corrected."""

    server: str | None
    path: str
    first: datetime
    made: datetime | None
    source: str
    evidence: Reference


def accesses(
    connection: duckdb.DuckDBPyConnection, window: Window, book: AddressBook, clocks: Clocks
) -> tuple[Access, ...]:
    """Accesses from a window's computer, from shortly before to shortly after the window."""
    host = host_key(window.host)
    since, until = reach(window)
    since, until = since - SLACK, until + SLACK
    ips = set(book.addresses_of(host, since, until)) | ({window.address} - {None})
    values = {
        "since": since,
        "until": until,
        "ips": sorted(ip for ip in ips if ip),
        "user": (window.user or "").lower(),
        "host": host,
    }
    masks = {"reads": _READS, "writes": _WRITES}
    known = roots(connection)
    found = [
        _access(row, clocks, True, known)
        for row in ask(connection, _SHARES.format(**masks), values)
    ]
    if host is not None:
        wide = {"host": host, "wide_since": since - 18 * SLACK, "wide_until": until + 18 * SLACK}
        found += [
            _access(row, clocks, False, {})
            for row in ask(connection, _LOCAL.format(**masks), wide)
            if row["path"] and not _background(row["program"])
        ]
    return tuple(
        one for one in sorted(found, key=lambda one: (one.time, str(one.evidence)))
        if since <= one.time <= until
    )  # fmt: skip


def _access(
    row: Row,
    clocks: Clocks,
    from_server: bool,  # noqa: FBT001
    known: Mapping[tuple[str, ...], str],
) -> Access:
    clock = clocks.of(row["source"], row["observer"])
    act = row["act"]
    if row["outcome"] == "failure" and act in ("read", "write", "create", "other", "opened"):
        act = "refused"
    path = row["path"]
    if path.startswith("file:///"):
        path = unquote(path.removeprefix("file:///")).replace("/", "\\")
    return Access(
        time=row["t"] - timedelta(seconds=clock.offset_s),
        host=host_key(row["server"]),
        path=shared(path, row["share"], known),
        act=act,
        user=row["user"],
        uncertainty_s=clock.uncertainty_s + row.get("coarse_s", 0),
        evidence=reference(row),
        from_server=from_server,
    )


def _background(program: str | None) -> bool:
    return (program or "").replace("/", "\\").rpartition("\\")[2].lower() in _BACKGROUND


def filed(connection: duckdb.DuckDBPyConnection, clocks: Clocks) -> tuple[Filed, ...]:
    """Every file that the servers' records name."""
    found = []
    known = roots(connection)
    for row in ask(connection, _FILES.format(reads=_READS)):
        back = timedelta(seconds=clocks.of(row["source"], row["observer"]).offset_s)
        found.append(
            Filed(
                server=host_key(row["server"]),
                path=shared(row["path"], row["share"], known),
                first=row["first"] - back,
                made=row["made"] - back if row["made"] else None,
                source=row["source"],
                evidence=reference(row),
            )
        )
    return tuple(found)


def renamed(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str | None, str], str]:
    """The later name of files that a server saw renamed: (server, old path) to new path."""
    known = roots(connection)
    return {
        (host_key(row["server"]), shared(row["path"], row["share"], known)): shared(
            row["target"], row["share"], known
        )
        for row in ask(connection, _RENAMED)
    }


def named(moves: dict[tuple[str | None, str], str], host: str | None, path: str) -> Sequence[str]:
    """A path and every later name of the file."""
    names = [path]
    while (after := moves.get((host, names[-1]))) and after not in names:
        names.append(after)
    return names
