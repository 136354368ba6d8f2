"""What was not read, and what the readers doubted, from the manifest's account of the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sekisho.case.documents import is_document
from sekisho.case.facts import NotRead, Reason, Reference
from sekisho.ledger.manifest import Entry


def unread(entries: Sequence[Entry], steps: Mapping[str, str] | None = None) -> tuple[NotRead, ...]:
    """Every evidence that was not read, wholly or in part, by name; also where times could not
    be read or cannot be true, and what was there earlier and is no longer.

    ``steps``: copies of a collector to the step that made them. The hundreds of files that it
    keeps for examiners (prefetch, registry) are one line a step, documents are not.
    """
    kept = [entry for entry in entries if _for_examiners(entry, steps or {})]
    names = {entry.name for entry in kept}
    found = [one for entry in entries if entry.name not in names for one in _of(entry)]
    found += _by_step(kept, steps or {})
    return tuple(sorted(found, key=lambda one: one.path))


def _for_examiners(entry: Entry, steps: Mapping[str, str]) -> bool:
    unknown = entry.status == "not_read" and entry.reason == "not_read.unknown_format"
    return unknown and entry.name in steps and not is_document(entry.name.rpartition("/")[2])


def _by_step(kept: Sequence[Entry], steps: Mapping[str, str]) -> Iterator[NotRead]:
    groups: dict[str, list[str]] = defaultdict(list)
    for entry in kept:
        groups[steps[entry.name]].append(entry.name)
    for step, names in sorted(groups.items()):
        yield NotRead(min(names), Reason("not_read.kept", {"step": step}), len(names))


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
