"""Sealing: what a source yields and how it may fail end in the tally."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import PROXY
from sekisho.events.table import events, unread
from sekisho.intake import seal as module
from sekisho.intake.seal import Task, seal, segment_key
from sekisho.sources.contract import Context, Events, Item, Note, NotReadable, Source, Unread

NOW = datetime(2016, 6, 23, tzinfo=UTC)


def batch(rows: int, first: int = 1) -> Events:
    columns = {
        "@timestamp": [NOW] * rows,
        "evidence": "a.log",
        "position": list(range(first, first + rows)),
    }
    return Events(PROXY, events(PROXY, rows, columns))


def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, items: list[Item | Exception]) -> Task:
    def read(_evidence: Evidence, _context: Context) -> Iterator[Item]:
        for item in items:
            if isinstance(item, Exception):
                raise item
            yield item

    source = Source("made", (PROXY,), "line", "", "", "", "", lambda _sample: 0, read)
    monkeypatch.setattr(module, "source_named", lambda _name: source)
    path = tmp_path / "a.log"
    path.write_bytes(b"x")
    evidence = Evidence("a.log", path, 1, "0" * 64)
    return Task("made", evidence, Context(now=NOW), "key", tmp_path / "segments")


def test_segments_are_cut_after_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS", 10)
    tally = seal(task(tmp_path, monkeypatch, [batch(25), batch(3, 26)]))
    assert tally.events == 28
    files = [tmp_path / segment.file for segment in tally.segments]
    assert [pq.read_metadata(file).num_rows for file in files] == [10, 10, 8]
    positions = [row for file in files for row in pq.read_table(file)["position"].to_pylist()]
    assert positions == list(range(1, 29))


def test_notes_are_told_once_and_unread_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note("note.zone_assumed", {"zone": "Asia/Tokyo"})
    odd = Unread(unread("a.log", "line", [9, 4], "unread.line_too_long", [b"a", b"b"]))
    tally = seal(task(tmp_path, monkeypatch, [note, batch(1), note, odd]))
    assert tally.notes == [note]
    assert (tally.unread, tally.first_unread) == (2, 4)
    assert {segment.kind for segment in tally.segments} == {"proxy", "unread"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotReadable("unread.encrypted", page="1"), "unread.encrypted"),
        (OSError(5, "Input/output error"), "not_read.cannot_open"),
        (MemoryError(), "not_read.out_of_memory"),
        (ValueError("odd"), "not_read.reader_failed"),
    ],
)
def test_a_failure_keeps_what_was_read_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    tally = seal(task(tmp_path, monkeypatch, [batch(2), error]))
    assert tally.failed is not None
    assert tally.failed[0] == code
    assert tally.events == 2
    assert pq.read_metadata(tmp_path / tally.segments[0].file).num_rows == 2


def test_sealing_twice_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = seal(task(tmp_path, monkeypatch, [batch(5)]))
    two = seal(task(tmp_path, monkeypatch, [batch(5)]))
    assert one.segments == two.segments


def test_keys_differ_by_name_and_by_content() -> None:
    keys = {segment_key(name, digest) for name in "ab" for digest in "cd"}
    assert len(keys) == 4
