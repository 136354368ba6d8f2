from __future__ import annotations

import pytest

from sekisho.sources.documents.sheet_tables import Grid, tables


def grid(text: str) -> Grid:
    """Lines of cells parted by bars, ``.`` for an empty one."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [["" if cell == "." else cell for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("sheet", "sizes"),
    [
        pytest.param("番号|氏名\n1|青木\n.|.\n2|橋本", [4], id="rows of one list apart"),
        pytest.param("番号|氏名\n.|.\n1|青木", [3], id="an empty line under the heading"),
        pytest.param("番号|氏名\n1|青木\n.|.\n品名|数\n机|3", [3, 2], id="another heading"),
        pytest.param("番号|氏名\n1|青木\n.|.\n番号|氏名\n1|橋本", [3, 2], id="heading again"),
        pytest.param("番号|氏名|.|番号|氏名\n1|青木|.|2|橋本", [2, 2], id="side by side"),
        pytest.param(
            "番号|氏名|.|備考|印\n1|青木|.|.|.\n2|橋本|.|転居|.", [3], id="a gap for looks"
        ),
        pytest.param("名簿|名簿\n.|.\n番号|氏名\n1|青木", [4], id="a title stays with its table"),
    ],
)
def test_gaps_alone_divide_nothing(sheet: str, sizes: list[int]) -> None:
    assert [len(found) for found in tables(grid(sheet))] == sizes
