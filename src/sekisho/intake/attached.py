"""The files inside an evidence that its own reader takes out: attachments of mails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sekisho.engine.pool import Limits, Lost, run
from sekisho.events.evidence import INSIDE, Evidence
from sekisho.intake.archives import Allowance, inside
from sekisho.intake.folder import NotReceived
from sekisho.intake.tasks import LOST
from sekisho.sources.contract import Source
from sekisho.sources.registry import source_named

LIMITS = Limits(seconds=3600, memory=2 * 1024**3, clock=4)
"""What taking the attachments out of one mailbox may take; a large one has gigabytes of them."""


@dataclass(frozen=True)
class _Task:
    """An evidence whose files are taken out in a process of its own."""

    source: str
    evidence: Evidence
    work: Path
    allowance: Allowance


def contents_of(
    source: Source, evidence: Evidence, work: Path, allowance: Allowance
) -> Iterator[Evidence | NotReceived]:
    """The files inside an evidence, written to ``work`` within the limits of ``allowance``.

    Where the source asks for it they are taken out in a process of its own: what was written
    before it was ended is lost, and that is told.
    """
    if source.contents is None:
        return
    if not source.isolated:
        yield from inside(evidence, source.contents(evidence), work, allowance)
        return
    task = _Task(source.name, evidence, work, allowance)
    for result in run(_taken_out, [task], 1, lambda _task: LIMITS):
        if isinstance(result, Lost):
            yield NotReceived(f"{evidence.name}{INSIDE}…", LOST[result.why])
            return
        found, used = result
        allowance.take_over(used)
        yield from found


def _taken_out(task: _Task) -> tuple[list[Evidence | NotReceived], Allowance]:
    source = source_named(task.source)
    assert isinstance(source, Source)  # noqa: S101  (only such a source is asked)
    assert source.contents is not None  # noqa: S101
    contents = source.contents(task.evidence)
    return list(inside(task.evidence, contents, task.work, task.allowance)), task.allowance
