"""One document read and counted: what leaves the process that read it holds no plain value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sekisho.events.evidence import INSIDE
from sekisho.intake.documents import Document
from sekisho.personal.bounds import DocumentCount, Reason
from sekisho.personal.count import counted, examined
from sekisho.personal.distinct.tokens import Token, tokens_of
from sekisho.personal.inventory.row import Nature
from sekisho.personal.rules import Rules, rules
from sekisho.personal.writing import plain
from sekisho.sources.content import DocumentContent, Status, Table

_KIND = "personal.kind."
_HEAD = 8
"""Pieces and rows from the beginning of a document in which its title is looked for."""


@dataclass(frozen=True)
class Asked:
    """How documents are measured: a town's own rules, and its key. Small, since every task
    carries it."""

    rules: Path | None = None
    key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Measured:
    """What is known of a document from its bytes and its name alone."""

    name: str
    size: int
    sha256: str
    status: Status
    reasons: tuple[Reason, ...]
    count: DocumentCount
    kinds: tuple[str, ...]
    nature: Nature
    grounds: tuple[Reason, ...]
    public: bool
    tokens: tuple[Token, ...]


def measured(document: Document, asked: Asked) -> Measured:
    """A document's persons, households and kinds, and the proposal of its nature."""
    by = rules(asked.rules)
    content = document.content
    found = examined(lines_of(content), by)
    count = counted(found, len(content.reasons))
    nature, grounds = nature_of(document.name, content, by)
    return Measured(
        name=document.name,
        size=document.size,
        sha256=document.sha256,
        status=content.status,
        reasons=tuple(Reason(one.code, dict(one.values)) for one in content.reasons[:20]),
        count=count,
        kinds=tuple(kind.removeprefix(_KIND) for kind in count.kinds),
        nature=nature,
        grounds=grounds,
        public=_first(by.public, document.name) is not None,
        tokens=tokens_of(found.distinct, asked.key) if asked.key else (),
    )


def lines_of(
    content: DocumentContent,
) -> Iterator[tuple[str | None, int | None, Sequence[str] | None, str]]:
    """The rows of a document as the counting takes them, an empty one where some were left out."""
    for piece in content.pieces:
        if isinstance(piece, Table):
            numbers = piece.numbers or range(len(piece.rows))
            for at, cells in enumerate(piece.rows):
                if at and numbers[at] > numbers[at - 1] + 1:
                    yield piece.part, piece.number, (), ""
                yield piece.part, piece.number, cells, ""
        else:
            yield piece.part, None, None, piece.text


def nature_of(name: str, content: DocumentContent, by: Rules) -> tuple[Nature, tuple[Reason, ...]]:
    """Whether a document is the office's or a private one, with the word that tells: in its name
    and folders first, then in its title."""
    last = name.replace("\\", "/").replace(INSIDE, "/").rsplit("/", 1)[-1]
    for where, text in (("name", last), ("folder", name), ("title", _title(content))):
        private, official = _first(by.private, text), _first(by.official, text)
        if private and official:
            continue
        if private or official:
            nature: Nature = "private" if private else "official"
            values = {"word": private or official or ""}
            return nature, (Reason(f"inventory.nature.{nature}_{where}", values),)
    return "unknown", ()


def _first(words: Sequence[str], text: str) -> str | None:
    clean = plain(text).casefold()
    return next((word for word in words if plain(word).casefold() in clean), None)


def _title(content: DocumentContent) -> str:
    """What stands first, and the names of the sheets."""
    texts: list[str] = []
    for piece in content.pieces[:_HEAD]:
        texts.append(piece.part or "")
        rows = piece.rows[:2] if isinstance(piece, Table) else ((piece.text[:100],),)
        texts += ["".join(row).replace(" ", "") for row in rows]
    return "\n".join(texts)
