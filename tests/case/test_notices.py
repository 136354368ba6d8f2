"""The register of notices: appended to only, and every change of it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.case.notices.register import RegisterChangedError, Told, append, read

ONE = Told("2026-06-08T09:00:00+09:00", "made", "1", "0", "関", "a@b.example", "m@b", "SEKISHO-1")
THREE = [replace(ONE, person=name) for name in "甲乙丙"]


def test_what_is_appended_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    append(path, THREE[:1])
    append(path, THREE[1:])
    assert read(path.read_bytes()) == tuple(THREE)


def test_a_line_cut_off_by_a_crash_is_passed_over_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    append(path, THREE[:2])
    path.write_bytes(path.read_bytes() + b'{"at": "2026')
    assert read(path.read_bytes()) == tuple(THREE[:2])
    append(path, THREE[2:])
    assert read(path.read_bytes()) == tuple(THREE)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[0], lines[1].replace("乙".encode(), b"x"), lines[2]], 3),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [lines[0], b"[]\n"], 2),
    ],
    ids=["first_removed", "middle_removed", "name_changed", "swapped", "no_entry"],
)
def test_a_change_shows(tmp_path: Path, change: object, line: int) -> None:
    path = tmp_path / "r.jsonl"
    append(path, THREE)
    lines = path.read_bytes().splitlines(keepends=True)
    assert callable(change)
    with pytest.raises(RegisterChangedError) as caught:
        read(b"".join(change(lines)))
    assert caught.value.line == line
