"""Lines of the model as runs in character styles, with links to the parts they name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from sekisho.report.model import Citation, Inline, Line, Link, Mark, Role, Span
from sekisho.report.word.xml import element, run
from sekisho.text import Language, say

_STYLES: dict[Role, str] = {
    "plain": "", "strong": "Strong", "undecided": "Undecided", "code": "Code", "muted": "Minor",
}  # fmt: skip


def section_mark(name: str) -> str:
    """The bookmark of a section."""
    return f"s_{name}"


def exhibit_mark(number: int) -> str:
    """The bookmark of an exhibit."""
    return f"e_{number}"


def runs(line: Line, language: Language) -> list[_Element]:
    """The runs of a line."""
    return [one for part in line for one in _inline(part, language)]


def _inline(part: Inline, language: Language) -> Iterator[_Element]:
    if isinstance(part, Span):
        yield run(part.text, _STYLES[part.role])
    elif isinstance(part, Mark):
        yield run(f"{part.sign}{part.text}", "Mark")
    elif isinstance(part, Link):
        yield _to(section_mark(part.section), run(f"（{part.text}）", "Minor"))
    else:
        yield from _cited(part, language)


def _cited(citation: Citation, language: Language) -> Iterator[_Element]:
    for number in citation.numbers:
        sign = say("report.exhibit", language, number=number)
        yield run(" ", "Cited")
        yield _to(exhibit_mark(number), run(sign, "Cited"))
    if citation.more:
        more = say("report.exhibit.more", language, count=citation.more)
        yield run(f" {more}", "Cited")


def _to(mark: str, said: _Element) -> _Element:
    return element("hyperlink", said, anchor=mark)
