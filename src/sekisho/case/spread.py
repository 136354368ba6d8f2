"""Spread: who else met the same page, host, tool, file or mail."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep
from sekisho.case.facts import Contact, FindingFact, Reference
from sekisho.case.hosts import Names, host_key
from sekisho.case.requests import Request
from sekisho.case.signs import fake_pages
from sekisho.case.uses import Use
from sekisho.events.columns import TEXT

_SITES = """
WITH met AS (
  SELECT "cs-host" AS site, "source.ip" AS ip, "user.name" AS user,
         coalesce("event.start", "@timestamp") AS t, evidence, position, unit
  FROM proxy WHERE "cs-host" IN (SELECT site FROM case_site)
), placed AS (
  SELECT met.*, arg_min(a.host, a.rank * 1e12 - epoch(a.since)) AS host
  FROM met LEFT JOIN case_address a ON a.ip = met.ip AND met.t >= a.since AND met.t < a.until
  GROUP BY ALL
)
SELECT CASE WHEN regexp_full_match(site, '[0-9.]+') THEN 'address' ELSE 'page' END AS what,
       site AS value, host, max(user) AS user, ip AS address, min(t) AS first,
       max(t) AS last, count(*) AS count, arg_min(evidence, (t, position)) AS evidence,
       arg_min(position, (t, position)) AS position, arg_min(unit, (t, position)) AS unit
FROM placed WHERE t IS NOT NULL GROUP BY site, host, ip
UNION ALL
SELECT 'page', "cs-host", coalesce(host_key(b."host.name"), p.host), max("user.name"), NULL,
       min("@timestamp"), max("@timestamp"), count(*), arg_min(evidence, ("@timestamp", position)),
       arg_min(position, ("@timestamp", position)), arg_min(unit, ("@timestamp", position))
FROM browser b LEFT JOIN case_place p USING (evidence)
WHERE "cs-host" IN (SELECT site FROM case_site) AND "@timestamp" IS NOT NULL
GROUP BY "cs-host", coalesce(host_key(b."host.name"), p.host)
ORDER BY value, first, host, address
"""
_MAIL = """
WITH bad AS (
  SELECT email."email.subject" AS subject, digest
  FROM message email, unnest("email.attachments.sha256") AS u(digest)
  WHERE digest IN (SELECT unnest($digests))
)
SELECT 'mail' AS what, u.digest AS value, NULL AS host,
       array_to_string("email.to.addresses", ', ') AS user, NULL AS address,
       min("@timestamp") AS first, max("@timestamp") AS last, count(*) AS count,
       arg_min(evidence, position) AS evidence, arg_min(position, position) AS position,
       arg_min(unit, position) AS unit
FROM message, unnest("email.attachments.sha256") AS u(digest)
WHERE u.digest IN (SELECT digest FROM bad) AND "@timestamp" IS NOT NULL
GROUP BY u.digest, "email.to.addresses" ORDER BY first, user
"""
_HASHES = """
SELECT DISTINCT lower(regexp_extract(fields['Hashes'], 'SHA256=([0-9A-Fa-f]{64})', 1)) AS digest
FROM windows WHERE fields['Hashes'] LIKE '%SHA256=%'
  AND struct_pack(e := evidence, p := position) IN (SELECT unnest($places)) ORDER BY 1
"""
_SAME_HASH = """
SELECT 'hash' AS what, digest AS value, host_key("host.name") AS host, max("user.name") AS user,
       NULL AS address, min("@timestamp") AS first, max("@timestamp") AS last, count(*) AS count,
       arg_min(evidence, ("@timestamp", position)) AS evidence,
       arg_min(position, ("@timestamp", position)) AS position,
       arg_min(unit, ("@timestamp", position)) AS unit
FROM (SELECT *, lower(regexp_extract(fields['Hashes'], 'SHA256=([0-9A-Fa-f]{64})', 1)) AS digest
      FROM windows WHERE fields['Hashes'] LIKE '%SHA256=%')
WHERE digest IN (SELECT unnest($digests)) AND "@timestamp" IS NOT NULL
GROUP BY digest, host ORDER BY value, first, host
"""


def spread(
    connection: duckdb.DuckDBPyConnection,
    incidents: Sequence[tuple[Use, Sequence[Request]]],
    findings: Sequence[FindingFact],
    names: Names,
    called: Sequence[str] = (),
) -> tuple[Contact, ...]:
    """Everybody but the incident computers who met the false pages or ran the same program.

    ``called``: addresses that mailed programs called. Needs ``case_address``, ``case_place``.
    """
    own = {use.host for use, _ in incidents if use.host}
    pages = {one.site for use, asked in incidents for one, _ in fake_pages(use, asked, findings)}
    sites = sorted({*pages, *called})
    keep(connection, "case_site", [{"site": site} for site in sites], pa.schema([("site", TEXT)]))
    rows = ask(connection, _SITES) if sites else []
    digests = _digests(connection, incidents)
    if digests:
        rows += ask(connection, _SAME_HASH, {"digests": digests})
        rows += ask(connection, _MAIL, {"digests": digests})
    addresses = {use.address for use, _ in incidents if use.address and use.host is None}
    return tuple(
        _contact(row, names)
        for row in rows
        if (host_key(row["host"]) not in own if row["host"] else row["address"] not in addresses)
    )


def _digests(
    connection: duckdb.DuckDBPyConnection, incidents: Sequence[tuple[Use, Sequence[Request]]]
) -> list[str]:
    places = [
        {"e": one.evidence.evidence, "p": one.evidence.position}
        for use, _ in incidents
        for one in use.traces
    ]
    if not places:
        return []
    return [row["digest"] for row in ask(connection, _HASHES, {"places": places}) if row["digest"]]


def _contact(row: Row, names: Names) -> Contact:
    return Contact(
        what=f"spread.{row['what']}",
        value=row["value"],
        host=names.show(row["host"]),
        user=row["user"],
        address=row["address"],
        first=row["first"],
        last=row["last"],
        count=row["count"],
        evidence=(Reference(row["evidence"], row["position"], row["unit"]),),
    )
