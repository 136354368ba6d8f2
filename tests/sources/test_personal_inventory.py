from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.folder import receive_file
from sekisho.sources.contract import Context, Events, Sample, Unread
from sekisho.sources.personal_inventory import SOURCE
from sekisho.sources.reading import read

CONTEXT = Context(now=datetime(2026, 6, 1, tzinfo=UTC))


def told(path: Path) -> tuple[list[dict[str, object]], list[tuple[int, str]]]:
    evidence = receive_file(path, path.name)
    assert isinstance(evidence, Evidence)
    rows: list[dict[str, object]] = []
    unread: list[tuple[int, str]] = []
    for item in read(SOURCE, evidence, CONTEXT):
        if isinstance(item, Events):
            rows += item.batch.to_pylist()
        elif isinstance(item, Unread):
            unread += [(row["position"], row["reason"]) for row in item.batch.to_pylist()]
    return rows, unread


def test_a_line_a_document(data: Path) -> None:
    rows, unread = told(data / "sources" / "personal_inventory" / "good.jsonl")
    assert unread == []
    first, second = rows
    assert first["file.path"] == r"C:\Users\t\集落\連絡先.xlsx"
    assert (first["persons.low"], first["persons.high"], first["households.low"]) == (387, 388, 117)
    assert first["inventory.seen"] == datetime(2016, 5, 30, 1, tzinfo=UTC)
    assert first["@timestamp"] is None
    assert (second["persons.low"], second["file.hash.sha256"], second["position"]) == (
        None,
        None,
        2,
    )


def test_lines_that_are_none_are_unread_and_the_rest_is_read(data: Path) -> None:
    rows, unread = told(data / "sources" / "personal_inventory" / "bad.jsonl")
    assert [row["position"] for row in rows] == [1, 8]
    assert unread == [(number, "unread.inventory_line") for number in range(2, 8)]


@pytest.mark.parametrize("head", [b"", b"{}\n", b'{"path": 1}\n', b"[]\n", b"text\n"])
def test_other_lines_are_not_ours(head: bytes) -> None:
    assert SOURCE.identify(Sample("inventory.jsonl", head, len(head))) == 0
