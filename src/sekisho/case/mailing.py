"""Mails that brought a program: everybody who received one, whether or not anybody ran it.

A mail brings a program when an attachment is one or holds one, when it was run or named by the
antivirus, when a list that arrived later names its file, or when the mail server's own filter
named a virus. Its copies differ in sender and in
the digits of the attachment's name; several with one name but for its digits are one mailing. What
mailboxes no longer hold the mail server's log still tells: by the mail's identity, and where only
the subject is known, by that. A copy that the log knows and does not deliver was stopped; what a
gateway hands on to the server of the mailboxes, and this one delivers, is one copy.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.facts import Contact, Reference
from sekisho.events.columns import MOMENT, TEXT

State = Literal["delivered", "blocked", "refused", "unsettled"]
"""Of one copy: it reached a mailbox; the server took it and did not deliver it; it was turned away
before the server took it; no end of it is on record."""
SEVERAL = 3
"""Recipients from whom on copies of a mail that nobody ran are a mailing."""
AROUND = timedelta(days=1)
"""Before the first and after the last copy known, the same subject still means the same mailing."""
_PROGRAM = re.compile(
    r"\.(?:js|jse|vbs|vbe|wsf|exe|scr|hta|lnk|ps1|cmd|bat|com|pif|msi|jar|docm|xlsm|pptm)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Copy:
    """One mail to one recipient. ``value`` names the mailing by its attachment (digits left out),
    ``by_subject``: the log alone tells of it, by the subject; ``attachment`` and ``sha256`` are
    those of the stored mail, None where none is kept. ``returned``: a notice of non-delivery
    says that it came back; ``listed``: only a contractor's list names its attachment."""

    value: str
    id: str | None
    recipient: str
    time: datetime | None
    state: State
    by_subject: bool
    subject: str | None
    attachment: str | None
    sha256: str | None
    evidence: Reference
    returned: bool = False
    listed: bool = False


_ID = """trim(m."email.message_id", '<>')"""
"""Mails write the identity in brackets, some logs without them."""
_CARRYING = """
SELECT "@timestamp" AS t, a.name AS attachment, "email.to.addresses" AS recipients,
       list_extract("email.attachments.sha256", a.number) AS sha256,
       {id} AS id, "email.subject" AS subject, evidence, position, unit,
       lower(fields['delivered-to']) AS box, m."event.dataset" = 'mail_csv.message' AS listed,
       (SELECT any_value(CASE WHEN d."event.action" = 'reject' THEN 'refused'
          WHEN d."mail.status" = 'sent' THEN 'delivered'
          WHEN d."mail.status" IS NOT NULL THEN 'blocked' ELSE 'unsettled' END) FROM mail d
        WHERE d."event.dataset" = 'mail_csv.mail' AND d.evidence = m.evidence
          AND d.position = m.position) AS told
FROM message m, (SELECT unnest("email.attachments.name") AS name,
                        generate_subscripts("email.attachments.name", 1) AS number) AS a
WHERE struct_pack(e := evidence, a := a.name) IN (SELECT unnest($carrying))
   OR a.name IN (SELECT unnest($certain)) OR regexp_matches(a.name, $program, 'i')
ORDER BY t, evidence, position, attachment
"""
_NAMED = """
SELECT DISTINCT h."email.subject" AS subject, h."@timestamp" AS t FROM mail h JOIN mail r
  ON r."email.queue_id" = h."email.queue_id" AND abs(epoch(r."@timestamp" - h."@timestamp")) < 86400
WHERE h."email.subject" IS NOT NULL AND r."mail.status" IS DISTINCT FROM 'sent'
  AND regexp_matches(r."event.reason", 'infected|virus|malware|trojan|ウイルス', 'i') ORDER BY ALL
"""
_KNOWN = """
SELECT DISTINCT b.id FROM case_bad_mail b JOIN mail m ON {id} = b.id ORDER BY 1
"""
_RETURNED = """
SELECT DISTINCT "email.message_id" AS id, lower("email.to.address") AS recipient FROM receipt
WHERE "event.action" = 'return' AND "mail.status" = 'bounced' AND "email.message_id" IS NOT NULL
"""
_SETTLED = """
WITH numbered AS (
  SELECT DISTINCT m."email.queue_id" AS queue, b.id, b.value, m."@timestamp" AS t
  FROM mail m JOIN case_bad_mail b ON {id} = b.id
), titled AS (
  SELECT DISTINCT {id} AS id, b.value
  FROM mail h JOIN case_bad_subject b
    ON h."email.subject" = b.subject AND h."@timestamp" BETWEEN b.since AND b.until
  JOIN mail m ON {id} IS NOT NULL AND m."email.queue_id" = h."email.queue_id"
   AND abs(epoch(m."@timestamp" - h."@timestamp")) < 86400
  WHERE {id} NOT IN (SELECT id FROM case_bad_mail)
), queues AS (
  SELECT queue, id, value, t, false AS by_subject FROM numbered UNION ALL
  SELECT DISTINCT m."email.queue_id", id, titled.value, m."@timestamp", true
  FROM titled JOIN mail m ON {id} = titled.id
), ends AS (
  SELECT q.by_subject, q.value, q.id, r.recipient, d."@timestamp" AS t, d.evidence, d.position,
         d.unit,
         CASE WHEN d."event.action" = 'reject' THEN 'refused'
              WHEN d."mail.status" IN ('bounced', 'expired', 'undeliverable') OR regexp_matches(
                coalesce(d."event.reason", ''), 'discarded|quarantined|infected|virus', 'i')
              THEN 'blocked'
              WHEN d."mail.status" = 'sent' THEN 'delivered' ELSE 'unsettled' END AS state
  FROM mail d JOIN queues q ON d."email.queue_id" = q.queue
   AND d."@timestamp" BETWEEN q.t - INTERVAL 1 HOUR AND q.t + INTERVAL 5 DAY,
   (SELECT unnest(string_split(lower(d."email.to.address"), ';')) AS recipient) AS r
  WHERE d."event.action" IN ('deliver', 'reject') AND d."mail.next_queue_id" IS NULL
)
SELECT * FROM ends
QUALIFY row_number() OVER (
  PARTITION BY id, recipient
  ORDER BY state = 'delivered' DESC, by_subject, t DESC, evidence, position DESC) = 1
ORDER BY t, evidence, position
"""


