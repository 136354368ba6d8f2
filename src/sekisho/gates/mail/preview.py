"""The mail gate tried on past mails: whole where their bytes still lie, else by what the table of
mails holds: the names of attachments, and of mails that leave addressees, words and first lines.

The table holds no bytes: what a file really is, macros, links, signs of the sender, and whose data
left, cannot be told from it; how many mails that concerns is told, and of how many there are lines
of a mail server's log alone.
"""

from __future__ import annotations

from typing import Any

import duckdb

from sekisho.gates.between import Between
from sekisho.gates.mail.departures import departures
from sekisho.gates.mail.real import PROGRAMS, SCRIPTS
from sekisho.gates.mail.verdict import VERDICTS, asked_of
from sekisho.gates.mail.whole import LEAST, Whole, judged_whole
from sekisho.gates.preview import Preview, Refusals
from sekisho.rulebook import Rulebook

_SEEN = """
WITH named AS (
  SELECT m.evidence, m.position, m.unit, m."@timestamp" AS t,
         lower(m."email.from.address") AS sender, lower(r.recipient) AS recipient,
         regexp_extract(lower(a.name), '(\\.[^./\\s]+)[\\s.]*$', 1) AS ending
  FROM message m ANTI JOIN mail_seen s USING (evidence, position),
       unnest("email.attachments.name") AS a(name),
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
        SELECT evidence, position, unit, t, sender, recipient, code, true
        FROM mail_left ANTI JOIN mail_seen USING (evidence, position)
        UNION ALL
        SELECT evidence, position, unit, t, sender, recipient, code, leaving FROM mail_whole)
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
_LOGGED = """
WITH logged AS (
  SELECT "email.queue_id" AS queue_id, max(trim("email.message_id", '<>')) AS id FROM mail m
  WHERE "email.queue_id" IS NOT NULL AND "@timestamp" IS NOT NULL {between} GROUP BY queue_id
)
SELECT count(DISTINCT coalesce(id, queue_id)) AS count FROM logged
WHERE id IS NULL OR id NOT IN (
  SELECT trim("email.message_id", '<>') FROM message WHERE "email.message_id" IS NOT NULL)
"""
_RECORDED = """
SELECT count(*) AS count FROM gate g
WHERE "gate.verdict" IS NOT NULL AND "@timestamp" IS NOT NULL {between}
"""
_UNDATED = """SELECT count(*) AS undated FROM message WHERE "@timestamp" IS NULL"""


def preview(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between,
    whole: Whole | None = None,
) -> Preview:
    """What would not have passed as it came. ``whole``: where the mails' bytes are looked for;
    None: nowhere. Raises OSError."""
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
    by_bytes = judged_whole(connection, rulebook, between, whole)
    left = departures(connection, rulebook, between)
    rows = connection.sql(_SEEN.format(between=span), params=values).to_arrow_table().to_pylist()
    for name in ("mail_left", "mail_seen", "mail_whole"):
        connection.execute(f"DROP TABLE {name}")
    (total,) = connection.sql(_TOTAL.format(between=span)).to_arrow_table().to_pylist()
    unjudged = {
        "gates.unjudged.mail_content": total["judged"] - by_bytes.judged - by_bytes.not_there,
        "gates.unjudged.mail_not_there": by_bytes.not_there,
        "gates.unjudged.mail_leaving": left,
        "gates.unjudged.mail_undated": _count(connection, _UNDATED),
    }
    if whole is not None:
        unjudged["gates.unjudged.mail_log"] = _count(connection, _LOGGED.format(between=span))
        unjudged["gates.unjudged.mail_record"] = _count(connection, _RECORDED.format(between=span))
    return Preview(
        gate="mail",
        judged=total["judged"],
        refused=rows[0]["mails"] if rows else 0,
        first=total["first"],
        last=total["last"],
        refusals=tuple(_refusals(row, rulebook) for row in rows),
        unjudged={code: count for code, count in unjudged.items() if count},
        whole=by_bytes.judged,
    )


def _count(connection: duckdb.DuckDBPyConnection, question: str) -> int:
    return int(connection.sql(question).to_arrow_table().column(0)[0].as_py())


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
