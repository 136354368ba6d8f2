"""Confirmations and deliveries of notices among records: answers with the sign, the mail server's
log, notices of non-delivery, read receipts. A delivery is not a reading; a confirmation counts
from the addressee's own address alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep
from sekisho.case.lookback.queries import MACROS, QUEUES
from sekisho.case.notices.called import drilled
from sekisho.case.notices.letters import TOKEN
from sekisho.case.notices.register import Told
from sekisho.events.columns import TEXT
from sekisho.events.time import iso

_ANSWERS = f"""
SELECT n.token, lower(m."email.from.address") AS sender, min(m."@timestamp") AS t,
       arg_min(m.evidence || ':' || m.position, (m."@timestamp", m.position)) AS source
FROM (SELECT *, unnest(list_distinct(regexp_extract_all("email.body", '{TOKEN}'))) AS token
      FROM message WHERE "@timestamp" IS NOT NULL) m
JOIN case_notice n ON n.token = m.token
WHERE plain_id(m."email.message_id") IS DISTINCT FROM n.message_id
GROUP BY ALL ORDER BY t, n.token, sender
"""
_DELIVERED = """
SELECT n.token, min(q.t) AS t,
       arg_min(e.evidence || ':' || e.position, (q.t, e.position)) AS source
FROM mail e JOIN case_notice n ON plain_id(e."email.message_id") = n.message_id
JOIN case_mail_queue q ON q.queue = e."email.queue_id" AND q.state = 'delivered'
 AND q.recipient = n.address AND abs(epoch(q.t - e."@timestamp")) < 86400
GROUP BY ALL ORDER BY t, n.token
"""


_STOPPED = """
SELECT n.token, max(q.t) AS t, any_value(d."event.reason") AS reason,
       arg_max(d.evidence || ':' || d.position, (q.t, d.position)) AS source
FROM mail e JOIN case_notice n ON plain_id(e."email.message_id") = n.message_id
JOIN case_mail_queue q ON q.queue = e."email.queue_id" AND q.state IN ('stopped', 'refused')
 AND q.recipient = n.address AND abs(epoch(q.t - e."@timestamp")) < 86400 * 6
JOIN mail d ON d."email.queue_id" = q.queue AND d."@timestamp" = q.t
 AND lower(d."email.to.address") = q.recipient
GROUP BY ALL ORDER BY t, n.token
"""
_SAID = """
SELECT n.token, CASE WHEN r."event.action" = 'return' THEN 'bounced' ELSE 'read' END AS act,
       min(r."@timestamp") AS t, arg_min(r."event.reason", r."@timestamp") AS reason,
       arg_min(r.evidence || ':' || r.position, (r."@timestamp", r.position)) AS source
FROM receipt r JOIN case_notice n ON plain_id(r."email.message_id") = n.message_id
 AND lower(r."email.to.address") = n.address
WHERE r."@timestamp" IS NOT NULL AND ("event.action" = 'return' AND "mail.status" = 'bounced'
  OR "event.action" = 'receipt' AND "mail.status" = 'displayed')
GROUP BY ALL ORDER BY t, n.token
"""


@dataclass(frozen=True)
class Answers:
    """``told``: what of the mails is on record and not in the register yet; ``strangers``:
    (person, sender) where another address than the addressee's answered."""

    told: tuple[Told, ...]
    strangers: tuple[tuple[str, str], ...]


def answers(connection: duckdb.DuckDBPyConnection, register: Sequence[Told]) -> Answers:
    """What the records tell about the mails of a register."""
    mails = {one.token: one for one in register if one.act == "made"}
    for macro in MACROS:
        connection.execute(macro)
    connection.execute(QUEUES)
    rows: list[Row] = [
        {"token": one.token, "message_id": one.message_id, "address": one.address.lower()}
        for one in mails.values()
    ]
    schema = pa.schema([(name, TEXT) for name in ("token", "message_id", "address")])
    keep(connection, "case_notice", rows, schema)
    found: dict[tuple[str, str], Told] = {}
    strangers = []
    for row in ask(connection, _DELIVERED):
        found[row["token"], "delivered"] = replace(
            mails[row["token"]], act="delivered", at=iso(row["t"]), source=row["source"]
        )
    for sentence in (_STOPPED, _SAID):
        for row in ask(connection, sentence):
            act = row.get("act", "bounced")
            found.setdefault((row["token"], act), replace(
                mails[row["token"]], act=act, at=iso(row["t"]), source=row["source"],
                reason=row["reason"] or "",
            ))  # fmt: skip
    for row in ask(connection, _ANSWERS):
        mail = mails[row["token"]]
        if row["sender"] != mail.address.lower():
            strangers.append((mail.person, row["sender"] or ""))
            continue
        answer = replace(mail, act="confirmed", at=iso(row["t"]), source=row["source"])
        found.setdefault((row["token"], "confirmed"), answer)
    for one in drilled(connection, register):
        found.setdefault((one.token, one.act), one)
    known = {(one.token, one.act) for one in register if one.act != "watched"}
    known_until = {one.at for one in register if one.act == "watched"}
    new = tuple(one for key, one in found.items() if key not in known and one.at not in known_until)
    return Answers(new, tuple(strangers))
