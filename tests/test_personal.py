"""Whole tables and lines, invented, one case a paragraph: what must be counted in each.

``= low-high households`` (``-``: not looked at); ``--`` begins a table of cells apart by ``|``
(``/`` is a line end in a cell), ``~`` begins lines of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.personal.bounds import Bounds
from sekisho.personal.count import counted, examined
from sekisho.personal.inventory.measured import lines_of
from sekisho.sources.content import content_of
from sekisho.sources.contract import Context

FIXTURES = Path(__file__).resolve().parent / "data" / "personal" / "layouts"
CASES = [
    case
    for file in sorted(FIXTURES.glob("*.txt"))
    for case in file.read_text(encoding="utf-8").strip("\n").split("\n\n")
]


def rows_of(lines: list[str]) -> Iterator[tuple[str, int | None, tuple[str, ...] | None, str]]:
    table = 0
    in_table = False
    for line in lines:
        if line in ("--", "~"):
            in_table = line == "--"
            table += in_table
        elif in_table:
            cells = tuple(cell.replace("/", "\n") for cell in line.split("|"))
            yield "document", table, cells, ""
        else:
            yield "document", None, None, line


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_persons_and_households(case: str) -> None:
    _, expected, *lines = case.split("\n")
    persons, households = expected.removeprefix("= ").split()
    low, _, high = persons.partition("-")
    count = counted(examined(rows_of(lines)))
    assert count.persons == Bounds(int(low), int(high or low))
    if households != "-":
        assert count.households == Bounds(int(households), int(households))


PAPERS = [
    (f"{file.stem}: {title}", body)
    for file in sorted((FIXTURES.parent / "papers").glob("*.txt"))
    for title, _, body in (
        paper.partition("\n") for paper in file.read_text(encoding="utf-8").split("\n# ")
    )
]


def paper_rows(lines: list[str]) -> Iterator[tuple[None, int | None, list[str] | None, str]]:
    table, in_table = 0, False
    for line in lines:
        table += "|" in line and not in_table
        in_table = "|" in line
        cells = line.replace("⏎", "\n").split("|")
        yield None, table if in_table else None, cells if in_table else None, line


@pytest.mark.parametrize(("title", "body"), PAPERS, ids=[title for title, _ in PAPERS])
def test_whole_papers(title: str, body: str) -> None:
    """Papers as offices, hamlets and residents write them, all invented: ``# title``,
    ``= persons households`` (``-``: not looked at), then lines; those with ``|`` are table rows
    (``⏎`` is a line end in a cell)."""
    expected, *lines = body.rstrip("\n").split("\n")
    persons, households = expected.removeprefix("= ").split()
    count = counted(examined(paper_rows(lines)))
    assert count.persons == Bounds(int(persons), int(persons)), title
    if households != "-":
        assert count.households == Bounds(int(households), int(households)), title


LINES = [line for _, body in PAPERS for line in body.split("\n")[1:]]
WORDS = sorted({cell for line in LINES for cell in line.split("|")})


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=5), min_size=1, max_size=9))
@settings(max_examples=150)
def test_tables_of_any_shape_are_counted(table: list[list[str]]) -> None:
    """Rows of all widths in any order, empty ones among them: bounds, never an error."""
    count = counted(examined((None, 0, tuple(row), "") for row in table))
    if count.persons is not None:
        assert 0 <= count.persons.low <= count.persons.high


def test_empty_rows_of_a_workbook_part_families(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["氏名", "年齢"], ["大西 勝", 71], ["大西 千代", 69], [], ["中島 宏", 58]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    path = tmp_path / "a.xlsx"
    now = datetime(2026, 4, 1, tzinfo=UTC)
    content = content_of(Evidence(path.name, path, path.stat().st_size, ""), Context(now=now))
    count = counted(examined(lines_of(content)))
    assert count.persons == Bounds(3, 3)
    assert count.households == Bounds(2, 2)
