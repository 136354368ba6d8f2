"""Rows that differ are given, others are not read again; nothing rests on the order of rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory import differing as module
from sekisho.personal.inventory.differing import differing
from sekisho.personal.inventory.lines import NotAnInventoryError, writing
from sekisho.personal.inventory.row import Row

from .test_drift import EMPTY, ROW


def inventory(tmp_path: Path, name: str, *rows: Row) -> Path:
    out = tmp_path / name
    out.mkdir()
    with writing(out) as write:
        for one in rows:
            write(one)
    return out


def found(tmp_path: Path, old: list[Row], new: list[Row]) -> set[tuple[str, str]]:
    before, after = inventory(tmp_path, "old", *old), inventory(tmp_path, "new", *new)
    pairs = differing(before, after, tmp_path)
    return {(was.path if was else "-", row.path if row else "-") for was, row in pairs}


def named(path: str, **more: object) -> Row:
    return replace(ROW, path=path, sha256=f"{sum(path.encode()):064x}", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("group", [1, 3, 8_192])
def test_each_difference_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: int) -> None:
    monkeypatch.setattr(module, "GROUP", group)
    same = [named(f"/srv/{number}.txt") for number in range(7)]
    moved = replace(ROW, path="/srv/there.xlsx")
    more = replace(EMPTY, kinds=("name",))
    finding = replace(same[3], findings=(Reason("inventory.finding.share", {"share": "x"}),))
    old = [*same, ROW, EMPTY, named("/srv/gone.txt")]
    new = [finding, *reversed(same[:3]), *same[4:], more, moved, named("/srv/came.txt")]
    assert found(tmp_path, old, new) == {
        (ROW.path, moved.path),
        (EMPTY.path, more.path),
        ("-", "/srv/came.txt"),
        ("/srv/gone.txt", "-"),
        (same[3].path, finding.path),
    }


def test_what_was_seen_again_is_no_difference(tmp_path: Path) -> None:
    again = replace(ROW, seen="2016-07-01T00:00:00+00:00", class_="2", modified=None)
    assert found(tmp_path, [ROW], [again]) == set()


def test_of_a_path_that_stands_twice_the_last_row_holds(tmp_path: Path) -> None:
    more = replace(ROW, persons=Bounds(9, 12))
    assert found(tmp_path, [ROW, more], [more]) == set()


def test_documents_without_bytes_have_not_moved(tmp_path: Path) -> None:
    lost, other = (replace(ROW, path=path, sha256="") for path in ("/a.txt", "/b.txt"))
    assert found(tmp_path, [lost], [other]) == {("/a.txt", "-"), ("-", "/b.txt")}


def test_two_copies_of_what_is_gone_have_both_moved(tmp_path: Path) -> None:
    here, there = (replace(ROW, path=path) for path in ("/here.xlsx", "/there.xlsx"))
    assert found(tmp_path, [ROW], [here, there]) == {
        (ROW.path, here.path),
        (ROW.path, there.path),
    }


def test_what_is_no_inventory_is_named(tmp_path: Path) -> None:
    good = inventory(tmp_path, "good", ROW)
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"path": 1}\n', encoding="utf-8")
    with pytest.raises(NotAnInventoryError, match="bad"):
        list(differing(good, bad, tmp_path))
