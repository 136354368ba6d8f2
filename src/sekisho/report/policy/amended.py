"""新旧対照: what changed in a rulebook in people's words, and as a paper for the 決裁."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.form.schema import Schema
from sekisho.report.model import Cell, Column, Document, Line, Paragraph, Span, Table
from sekisho.report.official import official
from sekisho.report.policy.values import title_of, value_of
from sekisho.report.words import Words
from sekisho.rulebook import Rulebook
from sekisho.rulebook.changes import Change, Identity
from sekisho.rulebook.concerned import concerned
from sekisho.text import Language, say


@dataclass(frozen=True)
class Amendment:
    """One change in words: where, from what to what, whom it concerns (empty: everybody)."""

    change: Change
    where: str
    old: str
    new: str
    who: tuple[str, ...]

    def said(self, language: Language) -> str:
        """The change as a sentence."""
        return say(
            f"regulation.amended.{self.change.kind}",
            language,
            where=self.where,
            old=self.old,
            new=self.new,
        )


def amendments(
    found: Iterable[Change], books: Sequence[Rulebook], form: Schema, language: Language
) -> tuple[Amendment, ...]:
    """The changes in words, in the order of the form."""
    return tuple(_amendment(one, books, form, language) for one in found)


def _amendment(
    change: Change, books: Sequence[Rulebook], form: Schema, language: Language
) -> Amendment:
    parts = _parts(change.path, form)
    own = parts[-1]
    # An entry that was added or removed is told as its fields, one of a list as one value.
    part = own.get("items", own) if isinstance(change.old or change.new, dict) else own
    if change.kind == "order":
        part = {"items": {}}
    return Amendment(
        change=change,
        where=_where(change, parts, language),
        old=value_of(change.old, part, language),
        new=value_of(change.new, part, language),
        who=concerned(change, *books),
    )


def _parts(path: Sequence[str], form: Schema) -> list[Schema]:
    """The part of the form at each step of a path of keys."""
    found: list[Schema] = []
    part = form
    for key in path:
        inner = part.get("items", part)
        part = inner.get("properties", {}).get(key, {})
        found.append(part)
    return found


def _where(change: Change, parts: Sequence[Schema], language: Language) -> str:
    """機器「PC-SOMU-01」の部署: titles of the keys, with the entry behind each list."""
    entries: list[Identity] = [one for one in (*change.within, change.entry) if one]
    said = []
    for key, part in zip(change.path, parts, strict=True):
        title = title_of(key, part, language)
        is_list = part.get("items", {}).get("type") == "object"
        if is_list and entries:
            name = _named(entries.pop(0), part["items"], language)
            title = say("regulation.amended.entry", language, title=title, name=name)
        said.append(title)
    return say("regulation.amended.of", language).join(said)


def _named(identity: Identity, part: Schema, language: Language) -> str:
    keys = part.get("x-identity") or part.get("required", [])[:1]
    known = part.get("properties", {})
    words = []
    for at, text in enumerate(identity):
        own = known.get(keys[at], {}) if at < len(keys) else {}
        one = own.get("items", own)
        words.append(value_of(text, one, language) if "x-codes" in one or "format" in one else text)
    return " ".join(words)


def paper(
    found: Sequence[Amendment], books: Sequence[Rulebook], now: datetime, language: Language
) -> Document:
    """新旧対照表: every change with its old and new wording and whom it concerns."""
    names = ("where", "new", "old", "who")
    rows = tuple(
        (
            _cell(one.where),
            _cell(one.new),
            _cell(one.old),
            _cell(_who(one.who, language)),
        )
        for one in found
    )
    table = Table(
        caption=official("regulation.amended.table", language),
        columns=tuple(
            Column(official(f"regulation.amended.column.{name}", language), "reason")
            for name in names
        ),
        rows=rows,
        empty=(Span(official("regulation.amended.none", language)),),
        sortable=False,
    )
    old, new = (one.digest[:16] for one in (books[0], books[-1]))
    told = official("regulation.amended.digests", language, old=old, new=new)
    return Document(
        language=language,
        title=official("regulation.amended.title", language),
        stamp="",
        head=((Span(Words(language).as_of(now)),),),
        opening=(Paragraph(_line(told), note=True), table),
        sections=(),
        face="serif",
        author=books[-1].town.name,
        moment=now,
    )


def _who(names: Sequence[str], language: Language) -> str:
    return say("regulation.comma", language).join(names) or say("regulation.everybody", language)


def _cell(text: str) -> Cell:
    return Cell((_line(text),))


def _line(text: str) -> Line:
    return (Span(text),)
