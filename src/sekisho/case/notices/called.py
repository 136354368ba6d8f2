"""What records tell of a drill: who called the link, who reported the mail, who was away, and until
when calls would have been seen.

A call is a GET or POST for the sign in the link, on our own page's record or on that of a web
server or proxy. A report is a mail from the addressee's own address that quotes the link or
answers the mail. An automatic answer means away. How far calls are on record ends where the page's
own record is silent for longer than ``SILENT``; of another log, with its last line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import duckdb

from sekisho.case.asking import ask
from sekisho.case.notices.register import DRILL, Act, Told
from sekisho.events.time import iso

SILENT = timedelta(minutes=15)
_SIGN = r"/([0-9A-Fa-f]{16})(?:[^0-9A-Za-z]|$)"
"""The sign as it stands in a link."""
_SEEN = f"""
CREATE OR REPLACE TEMP TABLE case_drill_call AS
SELECT 'SEKISHO-' || upper(regexp_extract("c-uri", '{_SIGN}', 1)) AS token, "@timestamp" AS t,
       "source.ip" AS ip, evidence, position
FROM proxy WHERE "@timestamp" IS NOT NULL AND "cs-method" IN ('GET', 'POST')
  AND regexp_matches("c-uri", '{_SIGN}')
UNION ALL
SELECT 'SEKISHO-' || upper("event.code"), "@timestamp", "source.ip", evidence, position
FROM receipt WHERE "event.action" = 'call'
"""
_CALLED = """
SELECT n.token, min(c.t) AS t, arg_min(c.ip, (c.t, c.position)) AS reason,
       arg_min(c.evidence || ':' || c.position, (c.t, c.position)) AS source
FROM case_drill_call c JOIN case_notice n ON n.token = c.token
GROUP BY ALL ORDER BY t, n.token
"""
_WROTE = f"""
SELECT n.token, m."@timestamp" AS t, m.evidence || ':' || m.position AS source,
       coalesce(fields['auto-submitted'], 'no') NOT ILIKE 'no%'
         OR regexp_matches(m."email.subject",
              '自動応答|自動返信|不在|Automatic reply|Out of office', 'i')
         AS away
FROM (SELECT *, unnest(list_distinct(list_transform(
        regexp_extract_all(coalesce("email.body", ''), '{_SIGN}', 1),
        lambda x: 'SEKISHO-' || upper(x)) || [plain_id("email.in_reply_to")])) AS said
      FROM message WHERE "@timestamp" IS NOT NULL) m
JOIN case_notice n ON said IN (n.token, n.message_id)
 AND lower(m."email.from.address") = n.address
WHERE plain_id(m."email.message_id") IS DISTINCT FROM n.message_id
ORDER BY t, source
"""
_WATCHED = """
WITH page AS (
  SELECT evidence, "@timestamp" AS t, lag("@timestamp") OVER w AS before
  FROM receipt WHERE "event.provider" = 'page' AND "@timestamp" IS NOT NULL
  WINDOW w AS (PARTITION BY evidence ORDER BY "@timestamp")
), broken AS (
  SELECT evidence, min(before) AS until FROM page WHERE t - before > $silent GROUP BY evidence
)
SELECT least(max(p.t), coalesce(any_value(b.until), max(p.t))) AS t, p.evidence AS source
FROM page p LEFT JOIN broken b USING (evidence) GROUP BY p.evidence
UNION ALL
SELECT max("@timestamp"), evidence FROM proxy
WHERE evidence IN (SELECT evidence FROM case_drill_call c JOIN case_notice n ON n.token = c.token)
GROUP BY evidence ORDER BY t DESC, source LIMIT 1
"""


def drilled(connection: duckdb.DuckDBPyConnection, register: Sequence[Told]) -> Iterator[Told]:
    """The acts of drills that the records tell; needs ``case_notice`` and the macros."""
    made = {one.token: one for one in register if one.act == "made" and one.source == DRILL}
    if not made:
        return
    connection.execute(_SEEN)
    for row in ask(connection, _CALLED):
        if row["token"] in made:
            yield replace(made[row["token"]], act="called", at=iso(row["t"]),
                          source=row["source"], reason=row["reason"] or "")  # fmt: skip
    for row in ask(connection, _WROTE):
        if row["token"] in made:
            act: Act = "away" if row["away"] else "reported"
            yield replace(made[row["token"]], act=act, at=iso(row["t"]), source=row["source"])
    for row in ask(connection, _WATCHED, {"silent": SILENT}):
        some = next(iter(made.values()))
        yield replace(some, act="watched", at=iso(row["t"]), source=row["source"], person="",
                      address="", message_id="", token="")  # fmt: skip
