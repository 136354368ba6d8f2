"""Whole tables and lines, invented, one case a paragraph: what must be counted in each.

``= low-high households`` (``-``: not looked at); ``--`` begins a table of cells apart by ``|``
(``/`` is a line end in a cell), ``~`` begins lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import groupby
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.intake.documents import File, documents
from sekisho.personal.bounds import Bounds
from sekisho.personal.count import counted, examined
from sekisho.personal.inventory.measured import lines_of
from sekisho.personal.recognise import finds_in
from sekisho.sources.content import content_of
from sekisho.sources.contract import Context

NOW = datetime(2026, 7, 1, tzinfo=UTC)
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


KINDS = {"names": "name", "addresses": "address", "phones": "phone", "births": "birth"}


def parts_of(body: str) -> tuple[str, dict[str, list[str]], list[str]]:
    """What is expected of a paper, the values that stand in it by their kind, and its lines."""
    expected, *lines = body.rstrip("\n").split("\n")
    told: dict[str, list[str]] = {}
    while lines[0].startswith(": "):
        kind, _, values = lines.pop(0).removeprefix(": ").partition(" ")
        told[KINDS[kind]] = values.split("; ")
    return expected, told, lines


@pytest.mark.parametrize(("title", "body"), PAPERS, ids=[title for title, _ in PAPERS])
def test_whole_papers(title: str, body: str) -> None:
    """Papers as offices, hamlets and residents write them, all invented: ``# title``,
    ``= persons households`` (``-``: not looked at), values by kind (``: names …; …``), then lines;
    those with ``|`` are table rows (``⏎`` is a line end in a cell)."""
    expected, _, lines = parts_of(body)
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
    content = content_of(Evidence(path.name, path, path.stat().st_size, ""), Context(now=NOW))
    count = counted(examined(lines_of(content)))
    assert count.persons == Bounds(3, 3)
    assert count.households == Bounds(2, 2)


TOLD = [(title, body) for title, body in PAPERS if "\n: " in body]


@pytest.mark.parametrize(("title", "body"), TOLD, ids=[title for title, _ in TOLD])
def test_every_value_of_a_paper_is_recognised(title: str, body: str) -> None:
    """Wherever a value stands in the text it is covered from its first to its last character."""
    _, told, lines = parts_of(body)
    text = "\n".join(line.replace("|", "\t") for line in lines)
    finds = finds_in([text])[0]
    for kind, values in told.items():
        covered = {at for one in finds if one.kind == kind for at in range(one.start, one.end)}
        for value in values:
            places = [found.start() for found in re.finditer(re.escape(value), text)]
            assert places, value
            for start in places:
                ends = range(start, start + len(value))
                assert all(at in covered or text[at].isspace() for at in ends), value


def as_txt(path: Path, lines: list[str]) -> None:
    path.write_text("\r\n".join(line.replace("|", "　") for line in lines), encoding="utf-8")


def as_eml(path: Path, lines: list[str]) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "dare@example.ne.jp", "yakuba@town.example.lg.jp"
    message["Subject"] = "ご連絡"
    message.set_content("\n".join(lines), charset="utf-8")
    path.write_bytes(message.as_bytes())


def as_docx(path: Path, lines: list[str]) -> None:
    document = docx.Document()
    for in_table, block in groupby(lines, key=lambda line: "|" in line):
        rows = [line.split("|") for line in block]
        if not in_table:
            for (text,) in rows:
                document.add_paragraph(text)
            continue
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
    document.save(str(path))


def as_xlsx(path: Path, lines: list[str]) -> None:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line.split("|"))
    book.save(path)


WRITERS = {"txt": as_txt, "eml": as_eml, "docx": as_docx, "xlsx": as_xlsx}
FILED = {"correspondence": ("txt", "eml", "docx"), "applications": ("docx", "xlsx")}
IN_FILES = [
    (title, body, ending)
    for stem, endings in FILED.items()
    for ending in endings
    for title, body in PAPERS
    if title.startswith(f"{stem}:")
]


@pytest.mark.parametrize(
    ("title", "body", "ending"), IN_FILES, ids=[f"{end} {title}" for title, _, end in IN_FILES]
)
def test_the_same_persons_in_files(title: str, body: str, ending: str, tmp_path: Path) -> None:
    """A letter is read the same as text, mail and document, a form as document and sheet."""
    expected, _, lines = parts_of(body)
    path = tmp_path / f"paper.{ending}"
    WRITERS[ending](path, lines)
    file = File(path, path.name, path.stat().st_size)
    (read,) = documents(file, tmp_path, Context(now=NOW))
    persons = int(expected.removeprefix("= ").split()[0])
    assert counted(examined(lines_of(read.content))).persons == Bounds(persons, persons)
