"""Every state of a paper beside a case is kept once, by its hash."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sekisho.intake.beside import INDICATORS, SHEETS

NOW = datetime(2016, 6, 3, 8, tzinfo=UTC)


def test_states_are_kept_beside_each_other_in_order(tmp_path: Path) -> None:
    assert SHEETS.latest(tmp_path) is None
    first = SHEETS.keep(tmp_path, b"version: 1\n")
    assert SHEETS.keep(tmp_path, b"version: 1\n") == first
    second = SHEETS.keep(tmp_path, b"version: 1\n# more\n")
    # what was taken back is a state of its own: the order tells the course
    third = SHEETS.keep(tmp_path, b"version: 1\n")
    kept = {**first, **second, **third}
    assert [name[:10] for name in kept] == ["sheets/01-", "sheets/02-", "sheets/03-"]
    for name, digest in kept.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    assert SHEETS.latest(tmp_path) == tmp_path / next(iter(third))


def test_strangers_among_them_are_passed_over(tmp_path: Path) -> None:
    SHEETS.keep(tmp_path, b"version: 1\n")
    (tmp_path / "sheets" / "99-mine.yaml").touch()
    found = SHEETS.latest(tmp_path)
    assert found
    assert found.name.startswith("01-")


def test_it_is_evidence_with_its_origin() -> None:
    entry = SHEETS.entry("@sheet/sheet.yaml", b"x", NOW)
    assert (entry.origin, entry.size, entry.status) == ("sheet", 1, "read")
    assert entry.sha256 == hashlib.sha256(b"x").hexdigest()
    assert entry.received == "2016-06-03T08:00:00+00:00"


def test_lists_stand_apart_from_sheets_and_all_count(tmp_path: Path) -> None:
    SHEETS.keep(tmp_path, b"version: 1\n")
    kept = {**INDICATORS.keep(tmp_path, b"a\n"), **INDICATORS.keep(tmp_path, b"b\n")}
    assert [path.read_bytes() for path in INDICATORS.all(tmp_path)] == [b"a\n", b"b\n"]
    assert [name[:14] for name in kept] == ["indicators/01-", "indicators/02-"]
