"""Who was met before, in a file that names nobody and survives being cut off."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.known import FILE, begun

NOW = datetime(2026, 11, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=14)


def test_at_first_everybody_counts_as_known(tmp_path: Path) -> None:
    known = begun(tmp_path, NOW)
    assert known.has("a@firm.example", NOW + timedelta(days=13))
    assert not known.has("a@firm.example", LATER)


def test_a_restart_remembers(tmp_path: Path) -> None:
    begun(tmp_path, NOW).meet(["A@firm.example", ""])
    again = begun(tmp_path, LATER)
    assert again.has("a@FIRM.example", LATER)
    assert not again.has("b@firm.example", LATER)
    assert b"firm" not in (tmp_path / FILE).read_bytes()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_an_entry_that_was_cut_off_costs_no_other(tmp_path: Path) -> None:
    begun(tmp_path, NOW).meet(["a@firm.example"])
    with (tmp_path / FILE).open("ab") as file:
        file.write(b"abc")
    begun(tmp_path, LATER).meet(["b@firm.example"])
    known = begun(tmp_path, LATER)
    assert known.has("a@firm.example", LATER)
    assert known.has("b@firm.example", LATER)


def test_a_file_of_something_else_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"something else that is long enough to hold a head of ours")
    assert not begun(tmp_path, NOW).has("a@firm.example", LATER)


@given(st.lists(st.text()), st.text())
def test_any_address(addresses: list[str], other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        known = begun(Path(folder), NOW)
        known.meet(addresses)
        known.meet(addresses)
        assert all(known.has(one, LATER) for one in addresses if one)
        folded = {one.casefold() for one in addresses if one}
        assert known.has(other, LATER) == (other.casefold() in folded)
        size = (Path(folder) / FILE).stat().st_size
        assert size == 32 + 8 * len(folded)
