"""Every state of a case sheet is kept once, by its hash."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sekisho.intake.sheets import entry_of_sheet, keep, latest

NOW = datetime(2016, 6, 3, 8, tzinfo=UTC)


def test_states_are_kept_beside_each_other_in_order(tmp_path: Path) -> None:
    assert latest(tmp_path) is None
    first = keep(tmp_path, b"version: 1\n")
    assert keep(tmp_path, b"version: 1\n") == first
    second = keep(tmp_path, b"version: 1\n# more\n")
    # what was taken back is a state of its own: the order tells the course
    third = keep(tmp_path, b"version: 1\n")
    kept = {**first, **second, **third}
    assert [name[:10] for name in kept] == ["sheets/01-", "sheets/02-", "sheets/03-"]
    for name, digest in kept.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    assert latest(tmp_path) == tmp_path / next(iter(third))


def test_strangers_among_them_are_passed_over(tmp_path: Path) -> None:
    keep(tmp_path, b"version: 1\n")
    (tmp_path / "sheets" / "99-mine.yaml").touch()
    found = latest(tmp_path)
    assert found
    assert found.name.startswith("01-")


def test_it_is_evidence_with_its_origin() -> None:
    entry = entry_of_sheet("@sheet/sheet.yaml", b"x", NOW)
    assert (entry.origin, entry.size, entry.status) == ("sheet", 1, "read")
    assert entry.sha256 == hashlib.sha256(b"x").hexdigest()
    assert entry.received == "2016-06-03T08:00:00+00:00"
