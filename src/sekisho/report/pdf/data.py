"""The model as plain data for the typesetter: nothing but JSON crosses the border."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime

from sekisho.report import model
from sekisho.report.numbering import label, places, tops
from sekisho.report.official import official
from sekisho.report.widths import widths
from sekisho.text import Language

Plain = object
"""What JSON holds."""
_BREAKS = re.compile(r"[^\\/_.,:;@=?&-]{1,14}[\\/_.,:;@=?&-]*|[\\/_.,:;@=?&-]+")
_LONG = re.compile(r"[!-~]{15,}")
ROOM = {"serif": 49.0, "sans": 58.0}
"""Em of a table's letters in the width of the page, by the document's face."""


class Plainly:
    """Turns parts of a document into data; every text passes ``shown``."""

    def __init__(self, document: model.Document, shown: Callable[[str], str]) -> None:
        self.language: Language = document.language
        self.room = ROOM[document.face]
        self.places = places(document)
        self.listed = frozenset(_listed(document))
        self.shown = shown

    def document(self, document: model.Document) -> dict[str, Plain]:
        """The whole document, its parts numbered."""
        plain = self._fields(document, without=("sections", "annexes", "opening", "moment"))
        plain["opening"] = self.blocks(document.opening, 0)
        told = [self.section(one, sign, 1) for sign, one in tops(document)]
        chapters = len(document.sections)
        plain["sections"], plain["annexes"] = told[:chapters], told[chapters:]
        if document.cover is not None:
            cover = self._fields(document.cover, without=("items",))
            plain["cover"] = {**cover, "items": self.blocks(document.cover.items, 0)}
        return plain

    def section(self, section: model.Section, sign: str, depth: int) -> dict[str, Plain]:
        """A section under its number."""
        return {
            "name": section.name,
            "label": sign,
            "title": self.shown(section.title),
            "blocks": self.blocks(section.blocks, depth),
            "parts": [
                self.section(one, label(depth + 1, number, self.language), depth + 1)
                for number, one in enumerate(section.parts, 1)
            ],
        }

    def blocks(self, blocks: Sequence[model.Block], depth: int) -> list[Plain]:
        """Blocks as they stand at a depth of the document."""
        return [self._block(one, depth) for one in blocks]

    def _block(self, block: model.Block, depth: int) -> Plain:
        if isinstance(block, model.Table):
            return {**self._fields(block), "widths": widths(block, self.room)}
        if isinstance(block, model.Bullets):
            numbers = range(1, len(block.items) + 1)
            signs = [label(depth + 1, one, self.language) for one in numbers]
            return {**self._fields(block), "labels": signs if block.numbered else None}
        if isinstance(block, model.Box):
            return {**self._fields(block), "blocks": self.blocks(block.blocks, depth)}
        return self.plain(block)

    def plain(self, part: object) -> Plain:
        """Any part of the model."""
        if isinstance(part, str):
            return self.shown(part)
        if isinstance(part, tuple):
            return [self._placed(one, number) for number, one in enumerate(part)]
        if isinstance(part, model.Span | model.Link):
            return self._inline(part)
        if isinstance(part, model.Exhibit | model.ExhibitFile):
            return self._exhibit(part)
        if is_dataclass(part):
            return self._fields(part)
        return None if isinstance(part, datetime) else part

    def _placed(self, part: object, number: int) -> Plain:
        """A part of a line: exhibits that begin it need no room before them."""
        if isinstance(part, model.Citation):
            return self._citation(part, begins=number == 0)
        return self.plain(part)

    def _inline(self, part: model.Span | model.Link) -> Plain:
        if isinstance(part, model.Span):
            return {"kind": "Span", "role": part.role, "pieces": pieces(self.shown(part.text))}
        place = self.places.get(part.section)
        if place is None:
            return {"kind": "Span", "role": "plain", "pieces": [self.shown(part.text)]}
        to = official("report.to", self.language, place=place)
        return {"kind": "Link", "section": part.section, "text": to}

    def _exhibit(self, part: model.Exhibit | model.ExhibitFile) -> Plain:
        if isinstance(part, model.ExhibitFile):
            return {**self._fields(part), "evidence": pieces(self.shown(part.evidence))}
        sign = official("report.exhibit", self.language, number=part.number)
        return {"number": part.number, "text": f"{sign} {self.shown(part.place)}"}

    def _fields(self, part: object, without: Sequence[str] = ()) -> dict[str, Plain]:
        names = [one.name for one in fields(part) if one.name not in without]  # type: ignore[arg-type]
        told = {name: self.plain(getattr(part, name)) for name in names}
        # A column has a ``kind`` of its own.
        return {"kind": type(part).__name__, **told}

    def _citation(self, part: model.Citation, *, begins: bool) -> Plain:
        exhibits = [
            {
                "number": one,
                "text": official("report.exhibit", self.language, number=one),
                "spaced": place > 0 or not begins,
                "listed": one in self.listed,
            }
            for place, one in enumerate(part.numbers)
        ]
        rest = official("report.exhibit.more", self.language, count=part.more) if part.more else ""
        return {"kind": "Citation", "exhibits": exhibits, "rest": rest}


def _listed(part: object) -> Iterator[int]:
    """The exhibits that a list of the document holds: only these can be led to."""
    if isinstance(part, model.Exhibit):
        yield part.number
    elif isinstance(part, tuple):
        for one in part:
            yield from _listed(one)
    elif is_dataclass(part) and not isinstance(part, model.Table | model.Picture):
        for field in fields(part):
            yield from _listed(getattr(part, field.name))


def pieces(text: str) -> list[str]:
    """A text at whose joints a line may end: long names break behind their separators, and
    nowhere else than a line may end anyhow."""
    found = [""]
    place = 0
    for long in _LONG.finditer(text):
        first, *further = _BREAKS.findall(long.group())
        found[-1] += text[place : long.start()] + first
        found += further
        place = long.end()
    found[-1] += text[place:]
    return found
