"""From an evidence to the tasks that read it, and from their tallies to one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from sekisho import __version__
from sekisho.engine.pool import Limits, Lost
from sekisho.intake.entries import Received
from sekisho.intake.seal import Tally, Task, segment_key
from sekisho.sources.blocks import BLOCK, blocks
from sekisho.sources.contract import Block, Context, LineSource, Note
from sekisho.sources.encoding import encoding_of
from sekisho.sources.reading import sample_of
from sekisho.sources.registry import source_named


def tasks_of(item: Received, context: Context, folder: Path, tally: Tally) -> list[Task]:
    """The tasks that read an evidence: one, or one for each block of a large file.

    ``folder``: where segments go. The notes of a plan made here are added to ``tally``.
    """
    source, evidence = item.source, item.evidence
    assert source is not None  # noqa: S101  (those without were answered before)
    key = segment_key(evidence.name, evidence.sha256)
    whole = Task(source.name, evidence, context, key, folder)
    if evidence.size <= 2 * BLOCK:
        return [whole]
    try:
        if isinstance(source, LineSource):
            return _of_lines(whole, source, tally)
        found = source.apart.blocks(evidence) if source.apart else ()
        return _of_blocks(whole, found) or [whole]
    except Exception:  # noqa: BLE001  (read as a whole it ends with the same answer, in its tally)
        return [whole]


def _of_lines(whole: Task, source: LineSource, tally: Tally) -> list[Task]:
    plan = source.prepare(whole.evidence, whole.context)
    notes = source.notes(plan)
    encoding = encoding_of(sample_of(whole.evidence).head)
    found = list(blocks(whole.evidence.path))
    tally.notes += notes
    return _of_blocks(replace(whole, plan=plan, encoding=encoding), found)


def _of_blocks(whole: Task, found: Sequence[Block]) -> list[Task]:
    return [
        replace(whole, key=f"{whole.key}-{number:05d}", block=block)
        for number, block in enumerate(found)
    ]


LOST: dict[str, str] = {
    "died": "not_read.reader_died",
    "too_long": "not_read.too_long",
    "too_much_work": "not_read.too_much_work",
    "too_much_memory": "not_read.out_of_memory",
}
"""Why a task has no result, as the text code that tells it."""
SECONDS = 60.0
"""Processor time a file has in any case; the largest honest document seen took a tenth of it."""
BYTES_A_SECOND = 250_000
"""Bytes for which it has one second more."""
MEMORY = 2 * 1024**3
"""Bytes the process that reads a file may hold: two of them leave room on a PC of 8 GB."""


def limits_of(task: Task) -> Limits | None:
    """What reading an evidence may take; None for lines, which are read in bounded pieces."""
    if isinstance(source_named(task.source), LineSource):
        return None
    return Limits(SECONDS + task.evidence.size / BYTES_A_SECOND, MEMORY)


def whole_of(task: Task) -> Task:
    """The task that reads the evidence of one of its blocks as a whole."""
    return replace(task, key=task.key.partition("-")[0], block=None, plan=None)


def bytes_of(task: Task) -> int:
    """Bytes of evidence that a task reads."""
    return task.block.length if task.block else task.evidence.size


def reading_digest(item: Received, context: Context) -> str:
    """SHA-256 of everything beside the bytes that the events of an evidence depend on."""
    assert item.source is not None  # noqa: S101  (only what has a source is read)
    told = {
        "program": __version__,
        "source": item.source.name,
        "zone": context.zone,
        "hints": {key: list(values) for key, values in context.hints.items()},
        "years": list(context.years),
    }
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def add(tally: Tally, result: Tally | Lost[Task]) -> None:
    """Adds what one task read to the tally of its evidence."""
    if isinstance(result, Lost):
        tally.failed = (LOST[result.why], {})
        return
    tally.events += result.events
    tally.unread += result.unread
    tally.undated += result.undated
    tally.implausible += result.implausible
    tally.first_unread = _least(tally.first_unread, result.first_unread)
    tally.first = _least(tally.first, result.first)
    if result.last and (tally.last is None or result.last > tally.last):
        tally.last = result.last
    _merge_notes(tally.notes, result.notes)
    tally.segments += result.segments
    tally.failed = tally.failed or result.failed
    tally.whole = tally.whole or result.whole


def _least(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _merge_notes(notes: list[Note], more: Iterable[Note]) -> None:
    """Adds notes once; a count of lines in the same note of several blocks is summed."""
    for note in more:
        same = [n for n in notes if n.code == note.code and _but_lines(n) == _but_lines(note)]
        if not same:
            notes.append(note)
        elif "lines" in note.values:
            total = int(same[0].values["lines"]) + int(note.values["lines"])
            index = notes.index(same[0])
            notes[index] = replace(note, values={**note.values, "lines": str(total)})


def _but_lines(note: Note) -> dict[str, str]:
    return {key: value for key, value in note.values.items() if key != "lines"}
