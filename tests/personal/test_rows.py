from __future__ import annotations

import pytest

from sekisho.personal.lists import Listing
from sekisho.personal.rows import is_data, row_of


def listing(*kinds) -> Listing:
    return Listing(tuple(kinds), "", kinds, headed=True)


@pytest.mark.parametrize(
    ("kind", "cell", "names"),
    [
        ("name", "青木\u3000茂", ["青木 茂"]),
        ("member", "太郎・花子", ["太郎", "花子"]),
        ("member", "妻 和子、長男：一郎(12)", ["和子", "一郎"]),
        ("member", "和子\n一郎", ["和子", "一郎"]),
        ("name", "青木\n茂", ["青木茂"]),
        ("name", "青木 茂\n青木 和子", ["青木 茂", "青木 和子"]),
        ("name", "青木 茂 様", ["青木 茂"]),
        ("name", "青木商店", []),
        ("name", "空き家", []),
        ("name", "", []),
        ("member", "3名", []),
    ],
)
def test_names_in_a_cell(kind: str, cell: str, names: list[str]) -> None:
    assert [draft.name for draft in row_of(listing(kind), (cell,)).drafts] == names


def test_a_foreign_name_with_a_dot_is_one_person_for_certain() -> None:
    drafts = row_of(listing("name"), ("マイケル・スミス",)).drafts
    assert [draft.certain for draft in drafts] == [True, False]


def test_surname_and_given_name_in_two_columns() -> None:
    row = row_of(listing("surname", "given", "phone"), ("青木", "茂", "1"))
    assert [draft.name for draft in row.drafts] == ["青木茂"]
    assert row.cells == {"phone": "1"}


def test_ages_beside_each_member() -> None:
    row = row_of(listing("head", "age", "member", "age"), ("青木 茂", "71", "和子", "69"))
    assert [draft.values for draft in row.drafts] == [{"age": "71"}, {"age": "69"}]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1", "青木 茂"), True),
        (("", "青木 茂"), True),
        (("※注意", ""), False),
        (("名簿", "名簿"), False),
        (("合計", "12"), False),
        (("例", "青木 茂"), False),
        (("", ""), False),
    ],
)
def test_rows_that_hold_people(cells: tuple[str, ...], expected: bool) -> None:
    assert is_data(listing("number", "name"), cells) is expected
