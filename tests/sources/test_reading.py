"""Reading whole, in blocks, or one record at its pointer: always the same events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import SYSLOG
from sekisho.events.table import events
from sekisho.sources import reading as module
from sekisho.sources.blocks import blocks
from sekisho.sources.contract import (
    SAMPLE_SIZE,
    Context,
    Events,
    Item,
    Lines,
    LineSource,
    Note,
    Source,
    Unread,
)
from sekisho.sources.reading import read, reread, sample_of

CONTEXT = Context(now=datetime(2016, 6, 23, tzinfo=UTC))
CHOICE = Note("note.encoding", {"encoding": "cp932"})


def parse(lines: Lines, plan: str) -> Iterator[Item]:
    columns = {"evidence": lines.evidence, "position": lines.positions, "message": lines.texts}
    yield Events(SYSLOG, events(SYSLOG, len(lines.texts), {**columns, "event.dataset": plan}))


LINES = LineSource(
    "made", (SYSLOG,), "", "", "", "", lambda _sample: 0, lambda _evidence, _context: "plan",
    parse, notes=lambda _plan: (CHOICE,),
)  # fmt: skip


def read_rows(_evidence: Evidence, _context: Context) -> Iterator[Item]:
    for first in (1, 3):
        columns = {"position": [first, first + 1], "message": ["a", "b"]}
        yield Events(SYSLOG, events(SYSLOG, 2, columns))
        yield CHOICE


ROWS = Source("rows", (SYSLOG,), "row", "", "", "", "", lambda _sample: 0, read_rows)


def evidence(tmp_path: Path, data: bytes) -> Evidence:
    path = tmp_path / "a.log"
    path.write_bytes(data)
    return Evidence("logs/a.log", path, len(data), "0" * 64)


def rows(items: Iterator[Any]) -> list[tuple[int, str]]:
    return [
        (row["position"], row["message"])
        for item in items
        if isinstance(item, Events)
        for row in item.batch.to_pylist()
    ]


def test_a_sample_is_the_beginning_and_the_size_of_the_whole(tmp_path: Path) -> None:
    sample = sample_of(evidence(tmp_path, b"x" * (SAMPLE_SIZE + 9)))
    assert (sample.name, len(sample.head), sample.size) == (
        "logs/a.log", SAMPLE_SIZE, SAMPLE_SIZE + 9,
    )  # fmt: skip


def test_what_cannot_be_opened_is_raised(tmp_path: Path) -> None:
    gone = evidence(tmp_path, b"a\n")
    gone.path.unlink()
    with pytest.raises(FileNotFoundError):
        sample_of(gone)
    with pytest.raises(FileNotFoundError):
        list(read(LINES, gone, CONTEXT))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_choice_comes_first_then_every_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(module, "blocks", partial(blocks, size=size))
    text = "総務課\r\n\r\n議会\n最後の行"
    items = list(read(LINES, evidence(tmp_path, text.encode("cp932")), CONTEXT))
    assert items[0] == CHOICE
    assert rows(iter(items)) == [(1, "総務課"), (3, "議会"), (4, "最後の行")]
    assert {
        row["event.dataset"]
        for item in items
        if isinstance(item, Events)
        for row in item.batch.to_pylist()
    } == {"plan"}


def test_a_block_without_lines_is_not_parsed(tmp_path: Path) -> None:
    found = list(read(LINES, evidence(tmp_path, b"\n\r\n\n"), CONTEXT))
    assert found == [CHOICE]


def test_a_line_too_long_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    items = list(read(LINES, evidence(tmp_path, b"a\n" + b"x" * 2**21 + b"\nb\n"), CONTEXT))
    (odd,) = [item for item in items if isinstance(item, Unread)]
    assert odd.batch["position"].to_pylist() == [2]
    assert rows(iter(items)) == [(1, "a"), (3, "b")]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_one_line_is_read_again_at_its_pointer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(module, "blocks", partial(blocks, size=size))
    lines = evidence(tmp_path, "総務課\n\n議会\n".encode("euc_jp") * 3)
    for position, text in rows(read(LINES, lines, CONTEXT)):
        assert rows(reread(LINES, lines, CONTEXT, position)) == [(position, text)]
    assert rows(reread(LINES, lines, CONTEXT, 2)) == []
    assert rows(reread(LINES, lines, CONTEXT, 99)) == []


def test_one_row_is_read_again_at_its_pointer(tmp_path: Path) -> None:
    source = evidence(tmp_path, b"x")
    assert rows(reread(ROWS, source, CONTEXT, 4)) == [(4, "b")]
    assert rows(reread(ROWS, source, CONTEXT, 9)) == []
