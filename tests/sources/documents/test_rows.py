from __future__ import annotations

from sekisho.sources.contract import Events, Note, Unread
from sekisho.sources.documents import rows
from sekisho.sources.documents.rows import Missed, Row, items, paragraph, table


def test_positions_count_what_is_kept_and_rows_count_everything() -> None:
    pieces = [paragraph("p", "a"), *table("p", 1, [["b", "c"], ["", " "], ["d", ""]]), Missed("x")]
    events, missed = list(items("docx", "e", pieces))[::-1]
    assert isinstance(events, Events)
    assert isinstance(missed, Unread)
    assert events.batch["position"].to_pylist() == [1, 2, 3]
    assert events.batch["document.row"].to_pylist() == [None, 1, 3]
    assert events.batch["document.cells"].to_pylist() == [None, ["b", "c"], ["d", ""]]
    assert events.batch["document.text"].to_pylist() == ["a", "b\tc", "d\t"]
    assert events.batch["event.dataset"].to_pylist() == ["docx.document"] * 3
    assert missed.batch["position"].to_pylist() == [4]


def test_batches_are_bounded(monkeypatch) -> None:
    monkeypatch.setattr(rows, "BATCH", 2)
    found = list(items("txt", "e", (Row(None, (str(n),)) for n in range(5))))
    assert [item.batch.num_rows for item in found] == [2, 2, 1]


def test_notes_pass_and_a_page_keeps_its_number() -> None:
    note, missed = items("pdf", "e", [Note("n"), Missed("r", b"", 7, "page")])
    assert note == Note("n")
    assert missed.batch.to_pylist()[0]["position"] == 7
    assert missed.batch.to_pylist()[0]["unit"] == "page"
