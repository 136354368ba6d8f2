"""Lines of the model as runs in character styles, with links to the parts they name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from sekisho.report.model import Citation, Document, Inline, Line, Link, Mark, Role, Span
from sekisho.report.numbering import places
from sekisho.report.official import official
from sekisho.report.word.xml import element, run

_STYLES: dict[Role, str] = {
    "plain": "", "strong": "Strong", "undecided": "Undecided", "code": "Code", "muted": "Minor",
}  # fmt: skip


def section_mark(name: str) -> str:
    """The bookmark of a section."""
    return f"s_{name}"


def exhibit_mark(number: int) -> str:
    """The bookmark of an exhibit."""
    return f"e_{number}"


def to(mark: str, *said: _Element) -> _Element:
    """Runs that lead to a bookmark."""
    return element("hyperlink", *said, anchor=mark)


class Speech:
    """Turns lines of one document into runs."""

    def __init__(self, document: Document) -> None:
        self._language = document.language
        self._places = places(document)

    def runs(self, line: Line) -> list[_Element]:
        """The runs of a line."""
        said = [one for part in line for one in self._inline(part)]
        # Exhibits that begin a line need no room before them.
        return said[1:] if line and isinstance(line[0], Citation) else said

    def _inline(self, part: Inline) -> Iterator[_Element]:
        if isinstance(part, Span):
            yield run(part.text, _STYLES[part.role])
        elif isinstance(part, Mark):
            yield run(f"{part.sign}{part.text}", "Mark")
        elif isinstance(part, Link):
            yield self._link(part)
        else:
            yield from self._cited(part)

    def _link(self, part: Link) -> _Element:
        place = self._places.get(part.section)
        if place is None:
            return run(part.text)
        said = official("report.to", self._language, place=place)
        return to(section_mark(part.section), run(f"（{said}）", "Minor"))

    def _cited(self, citation: Citation) -> Iterator[_Element]:
        for number in citation.numbers:
            sign = official("report.exhibit", self._language, number=number)
            yield run(" ", "Cited")
            yield to(exhibit_mark(number), run(sign, "Cited"))
        if citation.more:
            more = official("report.exhibit.more", self._language, count=citation.more)
            yield run(f" {more}", "Cited")
