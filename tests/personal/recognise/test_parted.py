"""Where the cells of a line are apart."""

from __future__ import annotations

import pytest

from sekisho.personal.recognise.lines import Lines
from sekisho.personal.recognise.parted import pieces_of, separator_of


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("氏名\t\t住所", ["氏名", "", "住所"]),
        ("氏名,,住所", ["氏名", "", "住所"]),
        ("  氏名   住 所 ", ["氏名", "住 所"]),
        ("氏名,住所", ["氏名,住所"]),
    ],
)
def test_tabs_commas_or_blanks(line: str, pieces: list[str]) -> None:
    lines = Lines.of(line)
    assert [line[a:b] for a, b in pieces_of(lines, 0, separator_of(lines, 0))] == pieces
