"""The mailboxes a campaign reached, and whose data lies in them.

Citizens' names, addresses and telephone numbers in their mails are personal information. They are
counted where the mails of a box are among the evidence: the text of each mail and the documents
attached to it. Persons of different mails are not joined: the lower bound is that of the mail
with the most, the upper bound the sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from sekisho.case.account.facts import Mailbox
from sekisho.case.asking import ask
from sekisho.case.facts import Counted
from sekisho.case.mailing import Copy
from sekisho.case.reasons import Count, Reason
from sekisho.personal.bounds import Bounds
from sekisho.personal.count import counted, examined
from sekisho.rulebook import Rulebook

_BOXES = """
SELECT evidence, lower(u.recipient) AS recipient, count(*) AS mails
FROM message, unnest("email.to.addresses") AS u(recipient)
WHERE lower(u.recipient) IN (SELECT unnest($recipients))
GROUP BY evidence, lower(u.recipient)
QUALIFY row_number() OVER (PARTITION BY evidence ORDER BY count(*) DESC, lower(u.recipient)) = 1
ORDER BY evidence
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
) -> tuple[Mailbox, ...]:
    """One for each recipient of a delivered copy, in order of address. A file of mails is the box
    of the recipient whom most of them name."""
    copies = Counter(one.recipient for one in delivered)
    stored = Counter(one.recipient for one in delivered if one.attachment is not None)
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


def _mailbox(
    address: str,
    copies: int,
    stored: int,
    files: Iterable[str],
    bodies: Mapping[str, Sequence[Bounds]],
    personal: Mapping[str, Counted],
    rulebook: Rulebook | None,
) -> Mailbox:
    person = rulebook.person(address) if rulebook else None
    found = [Count(one.low, one.high) for name in files for one in bodies.get(name, ())]
    within = tuple(f"{name}!/" for name in files)
    documents = [one for name, one in personal.items() if within and name.startswith(within)]
    found += [one.persons for one in documents if one.persons is not None]
    unread = sum(one.persons is None for one in documents)
    count = Count(max(one.low for one in found), sum(one.high for one in found)) if found else None
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
        persons=count,
        reason=reason,
    )


def _in_bodies(
    connection: duckdb.DuckDBPyConnection, boxes: Sequence[str]
) -> dict[str, list[Bounds]]:
    """The persons that the text of each mail names, by box."""
    found: dict[str, list[Bounds]] = {}
    for row in ask(connection, _BODIES, {"boxes": list(boxes)}) if boxes else ():
        persons = counted(examined([(None, None, None, row["body"])])).persons
        found.setdefault(row["evidence"], []).append(persons or Bounds(0, 0))
    return found
