"""Every state of a case sheet is kept once, by its hash."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sekisho.intake.sheets import entry_of_sheet, keep

NOW = datetime(2016, 6, 3, 8, tzinfo=UTC)


def test_states_are_kept_beside_each_other(tmp_path: Path) -> None:
    first, second = keep(tmp_path, b"version: 1\n"), keep(tmp_path, b"version: 1\n# more\n")
    again = keep(tmp_path, b"version: 1\n")
    assert again == first
    assert len(first | second) == 2
    for name, digest in (first | second).items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_it_is_evidence_with_its_origin() -> None:
    entry = entry_of_sheet("@sheet/s.yaml", b"x", NOW)
    assert (entry.origin, entry.size, entry.status) == ("sheet", 1, "read")
    assert entry.sha256 == hashlib.sha256(b"x").hexdigest()
    assert entry.received == "2016-06-03T08:00:00+00:00"
