"""Whole tables and lines, invented, one case a paragraph: what must be counted in each.

``= low-high households`` (``-``: not looked at); ``--`` begins a table of cells apart by ``|``
(``/`` is a line end in a cell), ``~`` begins lines of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sekisho.personal.bounds import Bounds
from sekisho.personal.count import counted, examined

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
