"""What every article is written with: the rulebook, what of it was written, the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sekisho.form.schema import Schema
from sekisho.report.model import Block, Bullets, Cell, Column, Line, Span, Table
from sekisho.report.official import official
from sekisho.report.policy.values import (
    fiscal_year,
    since_of,
    term_of,
    title_of,
    value_of,
    word_of,
)
from sekisho.report.saying import Saying
from sekisho.rulebook import Interval, Rulebook, schema
from sekisho.text import Language

TERM = "term"
"""A column made of ``since`` and ``until``."""


@dataclass(frozen=True)
class Desk(Saying):
    """``written``: the sections that the town wrote; ``detailed``: entries one by one (実施手順),
    else the rules alone (対策基準). ``paper`` is how the paper calls itself."""

    book: Rulebook
    written: frozenset[str]
    language: Language
    detailed: bool
    paper: str

    def text(self, code: str, /, **values: object) -> str:
        """A sentence of an official document."""
        return official(code, self.language, paper=self.paper, **values)

    def undecided(self, code: str) -> Line:
        """What the town has to fill in."""
        return (Span(self.text(code), "undecided"),)

    @property
    def town(self) -> str:
        """The town's name, or how it is called where the rulebook has none."""
        return self.book.town.name or self.text("regulation.town")

    def listed(self, texts: Iterable[str]) -> str:
        """Names in one line."""
        return self.text("regulation.comma").join(texts)

    def bullets(self, texts: Iterable[str]) -> Bullets:
        """号: numbered lines."""
        return Bullets(tuple((Span(text),) for text in texts), numbered=True)

    def table(
        self, caption: str, entries: Sequence[object], keys: Sequence[str], part: Schema
    ) -> Block:
        """Entries of one class with a column for each key of their form."""
        known = part["items"]["properties"]
        columns = tuple(
            Column(
                self.text("regulation.term")
                if key == TERM
                else title_of(key, known.get(key, {}), self.language),
                "reason" if key in ("reason", "what", "text", "why") else "text",
            )
            for key in keys
        )
        rows = tuple(
            tuple(Cell(((Span(self.shown(entry, key, known.get(key, {}))),),)) for key in keys)
            for entry in entries
        )
        return Table(caption=self.text(caption), columns=columns, rows=rows, sortable=False)

    def shown(self, entry: object, key: str, part: Schema) -> str:
        """One value of an entry as it is in force; empty where nothing is said."""
        if key == TERM:
            return term_of(getattr(entry, "since"), getattr(entry, "until"), self.language)  # noqa: B009
        return self.said(getattr(entry, key), part)

    def said(self, value: Any, part: Schema) -> str:
        """A typed value in words."""
        if value is None or value in ((), ""):
            return ""
        match value:
            case bool():
                said = value_of(value, part, self.language)
            case datetime():
                said = since_of(value, self.language)
            case date():
                said = self.words.day(value)
            case Interval():
                said = f"{value.start:%H:%M}–{value.end:%H:%M}"
            case tuple():
                said = self.listed(self.said(one, part.get("items", {})) for one in value)
            case int() if part.get("format") == "year":
                said = fiscal_year(value, self.language)
            case _:
                said = word_of(str(value), part, self.language)
        return said


def section(name: str) -> Schema:
    """The form of a section."""
    found: Schema = schema()["properties"][name]
    return found


def key(name: str, *steps: str) -> Schema:
    """The form of a key below a section."""
    part = section(name)
    for step in steps:
        part = part.get("items", part)["properties"][step]
    return part