def copies(
    connection: duckdb.DuckDBPyConnection,
    received: Sequence[str],
    certain: Iterable[str],
    later: AbstractSet[str] = frozenset(),
) -> tuple[Copy, ...]:
    """Every copy of a mail that brings a program, from the mailboxes and the mail server's log.

    ``received``: names of all evidence, those of files inside attachments too. ``certain``: names
    of attachments that were run or that the antivirus named. ``later``: names of evidence that a
    list which arrived later says is bad.
    """
    told = _carrying(one for one in received if one in later)
    run = {*certain, *(each["a"] for each in told)}
    carrying = _carrying(one for one in received if _PROGRAM.search(one))
    values = {
        "carrying": [*carrying, *(each for each in told if each not in carrying)],
        "certain": sorted(run),
        "program": _PROGRAM.pattern,
    }
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in ask(connection, _CARRYING.format(id=_ID), values):
        groups[likeness(row["attachment"])].append(row)
    chosen = [rows for rows in groups.values() if _is_mailing(rows, run)]
    stored = [
        {**row, "value": _value(rows), "recipient": recipient.lower()}
        for rows in chosen
        for row in rows
        for recipient in row["recipients"] or ()
    ]
    stored = _once(stored)
    logged, known = _logged(connection, chosen)
    ends = {(row["id"], row["recipient"]): row["state"] for row in logged}
    there = {(row["id"], row["recipient"]) for row in stored}
    for row in stored:
        # a mail that lies there and that no log knows was delivered somehow
        unknown = "blocked" if row["id"] in known else "delivered"
        if row["listed"]:
            unknown = row["told"] or "unsettled"
        row["state"] = ends.get((row["id"], row["recipient"]), unknown)
    beside = [row for row in logged if (row["id"], row["recipient"]) not in there]
    found = (*_listed_once(stored, beside), *beside)
    _take_back(found, ask(connection, _RETURNED))
    return tuple(_copy(row) for row in found)


def _listed_once(stored: Sequence[Row], beside: Sequence[Row]) -> Iterator[Row]:
    """A copy that a contractor's list names as well as a mailbox or a log counts once."""
    known = Counter(
        (row["value"], row["recipient"]) for row in (*stored, *beside) if not row.get("listed")
    )
    for row in stored:
        key = row["value"], row["recipient"]
        if row["listed"] and known[key] > 0:
            known[key] -= 1
        else:
            yield row


def _take_back(found: Iterable[Row], returned: Iterable[Row]) -> None:
    """What came back was not delivered, unless it lies in the recipient's own box."""
    back = {(row["id"], row["recipient"]) for row in returned}
    for row in found:
        there = row.get("box") == row["recipient"]
        row["returned"] = (row["id"], row["recipient"]) in back and not there
        if row["returned"] and row["state"] in ("delivered", "unsettled"):
            row["state"] = "blocked"


