"""The mailboxes a campaign reached, and whose data lies in them.

Citizens' names, addresses and telephone numbers in their mails are personal information. They are
counted where the mails of a box are among the evidence: the text of each mail and the documents
attached to it. Who writes twice counts once. A box is a file of mails or a Maildir
(https://cr.yp.to/proto/maildir.html): its owner is whom most of the mails in it name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from sekisho.case.account.facts import Mailbox
from sekisho.case.asking import Row, ask, keep
from sekisho.case.facts import Counted
from sekisho.case.mailing import Copy
from sekisho.case.reasons import Count, Reason
from sekisho.events.columns import TEXT
from sekisho.ledger.manifest import Entry
from sekisho.personal.bounds import Bounds
from sekisho.personal.count import counted, examined
from sekisho.personal.distinct.identities import (
    Identities,
    Known,
    distinct_persons,
    identities_of,
)
from sekisho.rulebook import Rulebook

_BOXES = r"""
WITH placed AS (
  SELECT evidence, evidence AS name, "email.to.addresses" AS recipients FROM message UNION ALL
  SELECT m.evidence, s.name, m."email.to.addresses"
  FROM message m JOIN account_same s ON s.evidence = m.evidence
), boxed AS (
  SELECT evidence, regexp_replace(name, '/(?:\.[^/]+/)?(?:cur|new)/[^/]+$', '/') AS box, recipients
  FROM placed
), named AS (
  SELECT box, lower(u.recipient) AS recipient, count(*) AS mails
  FROM boxed, unnest(recipients) AS u(recipient) GROUP BY ALL
), owned AS (
  SELECT box, recipient FROM named WHERE recipient IN (SELECT unnest($recipients))
  QUALIFY row_number() OVER (PARTITION BY box ORDER BY mails DESC, recipient) = 1
)
SELECT DISTINCT recipient, evidence FROM boxed JOIN owned USING (box) ORDER BY evidence
"""
_BODIES = """
SELECT evidence, "email.body" AS body FROM message
WHERE evidence IN (SELECT unnest($boxes)) AND "email.body" IS NOT NULL
ORDER BY evidence, position
"""


def mailboxes(
    connection: duckdb.DuckDBPyConnection,
    delivered: Sequence[Copy],
    personal: Mapping[str, Counted],
    rulebook: Rulebook | None,
    same: Mapping[str, str],
) -> tuple[Mailbox, ...]:
    """One for each recipient of a delivered copy, in order of address. ``same``: evidence of the
    same bytes, by name the one that was read: one mail in several boxes."""
    twins: list[Row] = [{"name": name, "evidence": read} for name, read in sorted(same.items())]
    keep(connection, "account_same", twins, pa.schema([("name", TEXT), ("evidence", TEXT)]))
    copies = Counter(one.recipient for one in delivered)
    stored = Counter(one.recipient for one in delivered if one.attachment and not one.listed)
    boxes: dict[str, list[str]] = {}
    for row in ask(connection, _BOXES, {"recipients": sorted(copies)}) if copies else ():
        boxes.setdefault(row["recipient"], []).append(row["evidence"])
    whole = sorted(name for names in boxes.values() for name in names)
    counts = _in_bodies(connection, whole)
    return tuple(
        _mailbox(address, copies[address], stored[address], boxes.get(address, ()),
                 counts, personal, rulebook)
        for address in sorted(copies)
    )  # fmt: skip


def same_bytes(entries: Sequence[Entry]) -> dict[str, str]:
    """Evidence that was not read because its bytes were: by name, the one that was."""
    read = {one.sha256: one.name for one in entries if one.status != "duplicate"}
    twins = (one for one in entries if one.status == "duplicate" and one.sha256 in read)
    return {one.name: read[one.sha256] for one in twins}


def _mailbox(
    address: str,
    copies: int,
    stored: int,
    files: Iterable[str],
    bodies: Mapping[str, Sequence[Known]],
    personal: Mapping[str, Counted],
    rulebook: Rulebook | None,
) -> Mailbox:
    person = rulebook.person(address) if rulebook else None
    found = [one for name in files for one in bodies.get(name, ())]
    within = tuple(f"{name}!/" for name in files)
    documents = [one for name, one in personal.items() if within and name.startswith(within)]
    found += [_known(one.persons, one.people) for one in documents if one.persons is not None]
    unread = sum(one.persons is None for one in documents)
    persons = distinct_persons(found)
    reason = (
        Reason("outbreak.mailbox.partly", {"count": str(unread)})
        if unread
        else None if found else Reason("outbreak.mailbox.not_here")
    )  # fmt: skip
    return Mailbox(
        address=address,
        person=person.name if person else "",
        department=person.department if person else "",
        copies=copies,
        stored=stored,
        persons=Count(persons.low, persons.high) if found else None,
        reason=reason,
    )


def _in_bodies(
    connection: duckdb.DuckDBPyConnection, boxes: Sequence[str]
) -> dict[str, list[Known]]:
    """The persons that the text of each mail names, by evidence."""
    found: dict[str, list[Known]] = {}
    for row in ask(connection, _BODIES, {"boxes": list(boxes)}) if boxes else ():
        text = examined([(None, None, None, row["body"])])
        persons = counted(text).persons or Bounds(0, 0)
        found.setdefault(row["evidence"], []).append(Known(persons, identities_of(text.distinct)))
    return found


def _known(persons: Count, people: Identities | None) -> Known:
    return Known(Bounds(persons.low, persons.high), people)
