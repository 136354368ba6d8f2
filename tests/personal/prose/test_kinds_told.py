"""Kinds of personal information that stand in a paper away from its names."""

from __future__ import annotations

import pytest

from sekisho.personal.count import examined
from sekisho.personal.prose.kinds_told import kinds_told
from sekisho.personal.rules import rules

LIST = [
    (None, 1, ("班", "氏名", "摘要"), ""),
    (None, 1, ("1", "青木 茂", "谷口町3番地"), ""),
    (None, 1, ("2", "石黒 明", "宮本町5番地"), ""),
    (None, 1, ("3", "宇野 正", "昭和30年4月2日生"), ""),
]


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["連絡は 090-0000-0001 まで"], {"phone"}),
        (["谷口町3番地の家です。", "昭和30年4月2日生"], {"address", "birth"}),
        (["問合せ 役場総務課 電話 0770-00-0001"], set()),
        (["記入例", "谷口町3番地"], set()),
        (["よろしくお願いします。"], set()),
        ([], set()),
    ],
    ids=["telephone", "place and birth", "office", "example", "nothing", "empty"],
)
def test_kinds(lines: list[str], kinds: set[str]) -> None:
    assert kinds_told(lines, rules(), frozenset()) == kinds


def test_kinds_known_already_are_not_told_again() -> None:
    assert kinds_told(["連絡は 090-0000-0001 まで"], rules(), {"phone"}) == set()


def test_a_column_of_no_kind_tells_what_stands_in_it() -> None:
    kinds = examined(LIST).kinds
    assert {"personal.kind.name", "personal.kind.address", "personal.kind.birth"} <= kinds


def test_a_paper_that_names_nobody_has_no_kinds() -> None:
    assert examined([(None, None, None, "谷口町3番地の倉庫 電話 090-0000-0001")]).kinds == set()
