"""Tables as text: values separated by comma, tab, semicolon or bar."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT
from sekisho.sources.contract import Context, Item, Lines, Note, Sample, Source, Unread
from sekisho.sources.documents.plain import lines_of, numbered, text_of
from sekisho.sources.documents.rows import Row, items
from sekisho.sources.reading import sample_of

_DELIMITERS = ",\t;|"
_LOOKED_AT = 50
_SHARE = 0.6
"""Share of the first lines that must have the same number of cells."""


def identify(sample: Sample) -> int:
    """Text whose lines fall into the same number of cells; any log source is surer."""
    text = text_of(sample)
    return 10 if text is not None and delimiter_of(text) else 0


def delimiter_of(text: str) -> str | None:
    """The delimiter under which most lines have the same number (at least 2) of cells."""
    if text.lstrip().startswith("<"):
        return None  # markup, where ``;`` ends entities and style rules
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    best, most = None, 1
    for delimiter in _DELIMITERS:
        if _prose(lines, delimiter):
            continue
        records = _parsed(lines, delimiter)
        widths = Counter(len(row) for row in records if len(row) > 1)
        if not widths:
            continue
        width, rows = widths.most_common(1)[0]
        several = sum(widths.values())
        # records, not lines: a cell in quotation marks may hold line ends
        enough = rows >= max(2, _SHARE * several) and several * 2 > len(records)
        if enough and rows * width > most:
            best, most = delimiter, rows * width
    return best


def _prose(lines: list[str], delimiter: str) -> bool:
    """Whether the sign is used as in a sentence: few in a line, with a blank after it."""
    signs = sum(line.count(delimiter) for line in lines)
    spaced = sum(line.count(delimiter + " ") + line.endswith(delimiter) for line in lines)
    return delimiter in ",;" and spaced * 2 > signs and signs < 2 * len(lines)


def _parsed(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in lines]


def read(evidence: Evidence, _context: Context) -> Iterator[Item]:
    """All rows; the position is the ordinal of the row. Raises OSError."""
    text = text_of(sample_of(evidence)) or ""
    reader = _Reader(delimiter_of(text) or ",")
    waiting: list[Item] = []
    rows = reader.rows(_texts(evidence, waiting))
    for item in items("csv", evidence.name, rows):
        yield from waiting
        waiting.clear()
        yield item
    yield from waiting


def _texts(evidence: Evidence, waiting: list[Item]) -> Iterator[str]:
    """The lines with their ends; what is not a line is put aside for the caller."""
    for piece in lines_of(evidence):
        if isinstance(piece, Lines):
            for _, text in numbered(piece):
                yield text + "\n"
        elif isinstance(piece, (Note, Unread)):
            waiting.append(piece)


class _Reader:
    """Rows of a table as text (RFC 4180), robust against quotation marks that never close."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._taken: list[str] = []

    def rows(self, lines: Iterable[str]) -> Iterator[Row | Note]:
        """One row a record. A record that breaks the rules is split at its delimiters, noted."""
        source = self._watched(iter(lines))
        number = 0
        while True:
            reader = csv.reader(source, delimiter=self._delimiter, strict=True)
            try:
                for cells in reader:
                    self._taken.clear()
                    number += 1
                    yield self._row(number, cells)
            except csv.Error as error:
                yield Note("note.csv_quotes", {"row": str(number + 1), "why": str(error)})
                for cells in self._split():
                    number += 1
                    yield self._row(number, cells)
            else:
                return

    def _watched(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._taken.append(line)
            yield line.replace("\0", "")

    def _split(self) -> list[list[str]]:
        taken, self._taken = self._taken, []
        return [[cell.strip('" \n') for cell in line.split(self._delimiter)] for line in taken]

    @staticmethod
    def _row(number: int, cells: list[str]) -> Row:
        return Row(None, tuple(cell.strip() for cell in cells), 1, number)


SOURCE = Source(
    name="csv",
    kinds=(DOCUMENT,),
    unit="row",
    reference="RFC 4180, with tab, semicolon or bar as well",
    zone="contents",
    encoding="found",
    tried_on="docs-office",
    identify=identify,
    read=read,
)
