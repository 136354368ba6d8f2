"""Segments read back as written, with any Parquet reader, and the same bytes for the same rows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.events.kinds import KINDS, PROXY, Kind
from sekisho.events.table import events
from sekisho.ledger.digest import sha256_of
from sekisho.ledger.segment import FEW_ROWS, segment_writer


@pytest.mark.parametrize("rows", [3, FEW_ROWS])
def test_rows_read_back_and_bytes_repeat(tmp_path: Path, rows: int) -> None:
    columns = {
        "@timestamp": [datetime(2016, 6, 3, tzinfo=UTC), None, datetime(2016, 6, 1, tzinfo=UTC)],
        "evidence": "a.log",
        "position": [1, 2, 9],
        "cs-host": ["a", None, "b"],
        "c-uri": ["http://a/", None, "http://b/"],
    }
    batch = events(PROXY, 3, columns)
    digests = set()
    for name in ("one", "two"):
        with segment_writer(tmp_path / name, batch.schema, rows) as writer:
            writer.write_batch(batch)
        assert pq.read_table(tmp_path / name).to_pylist() == batch.to_pylist()
        digests.add(sha256_of(tmp_path / name))
    assert len(digests) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_sealed(tmp_path: Path, kind: Kind) -> None:
    with segment_writer(tmp_path / "segment", kind.schema) as writer:
        writer.write_batch(events(kind, 2, {"position": [1, 2]}))
    assert pq.read_metadata(tmp_path / "segment").num_rows == 2