def mailing(found: Iterable[Copy]) -> tuple[Contact, ...]:
    """One contact a recipient and mailing, named by its attachment: who received it, and whose
    copy was stopped though it is kept."""
    told = [one for one in found if one.state == "delivered" or one.attachment is not None]
    groups: dict[tuple[str, str, bool], list[Copy]] = defaultdict(list)
    for one in told:
        if one.time is not None:
            groups[one.value, one.recipient, one.state != "delivered"].append(one)
    return tuple(
        Contact(
            what=_what(rows, stopped=stopped),
            value=value,
            host=None,
            user=recipient,
            address=None,
            first=min(one.time for one in rows if one.time),
            last=max(one.time for one in rows if one.time),
            count=len(rows),
            evidence=tuple(dict.fromkeys(one.evidence for one in rows))[:20],
        )
        for (value, recipient, stopped), rows in sorted(groups.items())
    )


def _once(stored: Iterable[Row]) -> list[Row]:
    """A mail to several lies in the box of each, and its heading names them all in each."""
    found: dict[tuple[str, ...], Row] = {}
    for row in stored:
        mail = (row["id"],) if row["id"] else (row["evidence"], str(row["position"]))
        found.setdefault((*mail, row["recipient"], row["attachment"]), row)
    return list(found.values())


def _copy(row: Row) -> Copy:
    return Copy(
        value=row["value"],
        id=row["id"],
        recipient=row["recipient"],
        time=row["t"],
        state=row["state"],
        by_subject=row.get("by_subject", False),
        subject=row.get("subject"),
        attachment=row.get("attachment"),
        sha256=row.get("sha256"),
        evidence=reference(row),
        returned=row["returned"],
        listed=bool(row.get("listed")),
    )


def _carrying(names: Iterable[str]) -> list[dict[str, str]]:
    """Mails and their attachments that hold a file of these names: ``BOX!/3/NAME.zip!/x.js``."""
    found: set[tuple[str, str]] = set()
    for name in names:
        evidence, _, inside = name.partition("!/")
        while inside:
            attachment, _, rest = inside.partition("!/")
            found.add((evidence, re.sub(r"^\d+/", "", attachment)))
            evidence, inside = f"{evidence}!/{attachment}", rest
    return [{"e": evidence, "a": attachment} for evidence, attachment in sorted(found)]


def likeness(attachment: str, subject: str | None = None) -> str:
    """What the names of the attachments of one mailing have in common: figures are left out, and
    the subject where it is given and stands in the name."""
    name = attachment.casefold()
    if subject:
        name = name.replace(subject.casefold(), "…")
    return re.sub(r"\d+", "#", name)


def _is_mailing(rows: Sequence[Row], certain: set[str]) -> bool:
    recipients = {one.lower() for row in rows for one in row["recipients"] or ()}
    return len(recipients) >= SEVERAL or any(row["attachment"] in certain for row in rows)


def _value(rows: Sequence[Row]) -> str:
    """The attachment's name, digits left out where copies differ in them."""
    names = sorted({row["attachment"] for row in rows})
    return names[0] if len(names) == 1 else re.sub(r"\d+", "…", names[0])


def _logged(
    connection: duckdb.DuckDBPyConnection, chosen: Sequence[Sequence[Row]]
) -> tuple[list[Row], set[str]]:
    """Deliveries of the mail server's log that belong to the mailings, and the identities of
    those mails that the log knows."""
    ids = {row["id"]: _value(rows) for rows in chosen for row in rows if row["id"]}
    titles: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for rows in chosen:
        for row in rows:
            if row["subject"] and row["t"] is not None:
                titles[row["subject"], _value(rows)].append(row["t"])
    known = {subject for subject, _ in titles}
    for row in ask(connection, _NAMED):
        if row["subject"] not in known:
            titles[row["subject"], row["subject"]].append(row["t"])
    if not ids and not titles:
        return [], set()
    mails: list[Row] = [{"id": id_, "value": value} for id_, value in sorted(ids.items())]
    keep(connection, "case_bad_mail", mails, pa.schema([("id", TEXT), ("value", TEXT)]))
    subjects: list[Row] = [
        {"subject": subject, "value": value, "since": min(at) - AROUND, "until": max(at) + AROUND}
        for (subject, value), at in sorted(titles.items())
    ]
    schema = [("subject", TEXT), ("value", TEXT), ("since", MOMENT), ("until", MOMENT)]
    keep(connection, "case_bad_subject", subjects, pa.schema(schema))
    known_ids = {row["id"] for row in ask(connection, _KNOWN.format(id=_ID))}
    return ask(connection, _SETTLED.format(id=_ID)), known_ids


def _what(rows: Sequence[Copy], *, stopped: bool) -> str:
    if stopped:
        return "spread.mail_stopped"
    return "spread.mail_subject" if all(one.by_subject for one in rows) else "spread.mail"
