from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.inventory.row import Row
from sekisho.personal.inventory.scan import in_order
from tests.personal.inventory.rows import row

FILES = ["/a", "/a b", "/a!x", "/a.zip", "/a.zip 2", "/a.zip!", "/a.zip/x", "/b"]
INSIDE = ["", "!/b", "!/a", "!/a!/z", "!/A"]


@given(st.sets(st.sampled_from(FILES)), st.data())
def test_rows_in_the_order_of_files_come_in_the_order_of_paths(
    files: set[str], data: st.DataObject
) -> None:
    rows = [
        row(file + inner, file)
        for file in sorted(files)
        for inner in data.draw(st.lists(st.sampled_from(INSIDE)))
    ]
    found = list(in_order(rows))
    assert found == sorted(rows, key=lambda one: one.path)
    assert len(found) == len(rows)


def test_no_more_is_held_than_may_come_before_another() -> None:
    taken: list[str] = []

    def coming() -> Iterator[Row]:
        for name in ("/a", "/b", "/c"):
            taken.append(name)
            yield row(name)

    assert next(in_order(coming())).path == "/a"
    assert taken == ["/a", "/b"]


@pytest.mark.parametrize("count", [0, 1])
def test_few_rows(count: int) -> None:
    assert len(list(in_order([row("/a")] * count))) == count
