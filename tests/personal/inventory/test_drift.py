from __future__ import annotations

from dataclasses import replace

import pytest

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory.declared import Declared
from sekisho.personal.inventory.drift import drift, fits, holds, undeclared, written
from sekisho.personal.inventory.row import Row

ROW = Row(
    path="/srv/gikai/傍聴者名簿.xlsx",
    file="/srv/gikai/傍聴者名簿.xlsx",
    size=10,
    modified="2016-06-01T00:00:00+00:00",
    sha256="0" * 64,
    status="read",
    reasons=(),
    kinds=("address", "name"),
    persons=Bounds(9, 9),
    households=None,
    obtained={"table": Bounds(9, 9)},
    doubts=(),
    host="fs01",
    place="share",
    zone=None,
    owner=None,
    class_="3B",
    nature="official",
    grounds=(),
    findings=(),
    seen="2016-06-02T00:00:00+00:00",
)
EMPTY = replace(ROW, path="/srv/a.txt", sha256="1" * 64, kinds=(), persons=Bounds(0, 0))
REGISTER = Declared("傍聴者名簿", "議会事務局", frozenset({"name"}), "")


def told(was: Row | None, row: Row | None) -> list[tuple[str, str]]:
    return [(one.change, one.path) for one in drift([(was, row)])]


def test_nothing_changed_nothing_told() -> None:
    again = replace(ROW, seen="2016-07-01T00:00:00+00:00")
    assert drift([(ROW, again), (EMPTY, EMPTY), (None, EMPTY), (EMPTY, None)]) == ()


def test_what_came_went_moved_and_grew() -> None:
    moved = replace(ROW, path="/srv/x/傍聴者名簿.xlsx")
    more = replace(ROW, persons=Bounds(9, 12), kinds=("address", "birth", "name"))
    assert told(None, ROW) == [("new", ROW.path)]
    assert told(ROW, None) == [("gone", ROW.path)]
    assert told(ROW, moved) == [("moved", moved.path)]
    (one,) = drift([(ROW, more)])
    assert one.reason == Reason(
        "inventory.drift.changed", {"before": "9", "after": "9-12", "more": "birth"}
    )


def test_a_document_that_can_no_longer_be_read_is_told() -> None:
    lost = replace(ROW, status="not_read", persons=None, kinds=(), sha256="2" * 64)
    (one,) = drift([(ROW, lost)])
    assert (one.change, one.reason.values["after"]) == ("changed", "?")


def test_new_findings_are_told_once() -> None:
    found = replace(ROW, findings=(Reason("inventory.finding.share", {"share": "gikai"}),))
    assert told(ROW, found) == [("finding", ROW.path)]
    assert drift([(found, found)]) == ()


@pytest.mark.parametrize(
    ("name", "place", "fitting"),
    [
        ("傍聴者名簿", "", True),
        ("議会傍聴者名簿", "", True),
        ("傍聴者ファイル", "", True),
        ("固定資産課税台帳", "", False),
        ("図書館利用者ファイル", "/srv/gikai", True),
    ],
)
def test_whether_a_document_is_a_declared_file(name: str, place: str, fitting: bool) -> None:
    assert fits(ROW, Declared(name, "", frozenset(), place)) is fitting


def test_the_register_and_the_inventory_part() -> None:
    far = Declared("固定資産課税台帳", "税務課", frozenset({"name"}), "")
    codes = [one.reason.code for one in undeclared([ROW, EMPTY], [REGISTER, far], 1)]
    assert codes == ["inventory.declared.kinds", "inventory.declared.not_met"]
    assert [one.reason.code for one in undeclared([ROW], [], 1)] == ["inventory.declared.none"]
    assert undeclared([ROW], [], 1_000) == ()
    private = replace(ROW, nature="private")
    assert undeclared([private], [], 1) == ()


def test_bounds_as_people_read_them() -> None:
    assert [written(one) for one in (None, Bounds(2, 2), Bounds(1, 3))] == ["?", "2", "1-3"]
    assert holds(replace(EMPTY, kinds=("my_number",)))
