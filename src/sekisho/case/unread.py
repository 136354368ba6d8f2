"""What was not read, and what the readers doubted, from the manifest's account of the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sekisho.case.facts import NotRead, Reason, Reference
from sekisho.ledger.manifest import Entry


def unread(entries: Sequence[Entry]) -> tuple[NotRead, ...]:
    """Every evidence that was not read, wholly or in part, by name; also where times could not
    be read or cannot be true, and what was there earlier and is no longer."""
    found = [one for entry in entries for one in _of(entry)]
    return tuple(sorted(found, key=lambda one: one.path))


def _of(entry: Entry) -> Iterator[NotRead]:
    if entry.status == "absent":
        yield NotRead(entry.name, Reason("not_read.absent"))
        return
    if entry.status == "not_read":
        reason = Reason(entry.reason or "unread.unknown_format", dict(entry.values))
        yield NotRead(entry.name, reason)
        return
    if entry.status == "partly" and entry.reason:
        yield NotRead(entry.name, Reason(entry.reason, dict(entry.values)))
    if entry.unread:
        reason = Reason("unread.pieces", {"pieces": str(entry.unread)})
        yield NotRead(entry.name, reason, entry.unread, entry.first_unread, entry.unit)
    for code, count in (("undated", entry.undated), ("implausible", entry.implausible)):
        if count:
            yield NotRead(entry.name, Reason(f"not_read.{code}"), count)


def doubts(entries: Sequence[Entry]) -> tuple[Reason, ...]:
    """The readers' choices that belong on the first page (a zone, a year)."""
    return tuple(
        Reason(note.code, dict(note.values), (Reference(entry.name),))
        for entry in entries
        for note in entry.notes
        if note.doubt
    )
