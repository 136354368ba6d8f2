"""Names with a blank between all their signs."""

from __future__ import annotations

import pytest

from sekisho.personal.columns.spread import names_together, together


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青 木 和 子", "青木 和子"),
        ("青　木　和　子様", "青木 和子様"),
        ("妻 青 木 和 子", "妻 青木 和子"),
        ("青木 茂", "青木 茂"),
        ("青木　茂　男", "青木　茂　男"),
        ("青 木　和 子", "青 木　和 子"),
        ("1 2 3", "1 2 3"),
        ("申 請 書", "申請書"),
    ],
)
def test_together(text: str, expected: str) -> None:
    assert together(text) == expected


def test_given_names_of_members_stay_apart() -> None:
    rows = names_together(("name", "member", "other"), [("青 木 和 子", "誠 恵 学", "青 木 和 子")])
    assert rows == [("青木 和子", "誠 恵 学", "青 木 和 子")]
