from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.personal.inventory.journal import NAME, Filed, begun, renewed

MADE = {"program": "1", "key": ""}


def known(out: Path, made_with: dict[str, str] = MADE) -> dict[Filed, int]:
    """What a scan that goes on is told, with the places."""
    found: dict[Filed, int] = {}
    with begun(out, made_with, found.__setitem__):
        return found


def written(out: Path, *files: Filed) -> list[int]:
    with begun(out, MADE, lambda _one, _place: None) as add:
        return [add(one) for one in files]


A, B, A_AGAIN = Filed("a", 1, 10, ()), Filed("b", 2, 20, ()), Filed("a", 3, 30, ())


def test_what_was_written_is_known_with_its_place(tmp_path: Path) -> None:
    written(tmp_path, A)
    written(tmp_path, B, A_AGAIN)
    lines = (tmp_path / NAME).read_bytes()
    found = known(tmp_path)
    assert list(found) == [A, B, A_AGAIN]
    assert [lines[place:].startswith(b'{"file":') for place in found.values()] == [True] * 3
    assert (tmp_path / NAME).read_bytes() == lines


def test_other_programs_rules_and_keys_begin_anew(tmp_path: Path) -> None:
    written(tmp_path, A)
    assert known(tmp_path, {**MADE, "key": "1"}) == {}
    assert known(tmp_path) == {}


@pytest.mark.parametrize("cut", [1, 5])
def test_a_line_cut_off_costs_no_other(tmp_path: Path, cut: int) -> None:
    """Cut off by its end alone it is whole, and the next one begins a line."""
    written(tmp_path, A, B)
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[:-cut])
    written(tmp_path, A_AGAIN)
    assert list(known(tmp_path)) == ([A, B, A_AGAIN] if cut == 1 else [A, A_AGAIN])


def test_damaged_lines_are_left_out(tmp_path: Path) -> None:
    written(tmp_path, A)
    with (tmp_path / NAME).open("ab") as log:
        log.write(b'{"file": "b"}\n[]\nx\n')
    written(tmp_path, B)
    assert list(known(tmp_path)) == [A, B]


def test_it_is_renewed_in_the_order_asked_for(tmp_path: Path) -> None:
    first, second, _third = written(tmp_path, A, B, A_AGAIN)
    wanted = [(2, 20, second), (1, 11, first)]
    moved = Filed("a", 1, 11, ())
    assert list(renewed(tmp_path, MADE, wanted)) == [B, moved]
    assert list(known(tmp_path)) == [B, moved]


def test_who_stops_in_between_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    (place,) = written(tmp_path, A)
    before = (tmp_path / NAME).read_bytes()
    coming = renewed(tmp_path, MADE, [(1, 10, place)])
    next(coming)
    coming.close()
    assert (tmp_path / NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
