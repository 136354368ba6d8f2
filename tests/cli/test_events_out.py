"""Events written out: head and map, nothing lost, in the order of the evidence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sekisho.cli.events_out import write_one
from sekisho.events.columns import FIELDS, HEAD
from sekisho.events.kinds import DOCUMENT, PROXY
from sekisho.events.table import events
from sekisho.ledger.tables import of_batches

MOMENT = datetime(2016, 6, 3, 7, 3, 1, 500000, tzinfo=UTC)


def batches() -> list[pa.RecordBatch]:
    columns = {
        "@timestamp": [MOMENT, None],
        "evidence": "a.log",
        "position": [2, 1],
        "cs-host": ["example.jp", None],
        "sc-bytes": [0, None],
        "fields": pa.array([[("own", "x")], []], FIELDS),
    }
    document = events(DOCUMENT, 1, {"evidence": "名簿.csv", "position": [1]})
    return [events(PROXY, 2, columns), document]


def test_jsonl_has_a_line_an_event_in_order(tmp_path: Path) -> None:
    out = tmp_path / "it's.jsonl"
    write_one([of_batches(batches())], out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["position"] for row in rows] == [1, 2]
    assert rows[1]["@timestamp"] == "2016-06-03T07:03:01.500000+00:00"
    assert rows[1]["fields"] == {"cs-host": "example.jp", "sc-bytes": "0", "own": "x"}
    assert rows[0]["fields"] == {}


def test_parquet_has_head_and_map(tmp_path: Path) -> None:
    out = tmp_path / "events.parquet"
    write_one([of_batches(batches())], out)
    table = pq.read_table(out)
    assert table.column_names == [*HEAD.names, "fields"]
    assert table["@timestamp"].to_pylist() == [None, MOMENT]
    assert dict(table["fields"].to_pylist()[1])["cs-host"] == "example.jp"
