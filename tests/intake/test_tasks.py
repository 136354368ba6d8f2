"""Tasks of an evidence, and the one tally made of theirs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.engine.pool import Lost
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT, SYSLOG
from sekisho.intake import tasks as module
from sekisho.intake.entries import Received
from sekisho.intake.seal import Tally
from sekisho.intake.tasks import add, bytes_of, reading_digest, tasks_of
from sekisho.ledger.manifest import Segment
from sekisho.sources.contract import Context, Item, Lines, LineSource, Note, Source

CONTEXT = Context(now=datetime(2016, 6, 23, tzinfo=UTC))
CHOICE = Note("note.year_chosen", {"year": "2016"})
EARLY, LATE = datetime(2016, 6, 1, tzinfo=UTC), datetime(2016, 6, 3, tzinfo=UTC)


def parse(_lines: Lines, _plan: Any) -> Iterator[Item]:
    yield from ()


def prepare(_evidence: Evidence, _context: Context) -> str:
    return "the plan"


LINES = LineSource(
    "lines", (SYSLOG,), "", "", "", "", lambda _sample: 0, prepare, parse,
    notes=lambda _plan: (CHOICE,),
)  # fmt: skip
WHOLE = Source("whole", (DOCUMENT,), "row", "", "", "", "", lambda _sample: 0, parse)


def received(tmp_path: Path, source: LineSource | Source, data: bytes) -> Received:
    path = tmp_path / "a.log"
    path.write_bytes(data)
    evidence = Evidence("a.log", path, len(data), "0" * 64)
    return Received(evidence, "folder", evidence, source)


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 100)
    cut = module.blocks
    monkeypatch.setattr(module, "blocks", lambda path: cut(path, 100))


@pytest.mark.usefixtures("_small")
def test_a_long_file_of_lines_is_read_in_blocks(tmp_path: Path) -> None:
    item = received(tmp_path, LINES, ("総務課の記録\n" * 30).encode("cp932"))
    tally = Tally()
    tasks = tasks_of(item, CONTEXT, tmp_path / "segments", tally)
    assert len(tasks) > 3
    assert sum(bytes_of(task) for task in tasks) == item.evidence.size
    assert {(task.plan, task.encoding) for task in tasks} == {("the plan", "cp932")}
    assert len({task.key for task in tasks}) == len(tasks)
    assert [task.key for task in tasks] == sorted(task.key for task in tasks)
    assert tally.notes == [CHOICE]


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize(("source", "length"), [(LINES, 200), (WHOLE, 5000)])
def test_what_is_short_or_no_lines_is_one_task(
    tmp_path: Path, source: LineSource | Source, length: int
) -> None:
    item = received(tmp_path, source, b"x" * (length - 1) + b"\n")
    tally = Tally()
    (task,) = tasks_of(item, CONTEXT, tmp_path, tally)
    assert (task.block, task.plan, bytes_of(task)) == (None, None, length)
    assert tally.notes == []


@pytest.mark.usefixtures("_small")
def test_a_plan_that_fails_leaves_the_answer_to_the_reading(tmp_path: Path) -> None:
    def broken(_evidence: Evidence, _context: Context) -> str:
        raise ValueError("odd")

    item = received(tmp_path, replace(LINES, prepare=broken), b"line\n" * 100)
    tally = Tally()
    (task,) = tasks_of(item, CONTEXT, tmp_path, tally)
    assert task.block is None
    assert tally == Tally()


DIFFERENT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "zone": ({}, {"zone": "UTC"}),
    "hints": ({}, {"hints": {"squid.logformat": ("%ts",)}}),
    "years": ({}, {"years": (2016,)}),
    "source": ({"source": WHOLE}, {}),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_reading_is_another_when_what_it_depends_on_is(tmp_path: Path, name: str) -> None:
    item = received(tmp_path, LINES, b"a\n")
    of_item, of_context = DIFFERENT[name]
    other = reading_digest(replace(item, **of_item), replace(CONTEXT, **of_context))
    assert other != reading_digest(item, CONTEXT)


def test_a_reading_is_the_same_at_another_moment_and_in_another_order(tmp_path: Path) -> None:
    item = received(tmp_path, LINES, b"a\n")
    one = replace(CONTEXT, hints={"a": ("1",), "b": ("2",)})
    two = Context(now=LATE, hints={"b": ("2",), "a": ("1",)})
    assert reading_digest(item, one) == reading_digest(item, two)


def undecodable(lines: int, encoding: str = "cp932") -> Note:
    return Note("note.undecodable", {"lines": str(lines), "encoding": encoding})


PARTS = [
    Tally(events=3, first=LATE, last=LATE, notes=[undecodable(2), CHOICE]),
    Tally(events=1, unread=2, first_unread=40, first=EARLY, last=EARLY, notes=[CHOICE]),
    Tally(unread=1, first_unread=7, undated=4, notes=[undecodable(5)]),
    Tally(implausible=2, notes=[undecodable(1, "utf-8")]),
    Tally(segments=[Segment("f", "k", "e", 1, 1, "")]),
]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_parts_does_not_matter(seed: int) -> None:
    parts = random.Random(seed).sample(PARTS, len(PARTS))
    tally = Tally()
    for part in parts:
        add(tally, part)
    assert (tally.events, tally.unread, tally.undated, tally.implausible) == (4, 3, 4, 2)
    assert (tally.first, tally.last, tally.first_unread) == (EARLY, LATE, 7)
    told = sorted(tally.notes, key=lambda note: (note.code, str(note.values)))
    assert told == [undecodable(1, "utf-8"), undecodable(7), CHOICE]
    assert len(tally.segments) == 1
    assert tally.failed is None


def test_the_first_failure_is_kept() -> None:
    tally = Tally()
    add(tally, Tally(events=1, failed=("not_read.reader_failed", {"error": "x"})))
    add(tally, Tally(failed=("not_read.cannot_open", {})))
    assert tally.failed == ("not_read.reader_failed", {"error": "x"})


def test_a_reader_that_died_is_a_failure_beside_what_the_others_read(tmp_path: Path) -> None:
    (task,) = tasks_of(received(tmp_path, LINES, b"a\n"), CONTEXT, tmp_path, Tally())
    tally = Tally()
    add(tally, Tally(events=5))
    add(tally, Lost(task))
    assert tally.events == 5
    assert tally.failed == ("not_read.reader_died", {})
