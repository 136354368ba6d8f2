"""Tables of a document: rows that are never split, heads that are repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element

from sekisho.report import model
from sekisho.report.official import official
from sekisho.report.widths import widths
from sekisho.report.word.runs import Speech, exhibit_mark
from sekisho.report.word.xml import element, paragraph, run

WIDTH = 9354
"""Of the page's text, in twentieths of a point (165 mm)."""
NAMES = 1920
"""Of a column of names beside what is said of each."""
ROOM = {"Table": 49.0, "Dense": 58.0}
"""The same in em of the letters of a table."""
Look = str
"""``Table`` for tables to be read with the text, ``Dense`` for long lists."""
Rows = Sequence[Sequence[Sequence[_Element]]]
"""Paragraphs of cells of rows."""


class Tables:
    """Tables of one document in one look; ``marks`` makes the bookmarks of exhibits."""

    def __init__(self, look: Look, document: model.Document, marks: Marks) -> None:
        self.look = look
        self.language = document.language
        self.speech = Speech(document)
        self.marks = marks

    def sheet(self, table: model.Table) -> list[_Element]:
        """A table under its caption; without rows it is a sentence."""
        caption = paragraph("Caption", run(table.caption))
        if not table.rows:
            return [caption, paragraph("Note1", *self.speech.runs(table.empty))]
        columns = [round(share * WIDTH) for share in widths(table, ROOM[self.look])]
        head = [[self._text("Head", (model.Span(one.title),))] for one in table.columns]
        rows = [
            [self._cell(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ]
        whole = _table("Sheet", columns, [head, *rows], head=True, name=table.caption)
        return [caption, whole, paragraph("TableEnd")]

    def pairs(self, block: model.Pairs) -> list[_Element]:
        """Names with what is said of each."""
        rows = [
            [[self._text("Text", (model.Span(name),))], self._lines(lines, "Text")]
            for name, lines in block.rows
        ]
        return [_table("Pairs", [NAMES, WIDTH - NAMES], rows), paragraph("TableEnd")]

    def figures(self, block: model.Figures) -> list[_Element]:
        """What is counted, the number, a word on it."""
        rows = [
            [
                [self._text("Text", item.label)],
                [self._text("Number", (model.Span(item.value, "strong"),))],
                [self._text("Text", (model.Span(item.note),))],
            ]
            for item in block.items
        ]
        return [_table("Boxes", [2400, 2100, WIDTH - 4500], rows), paragraph("TableEnd")]

    def exhibits(self, block: model.Exhibits) -> list[_Element]:
        """The list of exhibits: a file with its hash, and the places cited from it."""
        if not block.files:
            return [paragraph("Body1", *self.speech.runs(block.empty))]
        columns = [5600, WIDTH - 5600]
        first = f"{block.columns[0]}・{block.columns[1]}"
        head = [[self._text("Head", (model.Span(one),))] for one in (first, block.columns[2])]
        rows = [[self._file(one), [self._places(one)]] for one in block.files]
        name = official("report.exhibits.title", self.language)
        return [
            _table("Sheet", columns, [head, *rows], head=True, name=name),
            paragraph("TableEnd"),
        ]

    def boxes(self, posts: Sequence[str]) -> _Element:
        """決裁欄: a box a post, the place for the seal below."""
        head = [[self._text("Head", (model.Span(one),))] for one in posts]
        seals = [[paragraph("LetterGap") for _line in range(3)] for _post in posts]
        return _table("Boxes", [WIDTH // max(len(posts), 6)] * len(posts), [head, seals])

    def _file(self, file: model.ExhibitFile) -> list[_Element]:
        style = f"{self.look}Code"
        return [paragraph(style, run(file.evidence)), paragraph(style, run(file.sha256))]

    def _places(self, file: model.ExhibitFile) -> _Element:
        said: list[_Element] = []
        for number, one in enumerate(file.exhibits):
            sign = official("report.exhibit", self.language, number=one.number)
            text = run(f"{sign} {one.place}", "Cited")
            said += [run("　")] if number else []
            said += self.marks.around(exhibit_mark(one.number), text)
        return paragraph(f"{self.look}Text", *said)

    def _cell(self, cell: model.Cell, kind: model.Kind) -> list[_Element]:
        style = {"number": "Number", "code": "Code"}.get(kind, "Text")
        return self._lines(cell.lines, style)

    def _lines(self, lines: Sequence[model.Line], style: str) -> list[_Element]:
        made = [self._text(style, line) for line in lines if line]
        return made or [self._text(style, ())]

    def _text(self, style: str, line: model.Line) -> _Element:
        named = any(isinstance(one, model.Span) and one.role == "code" for one in line)
        return paragraph(f"{self.look}{'Code' if named else style}", *self.speech.runs(line))


class Marks:
    """Bookmarks of a document, numbered in order."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, name: str, *runs: _Element) -> list[_Element]:
        """Runs that a link can lead to."""
        self._last += 1
        begin = element("bookmarkStart", id=self._last, name=name)
        return [begin, *runs, element("bookmarkEnd", id=self._last)]


def _table(
    style: str, columns: Sequence[int], rows: Rows, *, head: bool = False, name: str = ""
) -> _Element:
    look = element("tblLook", firstRow=int(head), firstColumn=int(style == "Pairs"), lastRow=0,
                   lastColumn=0, noHBand=1, noVBand=1)  # fmt: skip
    properties = element("tblPr", element("tblStyle", val=style))
    properties.append(element("tblW", w=sum(columns), type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    properties.append(look)
    if name:
        properties.append(element("tblCaption", val=name))
    grid = element("tblGrid", *(element("gridCol", w=one) for one in columns))
    whole = element("tbl", properties, grid)
    for number, row in enumerate(rows):
        whole.append(_row(row, columns, head=head and number == 0))
    return whole


def _row(
    cells: Sequence[Sequence[_Element]],
    columns: Sequence[int],
    *,
    head: bool = False,
) -> _Element:
    properties = element("trPr", element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    made = element("tr", properties)
    for cell, width in zip(cells, columns, strict=True):
        size = element("tcPr", element("tcW", w=width, type="dxa"))
        made.append(element("tc", size, *cell))
    return made
