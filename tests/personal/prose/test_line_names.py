"""The names that a line holds."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.line_names import names_in


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("新町 篠塚 政宏", ["篠塚 政宏"]),
        ("子の田所 実あてに送る", ["田所 実"]),
        ("石黒明（電話 38-1111）", ["石黒明"]),
        ("家族　石黒明（長男、上町3番地）", ["石黒明"]),
        ("大河内 とみ宅訪問", ["大河内 とみ"]),
        ("グエン・ヴァン・アン", ["グエン・ヴァン・アン"]),
        ("申立人", []),
        ("続き柄　長男", []),
        ("委　任　状", []),
    ],
)
def test_names_in(line: str, expected: list[str]) -> None:
    assert [name.text for name in names_in(line, [])] == expected
