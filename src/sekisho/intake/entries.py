"""From what was received and read to the entries of the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sekisho.events.evidence import Evidence
from sekisho.intake.folder import NotReceived
from sekisho.intake.seal import Tally
from sekisho.ledger.manifest import Entry, Manifest, Said, Status
from sekisho.sources.contract import AnySource, Note


@dataclass(frozen=True)
class Received:
    """One evidence with where it came from and which source will read it.

    ``original``: as it was received, where ``evidence`` is a copy for the readers. ``notes``:
    what went wrong before it was read.
    """

    evidence: Evidence
    origin: str
    original: Evidence
    source: AnySource | None = None
    archive: bool = False
    notes: tuple[Note, ...] = ()


def without_reading(item: Received, seen: dict[str, str], now: datetime) -> Entry | None:
    """The entry of an evidence that needs no reading: an archive, an unknown, a duplicate."""
    evidence = item.evidence
    base = _base(item, now)
    if item.archive:
        return replace(base, status="archive")
    if evidence.size == 0:
        return replace(base, status="not_read", reason="not_read.empty")
    if item.source is None:
        return replace(base, status="not_read", reason="not_read.unknown_format")
    if not any(kind.recorded for kind in item.source.kinds):
        return None  # the same document in two places lies in two places
    first = seen.setdefault(evidence.sha256, evidence.name)
    if first == evidence.name:
        return None
    return replace(
        base, status="duplicate", source=item.source.name, reason="not_read.duplicate",
        values={"of": first},
    )  # fmt: skip


def entry_of(item: Received, tally: Tally, reading: str, now: datetime) -> Entry:
    assert item.source is not None  # noqa: S101  (only what has a source is read)
    entry = replace(
        _base(item, now),
        source=item.source.name,
        unit=item.source.unit,
        reading=reading,
        events=tally.events,
        unread=tally.unread,
        undated=tally.undated,
        implausible=tally.implausible,
        first_unread=tally.first_unread,
        first=_stamp(tally.first),
        last=_stamp(tally.last),
        notes=_said((*item.notes, *tally.notes)),
    )
    if tally.failed:
        code, values = tally.failed
        status: Status = "partly" if tally.events else "not_read"
        return replace(entry, status=status, reason=code, values=values)
    return replace(entry, status="partly" if tally.unread else "read")


def refused(found: NotReceived, origin: str, now: datetime) -> Entry:
    return Entry(
        name=found.name, sha256="", size=found.size, modified=None, received=_stamp(now) or "",
        origin=origin, status="not_read", reason=found.code,
    )  # fmt: skip


def absent(before: Manifest | None, entries: list[Entry]) -> Iterator[Entry]:
    """Evidence received earlier that is no longer there under any name."""
    names = {entry.name for entry in entries}
    contents = {entry.sha256 for entry in entries}
    for entry in before.entries if before else ():
        if entry.name not in names and entry.sha256 and entry.sha256 not in contents:
            yield replace(entry, status="absent")


def _base(item: Received, now: datetime) -> Entry:
    evidence = item.evidence
    return Entry(
        name=evidence.name,
        sha256=evidence.sha256,
        size=evidence.size,
        modified=_stamp(evidence.modified),
        received=_stamp(now) or "",
        origin=item.origin,
        status="read",
        notes=_said(item.notes),
    )


def _said(notes: Iterable[Note]) -> tuple[Said, ...]:
    return tuple(Said(note.code, dict(note.values), note.doubt) for note in notes)


def _stamp(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
