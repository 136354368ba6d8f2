"""Paragraphs and tables of a Word 97 to 2003 document from its text and its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.sources.documents.doc_pieces import Text
from sekisho.sources.documents.nested_tables import TableStack
from sekisho.sources.documents.readings import shown_by
from sekisho.sources.documents.rows import Row, paragraph

_END = re.compile("[\r\x07\x0c]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SIGNS = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t", "\n": "\n"}


def rows_of(text: Text) -> Iterator[Row]:
    """Everything in reading order, part by part."""
    for name, start, end in text.parts:
        yield from _Walk(name).rows(text, start, end)


class _Walk:
    """Goes through one part of the text, paragraph by paragraph."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._tables = TableStack(part)
        self._fields = _Fields()

    def rows(self, text: Text, start: int, end: int) -> Iterator[Row]:
        """The rows between two places of the text."""
        begin = start
        for found in _END.finditer(text.text, start, end):
            mark = text.mark(found.start())
            depth = mark.depth or int(found[0] == "\x07")
            shown = self._fields.visible(text.text[begin : found.start()])
            begin = found.end()
            if depth == 0:
                yield from self._tables.end()
                yield paragraph(self._part, shown)
            elif mark.row_end:
                self._tables.end_row(depth, mark.cells)
            else:
                self._tables.put(shown, depth, cell_end=found[0] == "\x07" or mark.cell_end)
        yield from self._tables.end()
        yield paragraph(self._part, self._fields.visible(text.text[begin:end]))


class _Fields:
    """What of a text is shown: results of fields, not their codes. A field may cross paragraphs."""

    def __init__(self) -> None:
        self._codes: list[list[str] | None] = []

    def visible(self, text: str) -> str:
        """The text of one paragraph as shown."""
        pieces: list[str] = []
        for sign in re.split("([\x13\x14\x15])", text):
            if sign == "\x13":
                self._codes.append([])
            elif sign == "\x14" and self._codes:
                self._codes[-1] = None
            elif sign == "\x15" and self._codes:
                code = self._codes.pop()
                if code is not None:
                    self._put(shown_by("".join(code)), pieces)
            else:
                self._put(sign, pieces)
        shown = "".join(_SIGNS.get(sign, "" if sign < " " else sign) for sign in "".join(pieces))
        return _PAIR.sub(_joined, shown).encode("utf-8", "replace").decode().strip()

    def _put(self, text: str, pieces: list[str]) -> None:
        """Into the code of the innermost field whose code is being read, else to what is shown."""
        for code in reversed(self._codes):
            if code is not None:
                code.append(text)
                return
        pieces.append(text)


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
