"""What stands in one document, as plain tables and paragraphs, and how much of it was read.

For those who ask for contents without a case: the same readers, without events between. Every
document ends as *read*, *partly read* or *not read*, the latter two with their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT, MESSAGE
from sekisho.sources.contract import AnySource, Context, Events, Note, NotReadable, Unread
from sekisho.sources.documents.rows import Missed, Row
from sekisho.sources.documents.source import DocumentSource, Piece
from sekisho.sources.reading import read, sample_of
from sekisho.sources.registry import surest

Status = Literal["read", "partly", "not_read"]
_MAIL = ("email.subject", "email.from.name", "email.from.address", "email.to.addresses")


@dataclass(frozen=True)
class Paragraph:
    """A piece of running text. ``position``: its place in reading order, as its event has it."""

    text: str
    part: str | None
    position: int


@dataclass(frozen=True)
class Table:
    """A table: its rows in order (empty ones left out), merged cells in every place they cover.

    ``positions``: of each row, its place in reading order, as its event has it. ``numbers``: its
    number in the table, empty rows counted; none where the reader does not say.
    """

    rows: tuple[tuple[str, ...], ...]
    part: str | None
    number: int
    positions: tuple[int, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Why:
    """Why something was not read: a text code, the values of its places, and where (``unit`` and
    ``position``) when it was a piece and not the whole."""

    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unit: str | None = None
    position: int | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return (Why, (self.code, dict(self.values), self.unit, self.position))


@dataclass(frozen=True)
class DocumentContent:
    """What stands in a document, in reading order. ``source``: the name of its reader, None when
    none knows it. ``reasons`` is empty only when everything was read."""

    status: Status
    source: str | None = None
    pieces: tuple[Paragraph | Table, ...] = ()
    reasons: tuple[Why, ...] = ()
    notes: tuple[Note, ...] = ()


def content_of(
    evidence: Evidence, context: Context, source: AnySource | None = None
) -> DocumentContent:
    """The content of a document or a mail (its attachments are documents of their own).

    ``source``: its reader, where it is known already. Never raises for what stands in the file;
    what a limit of time or memory ends must be told by whoever set the limit.
    """
    try:
        source = source or surest(sample_of(evidence), lambda _source, _error: None)[0]
    except OSError as error:
        return not_read("not_read.cannot_open", error=str(error.strerror))
    if evidence.size == 0:
        return not_read("not_read.empty")
    if source is None:
        return not_read("not_read.unknown_format")
    if not {DOCUMENT, MESSAGE} & set(source.kinds):
        return not_read("not_read.no_document", source=source.name)
    return _taken(source, evidence, context)


def not_read(code: str, **values: str) -> DocumentContent:
    """The answer for a document of which nothing was read."""
    return DocumentContent("not_read", reasons=(Why(code, values),))


def _taken(source: AnySource, evidence: Evidence, context: Context) -> DocumentContent:
    taking = _Taking()
    whole: tuple[Why, ...] = ()
    try:
        if isinstance(source, DocumentSource) and source.rows is not None:
            taking.take(source.rows(evidence, context))
        else:
            taking.take(_from_events(source, evidence, context))
    except NotReadable as answer:
        whole = (Why(answer.code, answer.values),)
    except OSError as error:
        whole = (Why("not_read.cannot_open", {"error": str(error.strerror or error)}),)
    except MemoryError:
        whole = (Why("not_read.out_of_memory"),)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001  (a defect of a library ends one document alone)
        whole = (Why("not_read.reader_failed", {"error": f"{type(error).__name__}: {error}"}),)
    pieces = tuple(taking.pieces())
    reasons = (*whole, *taking.reasons)
    status: Status = "read" if not reasons else "partly" if pieces else "not_read"
    return DocumentContent(status, source.name, pieces, reasons, tuple(taking.notes))


class _Taking:
    """Puts rows together to tables; the rows of one table may lie apart in a file."""

    def __init__(self) -> None:
        self.reasons: list[Why] = []
        self.notes: list[Note] = []
        self._order: list[Paragraph | tuple[str | None, int]] = []
        self._rows: dict[tuple[str | None, int], list[Row]] = {}
        self._places: dict[tuple[str | None, int], list[int]] = {}
        self._position = 0

    def take(self, pieces: Iterable[Piece]) -> None:
        """All pieces; what was taken before one of them failed stays."""
        for piece in pieces:
            if isinstance(piece, Note):
                self.notes.append(piece)
            elif isinstance(piece, Missed):
                place = self._position + 1 if piece.position is None else piece.position
                values = {"why": piece.raw[:200].decode("utf-8", "replace")} if piece.raw else {}
                self.reasons.append(Why(piece.reason, values, piece.unit, place))
            elif not piece.empty:
                self._row(piece)

    def _row(self, row: Row) -> None:
        self._position = self._position + 1 if row.position is None else row.position
        if row.table is None:
            self._order.append(Paragraph("\t".join(row.cells), row.part, self._position))
            return
        key = (row.part, row.table)
        if key not in self._rows:
            self._rows[key], self._places[key] = [], []
            self._order.append(key)
        self._rows[key].append(row)
        self._places[key].append(self._position)

    def pieces(self) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables in the order in which they began."""
        for each in self._order:
            if isinstance(each, Paragraph):
                yield each
            else:
                rows = self._rows[each]
                cells = tuple(row.cells for row in rows)
                numbers = tuple(row.row for row in rows if row.row is not None)
                told = numbers if len(numbers) == len(rows) else ()
                yield Table(cells, each[0], each[1], tuple(self._places[each]), told)


def _from_events(source: AnySource, evidence: Evidence, context: Context) -> Iterator[Piece]:
    """The pieces of a source that gives events alone: plain text, tables as text, mail."""
    for item in read(source, evidence, context):
        if isinstance(item, Note):
            yield item
        elif isinstance(item, Unread):
            for one in item.batch.to_pylist():
                yield Missed(one["reason"], one["raw"], one["position"], one["unit"])
        elif item.kind is DOCUMENT:
            yield from _rows(item)
        elif item.kind is MESSAGE:
            yield from _messages(item)


def _rows(item: Events) -> Iterator[Row]:
    names = ("part", "table", "row", "cells", "text")
    columns = [item.batch[f"document.{name}"].to_pylist() for name in names]
    positions = item.batch["position"].to_pylist()
    for part, table, row, cells, text, position in zip(*columns, positions, strict=True):
        yield Row(part, tuple(cells) if table is not None else (text,), table, row, position)


def _messages(item: Events) -> Iterator[Row]:
    """The fields of a mail that people read, and its text line by line, numbered by the mail."""
    for mail in item.batch.select([*_MAIL, "email.body", "position"]).to_pylist():
        part = f"message {mail['position']}"
        for name in _MAIL:
            value = mail[name]
            yield Row(part, (", ".join(value) if isinstance(value, list) else value or "",))
        for line in (mail["email.body"] or "").splitlines():
            yield Row(part, (line.strip(),))
