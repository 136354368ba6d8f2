"""The tables of a manifest: what it names, and nothing that only lies beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sekisho.events.kinds import KINDS, PROXY, SYSLOG, Kind
from sekisho.events.table import events, unread
from sekisho.ledger import sealed as module
from sekisho.ledger.digest import sha256_of
from sekisho.ledger.manifest import Manifest, Segment
from sekisho.ledger.sealed import parts_of, tables_of

AT = datetime(2016, 6, 3, 7, 3, tzinfo=UTC)


def sealed(ledger: Path, name: str, kind: str, batch: pa.RecordBatch) -> Segment:
    path = ledger / "segments" / kind / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, batch.schema) as writer:
        writer.write_batch(batch)
    file = path.relative_to(ledger).as_posix()
    return Segment(file, kind, name, batch.num_rows, path.stat().st_size, sha256_of(path))


def rows(kind: Kind, name: str, count: int) -> pa.RecordBatch:
    positions = list(range(1, count + 1))
    columns = {"@timestamp": [AT] * count, "evidence": name, "position": positions}
    return events(kind, count, columns)


def counted(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = [*(kind.name for kind in KINDS), "unread"]
    found = {name: connection.sql(f"SELECT count(*) FROM {name}").fetchall() for name in names}
    return {name: count for name, ((count,),) in found.items() if count}


def test_a_view_for_every_kind_over_all_its_segments(tmp_path: Path) -> None:
    manifest = Manifest(
        "root",
        segments=(
            sealed(tmp_path, "a", "proxy", rows(PROXY, "a.log", 3)),
            sealed(tmp_path, "b", "proxy", rows(PROXY, "b.log", 2)),
            sealed(tmp_path, "c", "syslog", rows(SYSLOG, "c.log", 1)),
            sealed(tmp_path, "a", "unread", unread("a.log", "line", [4], "unread.x", [b"?"])),
        ),
    )
    connection = tables_of(tmp_path, manifest)
    assert counted(connection) == {"proxy": 5, "syslog": 1, "unread": 1}
    asked = connection.sql("SELECT DISTINCT evidence FROM proxy ORDER BY 1").fetchall()
    assert asked == [("a.log",), ("b.log",)]


def test_what_the_manifest_does_not_name_is_not_asked(tmp_path: Path) -> None:
    """A segment put into the folder by somebody is extra; it must not become evidence."""
    known = sealed(tmp_path, "a", "proxy", rows(PROXY, "a.log", 3))
    sealed(tmp_path, "smuggled", "proxy", rows(PROXY, "false.log", 9))
    assert counted(tables_of(tmp_path, Manifest("root", segments=(known,)))) == {"proxy": 3}


def test_an_empty_manifest_has_every_view(tmp_path: Path) -> None:
    assert counted(tables_of(tmp_path, Manifest("root"))) == {}


def test_what_does_not_fit_into_memory_goes_to_the_folder_given(tmp_path: Path) -> None:
    connection = tables_of(tmp_path, Manifest("root"), tmp_path / "spill")
    (said,) = connection.sql("SELECT current_setting('temp_directory')").fetchall()
    assert said == (str(tmp_path / "spill"),)


def test_a_segment_that_is_gone_is_an_error_not_an_empty_answer(tmp_path: Path) -> None:
    gone = Segment("segments/proxy/gone.parquet", "proxy", "a", 1, 1, "")
    with pytest.raises(duckdb.Error):
        tables_of(tmp_path, Manifest("root", segments=(gone,))).sql(
            "SELECT * FROM proxy"
        ).fetchall()


def test_parts_follow_each_other_by_evidence_and_position(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks of one evidence are parts of their own; its kinds are never torn apart."""
    monkeypatch.setattr(module, "PART", 4)

    def segment(name: str, evidence: str, kind: Kind, first: int, count: int) -> Segment:
        positions = list(range(first, first + count))
        columns = {"@timestamp": [AT] * count, "evidence": evidence, "position": positions}
        made = sealed(tmp_path, name, kind.name, events(kind, count, columns))
        return replace(made, evidence=evidence)

    segments = (
        segment("bb-00010-0000", "b.log", PROXY, 31, 3),
        segment("bb-00002-0000", "b.log", PROXY, 1, 3),
        segment("cc-0000", "c.log", PROXY, 1, 3),
        segment("cc-0000", "c.log", SYSLOG, 2, 3),
        segment("aa-0000", "a.log", PROXY, 1, 1),
    )
    asked = "SELECT evidence, position FROM proxy UNION ALL SELECT evidence, position FROM syslog"
    parts = [
        sorted(part.sql(asked).fetchall())
        for part in parts_of(tmp_path, Manifest("root", segments=segments))
    ]
    assert [len(part) for part in parts] == [4, 3, 6]
    together = [row for part in parts for row in part]
    assert together == sorted(together)
