"""What an evidence is: its source, whether it is an archive, and the bytes a reader may open."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sekisho.events.evidence import Evidence
from sekisho.intake.archives import is_archive
from sekisho.intake.entries import Received
from sekisho.intake.folder import NotReceived
from sekisho.sources.contract import AnySource, Note, Sample
from sekisho.sources.encoding import utf16_of
from sekisho.sources.reading import sample_of
from sekisho.sources.registry import surest

CERTAIN = 80
"""How sure a source of documents must be to take what begins like an archive."""


def recognised(
    evidence: Evidence, origin: str, copy: Path
) -> tuple[Received, Sample] | NotReceived:
    """An evidence with its source and its beginning; why not, when it cannot be opened any more.

    A text in UTF-16, with or without a mark, is re-encoded to UTF-8 into ``copy``, line for
    line; where the path is no valid text, which the libraries of most formats cannot open,
    ``copy`` stands in for it.
    Raises OSError when the copy cannot be written.
    """
    try:
        sample = sample_of(evidence)
    except OSError:  # it was there when it was hashed
        return NotReceived(evidence.name, "not_read.cannot_open", evidence.size)
    if evidence.whole is not None:
        return Received(evidence, origin, evidence, None, archive=True), sample
    readable = _in_utf8(evidence, sample, copy)
    if not _is_text(str(readable.path)):
        readable = replace(readable, path=_stand_in(readable.path, copy))
    if readable.path == copy:
        sample = replace(sample_of(readable), size=copy.stat().st_size)
    source, notes = _source_of(sample)
    archive = source is None and is_archive(sample.head)
    return Received(readable, origin, evidence, source, archive, notes), sample


def again(item: Received, hints: Mapping[str, tuple[str, ...]]) -> Received:
    """The same evidence, looked at with what configuration files among the evidence say."""
    try:
        sample = sample_of(item.evidence)
    except OSError:
        return item  # its reader will meet the same
    source, notes = _source_of(replace(sample, hints=hints))
    return replace(item, source=source, notes=notes)


def _source_of(sample: Sample) -> tuple[AnySource | None, tuple[Note, ...]]:
    """The lines of a log, a mail, a table may stand as they are in a tar, or in a zip that packs
    nothing: what begins like an archive is taken by nobody but a document's own source."""
    notes: list[Note] = []
    source, sure = surest(sample, lambda one, error: notes.append(not_asked(one, error)))
    document = source is not None and not any(kind.recorded for kind in source.kinds)
    if is_archive(sample.head) and not (document and sure >= CERTAIN):
        source = None
    return source, tuple(notes)


def not_asked(source: AnySource, error: Exception) -> Note:
    """That a source failed at the first look at a file, and how."""
    told = f"{type(error).__name__}: {error}"
    return Note("note.source_failed", {"source": source.name, "error": told}, doubt=True)


def with_note(received: Sequence[Received], evidence: Evidence, note: Note) -> list[Received]:
    """The same list, a note added to one evidence."""
    return [
        replace(item, notes=(*item.notes, note)) if item.evidence is evidence else item
        for item in received
    ]


def _in_utf8(evidence: Evidence, sample: Sample, copy: Path) -> Evidence:
    encoding = utf16_of(sample.head)
    if encoding is None:
        return evidence
    try:
        with (
            evidence.path.open(encoding=encoding, newline="") as text,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            shutil.copyfileobj(text, out)
    except UnicodeError:
        copy.unlink(missing_ok=True)
        return evidence
    return replace(evidence, path=copy)


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _stand_in(path: Path, copy: Path) -> Path:
    """A link in the work folder, where links may be made, else a copy."""
    try:
        copy.symlink_to(path.absolute())
    except OSError:
        shutil.copyfile(path, copy)
    return copy
