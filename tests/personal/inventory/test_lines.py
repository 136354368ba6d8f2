from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory import lines
from sekisho.personal.inventory.lines import INVENTORY, PARQUET, rows_in, writing
from tests.personal.inventory.rows import row

ROWS = [
    row(f"/{at}.txt", persons=Bounds(at, at), findings=(Reason("x", {"zone": "庁内"}),) * (at % 2))
    for at in range(5)
]


def test_both_files_hold_the_rows_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a group of the Parquet file ends with the last row, or within them."""
    for size in (2, 5, 9):
        monkeypatch.setattr(lines, "GROUP", size)
        with writing(tmp_path) as write:
            for one in ROWS:
                write(one)
        assert list(rows_in(tmp_path)) == list(rows_in(tmp_path / INVENTORY)) == ROWS
        columns = pq.ParquetFile(tmp_path / PARQUET)
        assert columns.num_row_groups == -(-len(ROWS) // size)
        assert columns.read()["path"].to_pylist() == [one.path for one in ROWS]


def test_an_inventory_of_nothing_is_one(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    assert list(rows_in(tmp_path)) == []
    assert pq.read_table(tmp_path / PARQUET).num_rows == 0


def test_who_stops_in_between_leaves_both_as_they_were(tmp_path: Path) -> None:
    with writing(tmp_path) as write:
        write(ROWS[0])
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def stop() -> None:
        with writing(tmp_path) as write:
            write(ROWS[1])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
