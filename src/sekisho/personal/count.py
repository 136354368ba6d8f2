"""Persons and households of a document, from the rows that its reader gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from sekisho.personal import people, prose
from sekisho.personal.bounds import Bounds, DocumentCount, Reason
from sekisho.personal.columns import SHOWN
from sekisho.personal.lists import Listing, TableRow, listings
from sekisho.personal.records import Found, Person, read_list

_COLUMNS = ("document.part", "document.table", "document.cells", "document.text")
_ROWS = """
    SELECT evidence, "document.part", "document.table", "document.cells", "document.text"
    FROM document ORDER BY evidence, position
"""
_UNREAD = """
    SELECT evidence, count(*) FROM unread
    WHERE reason IN ('unread.encrypted', 'unread.page_without_text')
       OR starts_with(reason, 'unread.document_')
    GROUP BY evidence
"""


@dataclass
class _Seen:
    """What the lists and the text of one document gave."""

    persons: list[Person] = field(default_factory=list)
    how: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    examples: int = 0
    offices: int = 0
    in_text: int = 0


def count_document(rows: pa.Table, unread: int = 0) -> DocumentCount:
    """Persons and households in the rows of one document, a table of the kind ``document``.

    ``unread``: pieces of the document that its reader could not read. The rows must stand in
    reading order. Without any row the answer is None, not zero.
    """
    columns = [rows.column(name).to_pylist() for name in _COLUMNS]
    return _count(zip(*columns, strict=True), unread)


def count_all(connection: duckdb.DuckDBPyConnection) -> dict[str, DocumentCount]:
    """The count of every document among the sealed events, by the name of its evidence.

    Documents of which nothing could be read are there as well, with None and the reason.
    """
    unread = dict(connection.execute(_UNREAD).fetchall())
    counts = {}
    for evidence, group in groupby(_streamed(connection), key=itemgetter(0)):
        rows = (row[1:] for row in group)
        counts[str(evidence)] = _count(rows, unread.pop(evidence, 0))
    for evidence, pieces in unread.items():
        counts.setdefault(str(evidence), _count((), pieces))
    return dict(sorted(counts.items()))


def _streamed(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    asked = connection.execute(_ROWS)
    while rows := asked.fetchmany(10_000):
        yield from rows


def _count(rows: Iterable[Sequence[Any]], unread: int) -> DocumentCount:
    seen = _Seen()
    tables: list[TableRow] = []
    total = 0
    for part, table, cells, text in rows:
        total += 1
        if table is None:
            _read_text(seen, text or "")
        else:
            tables.append(TableRow(part, table, tuple(cell or "" for cell in cells or ())))
    if not total:
        code = "personal.unread" if unread else "personal.empty"
        return DocumentCount(None, None, reasons=(Reason(code),))
    for listing in listings(tables):
        found = read_list(listing)
        if found is not None:
            _take(seen, listing, found)
    return _answer(seen, unread)


def _read_text(seen: _Seen, text: str) -> None:
    found = list(prose.people_in(text))
    seen.in_text += len(found)
    seen.persons += found


def _take(seen: _Seen, listing: Listing, found: Found) -> None:
    seen.examples += found.examples
    seen.offices += found.office
    if not found.persons:
        return
    seen.persons += found.persons
    seen.how.add("personal.how.list" if listing.headed else "personal.how.without_headings")
    if found.how is not None:
        seen.how.add(found.how)
    seen.kinds.add("personal.kind.name")
    for index, kind in enumerate(listing.kinds):
        if kind in SHOWN and any(index < len(row) and row[index].strip() for row in listing.rows):
            seen.kinds.add(f"personal.kind.{SHOWN[kind]}")


def _answer(seen: _Seen, unread: int) -> DocumentCount:
    found = people.people(_without_listed(seen.persons))
    persons, houses = found.persons, found.households
    reasons = []
    if not seen.persons:
        reasons.append(Reason("personal.none_found"))
        houses = Bounds(0, 0)
    elif houses is None:
        reasons.append(Reason("personal.households_untold"))
    for code, number in (
        ("personal.examples", seen.examples),
        ("personal.office_list", seen.offices),
        ("personal.running_text", seen.in_text),
        ("personal.partly_unread", unread),
    ):
        if number:
            reasons.append(Reason(code, {"count": str(number)}))
    if unread and not seen.persons:
        return DocumentCount(None, None, reasons=tuple(reasons[1:]))
    return DocumentCount(
        persons, houses, tuple(sorted(seen.kinds)), tuple(sorted(seen.how)), tuple(reasons)
    )


def _without_listed(mentions: Sequence[Person]) -> list[Person]:
    """Mentions in running text of people who stand in a list anyway add nobody."""
    listed = {mention.key for mention in mentions if mention.listed != prose.LISTED}
    return [
        mention
        for mention in mentions
        if mention.listed != prose.LISTED or mention.key not in listed
    ]
