"""Views over sealed events: one a kind, empty ones too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from sekisho.events.kinds import KINDS, PROXY
from sekisho.events.table import events, unread
from sekisho.ledger.tables import connect, literal, of_batches, of_segments

MOMENT = datetime(2016, 6, 3, 7, 3, tzinfo=UTC)


def batch(host: str) -> object:
    return events(PROXY, 1, {"@timestamp": [MOMENT], "cs-host": [host], "evidence": host})


def test_every_kind_has_its_view_even_when_nothing_was_sealed() -> None:
    connection = of_batches([])
    for kind in KINDS:
        assert connection.sql(f"SELECT * FROM {kind.name}").columns == kind.schema.names
    assert connection.sql("SELECT count(*) FROM unread").fetchall() == [(0,)]


@pytest.mark.parametrize("text", ["", "a", "it's", "''", "会'", "\\"])
def test_a_literal_means_its_text(text: str) -> None:
    assert connect().sql(f"SELECT {literal(text)}").fetchall() == [(text,)]


def test_batches_and_segments_answer_alike(tmp_path: Path) -> None:
    batches = [batch("a.example"), batch("b.example"), unread("x", "line", [1], "r", [b"z"])]
    paths = []
    for number, one in enumerate(batches[:2]):
        path = tmp_path / f"it's {number}.parquet"
        with pq.ParquetWriter(path, one.schema) as writer:
            writer.write_batch(one)
        paths.append(path)
    question = 'SELECT "cs-host", "@timestamp", evidence FROM proxy ORDER BY 1'
    answer = of_batches(batches).sql(question).to_arrow_table().to_pylist()
    sealed = of_segments({"proxy": paths})
    assert answer == sealed.sql(question).to_arrow_table().to_pylist()
    assert [row["cs-host"] for row in answer] == ["a.example", "b.example"]
    assert answer[0]["@timestamp"] == MOMENT


def test_nothing_is_fetched_from_elsewhere() -> None:
    with pytest.raises(duckdb.Error):
        connect().execute("SELECT * FROM read_parquet('https://192.0.2.1/x.parquet')")
