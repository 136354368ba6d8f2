"""Records of a case as it was sealed, or of a folder read now."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from sekisho.cli.records import records
from sekisho.cli.voice import Voice
from sekisho.investigate import Wish, investigate
from sekisho.rulebook import load
from sekisho.sources.contract import Context

NOW = datetime(2026, 6, 2, tzinfo=UTC)
LINE = (
    "1780300000.000    100 198.18.20.1 TCP_MISS/200 900 GET http://a.example/ -"
    " HIER_DIRECT/203.0.113.1 text/html\n"
)


def test_a_case_and_its_evidence_hold_the_same_records(tmp_path: Path) -> None:
    evidence, case = tmp_path / "evidence", tmp_path / "case"
    evidence.mkdir()
    (evidence / "access.log").write_text(LINE * 5, encoding="ascii")
    work = tmp_path / "first"
    work.mkdir()
    investigate(Wish(evidence, case, NOW, load(None)), work)
    counts = []
    for number, path in enumerate((evidence, case)):
        own = tmp_path / f"work{number}"
        own.mkdir()
        voice = Voice("en", out=StringIO(), err=StringIO())
        with records(path, own, Context(NOW), 0, voice) as (tables, manifest):
            counts.append(tables.sql("SELECT count(*) FROM proxy").fetchall())
            assert [entry.name for entry in manifest.entries] == ["access.log"]
    assert counts == [[(5,)], [(5,)]]
