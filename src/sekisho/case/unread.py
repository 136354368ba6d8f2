"""What was not read, and what the readers doubted, from the manifest's account of the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.case.facts import NotRead, Reason, Reference
from sekisho.ledger.manifest import Entry


def unread(entries: Sequence[Entry]) -> tuple[NotRead, ...]:
    """Every evidence that was not read, wholly or in part, by name."""
    found = []
    for entry in entries:
        if entry.status == "not_read":
            reason = Reason(entry.reason or "unread.unknown_format", dict(entry.values))
            found.append(NotRead(entry.name, reason))
        elif entry.unread:
            values = {"pieces": str(entry.unread)}
            reason = Reason(entry.reason or "unread.pieces", {**entry.values, **values})
            found.append(NotRead(entry.name, reason, entry.unread, entry.first_unread, entry.unit))
    return tuple(sorted(found, key=lambda one: one.path))


def doubts(entries: Sequence[Entry]) -> tuple[Reason, ...]:
    """The readers' choices that belong on the first page (a zone, a year)."""
    return tuple(
        Reason(note.code, dict(note.values), (Reference(entry.name),))
        for entry in entries
        for note in entry.notes
        if note.doubt
    )
