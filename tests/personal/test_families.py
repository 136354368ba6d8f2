"""Members in lines of their own below the head of a family."""

from __future__ import annotations

import pytest

from sekisho.personal.families import member_of, members_below


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　　和子（妻）", "和子"),
        ("　和子（妻、68歳）", "和子"),
        ("・妻　和子　68歳", "和子"),
        ("  青木 和子（68）", "青木 和子"),
        ("妻：和子（68）", "和子"),
        ("谷口町（旧上町）", None),
        ("1　和子（妻）", None),
        ("和子が来た。", None),
        ("世帯主　本人", None),
        ("", None),
    ],
)
def test_member_of(line: str, expected: str | None) -> None:
    assert member_of(line) == expected


def test_members_end_with_another_line() -> None:
    lines = ["青木 茂（世帯主）", "　和子（妻）", "　健一（長男）", "", "　葵（孫）"]
    assert list(members_below(lines, 0, "青木")) == [(1, "和子"), (2, "健一")]
