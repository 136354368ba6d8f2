"""The road in: a folder of evidence becomes a ledger of sealed segments.

receive → keep the bytes → identify → read → seal → manifest. What was sealed before from the
same bytes in the same way is not read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from sekisho import __version__
from sekisho.engine.pool import run
from sekisho.events.evidence import Evidence
from sekisho.intake.archives import Allowance, members
from sekisho.intake.attached import contents_of
from sekisho.intake.context import with_hints, years_for, years_seen
from sekisho.intake.entries import Received, absent, entry_of, refused, without_reading
from sekisho.intake.folder import NotReceived, changed_since, receive, receive_file
from sekisho.intake.marked import with_parts
from sekisho.intake.recognise import again, not_asked, recognised, with_note
from sekisho.intake.seal import Tally, Task, seal
from sekisho.intake.tasks import add, bytes_of, limits_of, reading_digest, tasks_of, whole_of
from sekisho.ledger.manifest import Entry, Manifest, Segment
from sekisho.sources.contract import AnySource, Context, Source

SEGMENTS = "segments"
STATEMENT = "@statement"
"""Folder name under which testimony given on the command line stands in the ledger."""

INVENTORY = "@inventory"
"""Likewise for inventories that were taken before."""

FROM_OUTSIDE = ("folder", "statement", "inventory")
"""Origins of files that others may write to while they are read."""

Progress = Callable[[str, int, int], None]
"""Told the step (a text code), how much is done and how much there is."""


@dataclass
class _Intake:
    """The state of one run along the road."""

    ledger: Path
    work: Path
    context: Context
    known: dict[tuple[str, str], Entry]
    old_segments: dict[str, list[Segment]]
    received: list[Received] = field(default_factory=list)
    refused: list[tuple[NotReceived, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    years: dict[str, Counter[int]] = field(default_factory=dict)


def take_in(  # noqa: PLR0913  (each is a choice of the caller)
    root: Path,
    ledger: Path,
    work: Path,
    context: Context,
    *,
    statements: Sequence[Path] = (),
    beside: Sequence[Entry] = (),
    inventories: Sequence[Path] = (),
    before: Manifest | None = None,
    workers: int = 0,
    progress: Progress = lambda _step, _done, _all: None,
) -> Manifest:
    """Takes a folder of evidence into a ledger folder and gives the new manifest (not written).

    ``work``: an empty folder for copies, outside evidence and ledger; the caller removes it.
    ``beside``: entries of evidence that others read (a case sheet).
    ``before``: the manifest of an earlier run over the same ledger. ``workers``: processes to
    read with, 0 for this one alone. When the manifest is written, ``sweep`` removes what it
    replaced. Raises NotADirectoryError when ``root`` is no folder.
    """
    state = _Intake(ledger, work, context, {}, {})
    _remember(state, before)
    given = [(path, f"{STATEMENT}/{path.name}", "statement") for path in statements]
    given += [(path, f"{INVENTORY}/{path.name}", "inventory") for path in inventories]
    _receive_all(state, root, given, progress)
    _learn(state)
    entries, segments = _read_all(state, workers, progress)
    entries += [refused(found, origin, context.now) for found, origin in state.refused]
    entries += beside
    entries += list(absent(before, entries))
    names = {entry.name for entry in entries if entry.status == "absent"}
    segments += [part for name in names for part in state.old_segments.get(name, ())]
    return Manifest(
        root=str(root.resolve()).encode("utf-8", "backslashreplace").decode(),
        entries=tuple(sorted(entries, key=lambda entry: entry.name)),
        segments=tuple(sorted(segments, key=lambda segment: segment.file)),
        looks=before.looks if before else (),
        program=__version__,
    )


def _remember(state: _Intake, before: Manifest | None) -> None:
    if before is None:
        return
    state.known = {(entry.name, entry.sha256): entry for entry in before.entries}
    for segment in before.segments:
        state.old_segments.setdefault(segment.evidence, []).append(segment)


def _receive_all(
    state: _Intake, root: Path, given: Sequence[tuple[Path, str, str]], progress: Progress
) -> None:
    """``given``: files from elsewhere, with the name they get and their origin."""
    allowance = Allowance(passwords=state.context.passwords)
    beside = ((receive_file(path, name), origin) for path, name, origin in given)
    of_folder = ((item, "folder") for one in receive(root) for item in with_parts(one))
    stream = chain(of_folder, beside)
    for count, (found, origin) in enumerate(stream, start=1):
        progress("progress.receive", count, 0)
        _accept(state, found, origin, allowance)


def _learn(state: _Intake) -> None:
    """Takes the hints of configuration files, and looks again at what only they can explain."""
    found = [(item.source, item.evidence) for item in state.received if item.source]

    def failed(source: AnySource, evidence: Evidence, error: Exception) -> None:
        state.received = with_note(state.received, evidence, not_asked(source, error))

    state.context = with_hints(state.context, found, failed)
    if not state.context.hints:
        return
    for number, item in enumerate(state.received):
        if not item.archive:
            state.received[number] = again(item, state.context.hints)


def _accept(
    state: _Intake, found: Evidence | NotReceived, origin: str, allowance: Allowance
) -> None:
    """Identifies one evidence; an archive is opened and its members are accepted in turn."""
    found = replace(found, name=_unique(state, found.name))
    if isinstance(found, NotReceived):
        state.refused.append((found, origin))
        return
    copy = state.work / f"utf8-{len(state.received):06d}"
    known = recognised(found, origin, copy)
    if isinstance(known, NotReceived):
        state.refused.append((known, origin))
        return
    item, sample = known
    state.received.append(item)
    if item.archive:
        for member in members(found, sample.head, state.work, allowance):
            _accept(state, member, "archive", allowance)
        return
    state.years[found.name] = years_seen(sample)
    if isinstance(item.source, Source) and item.source.contents:
        for attached in contents_of(item.source, item.evidence, state.work, allowance):
            _accept(state, attached, "attachment", allowance)


def _unique(state: _Intake, name: str) -> str:
    """A name that nothing else bears: an archive may hold the same name twice."""
    while name in state.names:
        name += "~"
    state.names.add(name)
    return name


def _read_all(
    state: _Intake, workers: int, progress: Progress
) -> tuple[list[Entry], list[Segment]]:
    entries: list[Entry] = []
    segments: list[Segment] = []
    tasks: list[Task] = []
    waiting: dict[str, tuple[Received, str]] = {}
    tallies: dict[str, Tally] = {}
    seen: dict[str, str] = {}
    for item in state.received:
        answered = without_reading(item, seen, state.context.now)
        if answered:
            entries.append(answered)
            continue
        context = replace(state.context, years=years_for(item.evidence.name, state.years))
        reading = reading_digest(item, context)
        old = state.known.get((item.evidence.name, item.evidence.sha256))
        if old and old.reading == reading and _still_there(state, old) and not _opens(state, old):
            entries.append(old)
            segments += state.old_segments.get(old.name, [])
            continue
        tally = Tally()
        waiting[item.evidence.name] = (item, reading)
        tallies[item.evidence.name] = tally
        tasks += tasks_of(item, context, state.ledger / SEGMENTS, tally)
    _run(tasks, tallies, workers, progress)
    again = {task.evidence.name: whole_of(task) for task in tasks}
    again = {name: task for name, task in again.items() if tallies[name].whole}
    tallies.update({name: Tally() for name in again})
    _run(list(again.values()), tallies, workers, progress)
    for name, (item, reading) in waiting.items():
        tally = tallies[name]
        if item.origin in FROM_OUTSIDE and changed_since(item.original):
            tally.failed = ("not_read.changed", {})
        entries.append(entry_of(item, tally, reading, state.context.now))
        segments += tally.segments
    return entries, segments


def _opens(state: _Intake, entry: Entry) -> bool:
    """Whether a password given now may open what was closed before."""
    return bool(state.context.passwords) and entry.reason == "unread.encrypted"


def _run(
    tasks: Sequence[Task], tallies: Mapping[str, Tally], workers: int, progress: Progress
) -> None:
    """Reads, and adds what each task read to the tally of its evidence."""
    size = sum(bytes_of(task) for task in tasks)
    done = 0
    for task, result in zip(tasks, run(seal, tasks, workers, limits_of), strict=True):
        done += bytes_of(task)
        progress("progress.read", done, size)
        add(tallies[task.evidence.name], result)


def _still_there(state: _Intake, entry: Entry) -> bool:
    segments = state.old_segments.get(entry.name, [])
    return all((state.ledger / segment.file).is_file() for segment in segments)


def sweep(ledger: Path, manifest: Manifest) -> None:
    """Removes segments that are not of this manifest (replaced by a later run, or left by one
    that was cut off), so that nothing unknown lies in the ledger. Call it when the manifest is
    written: before that the older one still needs them."""
    kept = {ledger / segment.file for segment in manifest.segments}
    for path in sorted((ledger / SEGMENTS).rglob("*.parquet")):
        if path not in kept:
            path.unlink()
