"""The mail gate tried on past mails: what their attachments' names alone would have stopped, and
which mails of the town's own people the rules for leaving would have held or encrypted.

The table of mails holds names and no bytes: what a file really is, macros and signs of the sender,
and whose data left, are judged by ``sekisho mail judge`` over the mails themselves.
"""

from __future__ import annotations

from typing import Any

import duckdb

from sekisho.gates.between import Between
from sekisho.gates.mail.departures import departures
from sekisho.gates.mail.real import PROGRAMS, SCRIPTS
from sekisho.gates.mail.verdict import ENCRYPT, VERDICTS, asked_of
from sekisho.gates.preview import Preview, Refusals
from sekisho.rulebook import Rulebook

LEAST = VERDICTS.index(ENCRYPT)
"""The mildest verdict that somebody notices of himself."""
_SEEN = """
WITH named AS (
  SELECT m.evidence, m.position, m.unit, m."@timestamp" AS t,
         lower(m."email.from.address") AS sender, lower(r.recipient) AS recipient,
         regexp_extract(lower(a.name), '(\\.[^./\\s]+)[\\s.]*$', 1) AS ending
  FROM message m, unnest("email.attachments.name") AS a(name),
       unnest("email.to.addresses") AS r(recipient)
  WHERE m."@timestamp" IS NOT NULL {between}
), coded AS (
  SELECT *, CASE WHEN ending IN (SELECT unnest($forbidden)) THEN 'mail.forbidden_ending'
                 WHEN ending = '.lnk' THEN 'mail.link'
                 WHEN ending IN (SELECT unnest($programs)) THEN 'mail.program'
                 WHEN ending IN (SELECT unnest($scripts)) THEN 'mail.script'
                 WHEN ending IN (SELECT unnest($held)) THEN 'mail.held_ending' END AS code
  FROM named
), stopped AS (
  SELECT DISTINCT ON (evidence, position, code, recipient)
         evidence, position, unit, t, sender, recipient, code, leaving
  FROM (SELECT evidence, position, unit, t, sender, recipient, code, false AS leaving FROM coded
        UNION ALL
        SELECT evidence, position, unit, t, sender, recipient, code, true FROM mail_left)
  WHERE code IN (SELECT unnest($stopping))
)
SELECT code, recipient, sender, leaving, count(*) AS count, min(t) AS first, max(t) AS last,
       list((extract('hour' FROM t) + 9)::INTEGER % 24) AS hours,
       arg_min({{'evidence': evidence, 'position': position, 'unit': unit}}, t) AS sample,
       (SELECT count(DISTINCT (evidence, position)) FROM stopped) AS mails
FROM stopped GROUP BY code, recipient, sender, leaving
ORDER BY count DESC, code, recipient, sender
"""
"""Japan has had no summer time since 1951: its hour is that of UTC and nine."""
_TOTAL = """
SELECT count(*) AS judged, min("@timestamp") AS first, max("@timestamp") AS last
FROM message WHERE "@timestamp" IS NOT NULL {between}
"""
_UNDATED = """SELECT count(*) AS undated FROM message WHERE "@timestamp" IS NULL"""


def preview(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between) -> Preview:
    """What would have been held or refused by the names of attachments."""
    asked = asked_of(rulebook)
    stopping = [code for code, verdict in asked.items() if VERDICTS.index(verdict) >= LEAST]
    values = {
        "forbidden": list(rulebook.mail.forbidden_attachments),
        "held": list(rulebook.mail.held_attachments),
        "programs": sorted(PROGRAMS),
        "scripts": sorted(SCRIPTS),
        "stopping": sorted(stopping),
    }
    span = between.sql()
    left = departures(connection, rulebook, between)
    rows = connection.sql(_SEEN.format(between=span), params=values).to_arrow_table().to_pylist()
    connection.execute("DROP TABLE mail_left")
    (total,) = connection.sql(_TOTAL.format(between=span)).to_arrow_table().to_pylist()
    (undated,) = connection.sql(_UNDATED).to_arrow_table().to_pylist()
    refusals = tuple(_refusals(row, rulebook) for row in rows)
    unjudged = {"gates.unjudged.mail_content": total["judged"]} if total["judged"] else {}
    if left:
        unjudged["gates.unjudged.mail_leaving"] = left
    if undated["undated"]:
        unjudged["gates.unjudged.mail_undated"] = undated["undated"]
    return Preview(
        gate="mail",
        judged=total["judged"],
        refused=rows[0]["mails"] if rows else 0,
        first=total["first"],
        last=total["last"],
        refusals=refusals,
        unjudged=unjudged,
    )


def _refusals(row: dict[str, Any], rulebook: Rulebook) -> Refusals:
    """Who would be disturbed: who gets it, of a mail that leaves who sends it."""
    whose = row["sender" if row["leaving"] else "recipient"] or ""
    person = rulebook.person(whose)
    hours: dict[int, int] = {}
    for hour in row["hours"]:
        hours[hour] = hours.get(hour, 0) + 1
    return Refusals(
        code=row["code"],
        host="",
        address=row["sender"] or "",
        person=person.name if person else whose,
        department=person.department if person else "",
        to=row["recipient"] or "",
        count=row["count"],
        hours=dict(sorted(hours.items())),
        first=row["first"],
        last=row["last"],
        **row["sample"],
    )
