"""Persons and households of a document, from the rows that its reader gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from sekisho.personal import people, signs
from sekisho.personal.bounds import Bounds, DocumentCount, Reason, Way
from sekisho.personal.columns.carried import halves_among
from sekisho.personal.distinct.identities import Identities, identities_of
from sekisho.personal.forms.sections import about_nobody
from sekisho.personal.kinds import SHOWN
from sekisho.personal.lists.bare_lines import bare_lists
from sekisho.personal.lists.gathered import Lines, gathered, with_gaps
from sekisho.personal.lists.headed_lines import headed_lists
from sekisho.personal.lists.left_over import as_lines, left_over, named, overlooked
from sekisho.personal.lists.listing import FORM, Listing, TableRow
from sekisho.personal.lists.lists import listings
from sekisho.personal.lists.one_family import as_one_family, for_one_household
from sekisho.personal.lists.read_lines import read_lists
from sekisho.personal.lists.records import TEXT, Found, Person, read_list
from sekisho.personal.lists.text_cards import text_cards
from sekisho.personal.lists.text_lists import text_lists
from sekisho.personal.names.known import full_names
from sekisho.personal.people import People
from sekisho.personal.prose import prose
from sekisho.personal.prose.genre import bare, published
from sekisho.personal.prose.kinds_told import kinds_told
from sekisho.personal.rules import Rules, rules
from sekisho.personal.writing import common_form, name_key, plain

_COLUMNS = ("document.part", "document.table", "document.cells", "document.text", "document.row")
_ROWS = """
    SELECT evidence, "document.part", "document.table", "document.cells", "document.text",
        "document.row"
    FROM document ORDER BY evidence, position
"""
_UNREAD = """
    SELECT evidence, count(*) FROM unread
    WHERE reason IN ('unread.encrypted', 'unread.page_without_text')
       OR starts_with(reason, 'unread.document_')
    GROUP BY evidence
"""


@dataclass
class Examined:
    """A document's people with the grounds. ``lists``: each list with what it gave; ``persons``:
    all mentions, those of running text included; ``kinds``: text codes of what stands there."""

    lists: list[tuple[Listing, Found]] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    empty: bool = False
    shown: int = 0
    """Rows of a section that shows how to fill in a form."""

    @property
    def in_text(self) -> list[Person]:
        """The mentions in running text."""
        return [mention for mention in self.persons if mention.listed == TEXT]

    @cached_property
    def distinct(self) -> People:
        """Who is who, asked once all mentions are there. Mentions in running text of people who
        stand in a list anyway add nobody."""
        listed = {mention.key for mention in self.persons if mention.listed != TEXT}
        told = {one.key for one in self.in_text}
        listed |= {half for key in listed for half in halves_among(told, key)}
        return people.people(
            mention
            for mention in self.persons
            if mention.listed != TEXT or mention.key not in listed
        )


def count_document(rows: pa.Table, unread: int = 0) -> DocumentCount:
    """Persons and households in the rows of one document, a table of the kind ``document``.

    ``unread``: pieces of the document that its reader could not read. The rows must stand in
    reading order. Without any row the answer is None, not zero.
    """
    columns = [rows.column(name).to_pylist() for name in _COLUMNS]
    return counted(examined(with_gaps(zip(*columns, strict=True))), unread)


def count_all(
    connection: duckdb.DuckDBPyConnection,
) -> dict[str, tuple[DocumentCount, Identities]]:
    """The count of every document among the sealed events and who its people are (hashes alone),
    by the name of its evidence.

    Documents of which nothing could be read are there as well, with None and the reason.
    """
    unread = dict(connection.execute(_UNREAD).fetchall())
    counts = {}
    for evidence, group in groupby(_streamed(connection), key=itemgetter(0)):
        found = examined(with_gaps(row[1:] for row in group))
        counts[str(evidence)] = _identified(found, unread.pop(evidence, 0))
    for evidence, pieces in unread.items():
        counts.setdefault(str(evidence), _identified(examined(()), pieces))
    return dict(sorted(counts.items()))


def _identified(found: Examined, unread: int) -> tuple[DocumentCount, Identities]:
    return counted(found, unread), identities_of(found.distinct)


def _streamed(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    asked = connection.execute(_ROWS)
    while rows := asked.fetchmany(10_000):
        yield from rows


def examined(rows: Lines, by: Rules | None = None) -> Examined:
    """The people of one document. ``by``: other rules than those of the package."""
    by = by or rules()
    read = gathered(rows)
    found = Examined(empty=read.empty, shown=read.shown)
    everything = [*read.lines, *_as_lines(read.tables, by, alone=False)]
    public = published(everything, by)
    sheet = for_one_household([*read.lines, *read.titles])
    for listing in listings(read.tables):
        _add(found, as_one_family(listing, sheet=sheet), by, public=public)
    # a line may stand in a sheet as a cell over all columns
    cards, taken = text_cards(read.lines, by.office)
    by_line, lines_took = text_lists(
        _left(read.lines, taken) + read.titles,
        by.office,
        beside_lists=any(given.persons for _, given in found.lists),
    )
    taken |= lines_took
    for listing in (*cards, *by_line):
        _add(found, listing, by, public=public)
    rest = _left(read.lines, taken)
    of_names = (*read_lists(rest, by.office), *bare_lists(rest, by.office))
    for listing, took in (*of_names, *headed_lists(rest, by.office)):
        if taken.isdisjoint(took):
            _add(found, listing, by, public=public)
            taken |= took
    lines = _left(read.lines, taken)
    # what stands alone in a row reads like text, and so does a form drawn with a table
    lines += _as_lines(read.tables, by, alone=bool(found.lists))
    told = prose.in_text(lines, by, public=public)
    found.persons += told.persons
    found.kinds |= {f"personal.kind.{kind}" for kind in told.kinds}
    _add_left_over(found, read.tables, by, public=public)
    if found.persons:
        known = {code.removeprefix("personal.kind.") for code in found.kinds}
        found.kinds |= {f"personal.kind.{kind}" for kind in kinds_told(everything, by, known)}
    return found


def _add_left_over(found: Examined, rows: Sequence[TableRow], by: Rules, *, public: bool) -> None:
    """What tables hold that gave no list, and of whose people nobody was found; whom the rows of
    filled forms name besides."""
    forms = any(one.layout[:1] == (FORM,) and given.persons for one, given in found.lists)
    if forms and not public:
        told = {one.key for one in found.persons}
        found.persons += overlooked(rows, told, by.office)
    tables = left_over(rows, [listing for listing, _ in found.lists])
    for table in [] if public else list(tables):
        lines = as_lines(table)
        said = name_key("".join(lines))
        if any(one.key in said for one in found.persons):
            continue
        by_line, _ = text_lists(lines, by.office, beside_lists=False)
        others = named(table)
        for listing in by_line if by_line or others is None else [others]:
            _add(found, listing, by, public=public)


def _left(lines: Sequence[str], taken: AbstractSet[int]) -> list[str]:
    """The lines that no list took, the others blank."""
    return [line if at not in taken else "" for at, line in enumerate(lines)]


def _as_lines(rows: Iterable[TableRow], by: Rules, *, alone: bool) -> Iterator[str]:
    """Rows of tables as lines; ``alone``: those with one text only, and cells with sentences or
    with words that say who somebody is (出生届（子 青木 葵）)."""
    for row in rows:
        texts = list(dict.fromkeys(cell for cell in row.cells if cell))
        if texts and (len(texts) == 1 or not alone):
            yield "\t".join(texts)
        elif alone and not about_nobody(row.cells):
            yield from (text for text in texts if "。" in text or _tells(text, by))


def _tells(text: str, by: Rules) -> bool:
    """Whether a cell says whose the names in it are, and is no more than a name (祖父江 孝太郎)."""
    if signs.reading_like(text) or not prose.may_be_called(text, by):
        return False
    return not full_names([common_form(plain(text))])[0]


def _add(found: Examined, listing: Listing, by: Rules, *, public: bool) -> None:
    given = read_list(listing, by)
    if given is not None and public and given.persons and bare(listing):
        given = Found((), None, given.examples, published=True)
    if given is not None:
        found.lists.append((listing, given))
        found.persons += given.persons
        found.kinds |= _kinds(listing, given)


def _kinds(listing: Listing, found: Found) -> set[str]:
    if not found.persons:
        return set()
    kinds = {"personal.kind.name"}
    for index, kind in enumerate(listing.kinds):
        if kind in SHOWN and any(index < len(row) and row[index].strip() for row in listing.rows):
            kinds.add(f"personal.kind.{kind}")
    return kinds


def counted(found: Examined, unread: int = 0) -> DocumentCount:
    """The bounds and the reasons. ``unread``: pieces that could not be read."""
    if found.empty:
        code = "personal.unread" if unread else "personal.empty"
        return DocumentCount(None, None, reasons=(Reason(code),))
    distinct = found.distinct
    houses = distinct.households
    reasons = list(_reasons(found, unread, told=houses is not None))
    kinds = tuple(sorted(found.kinds))
    if unread and not found.persons:
        return DocumentCount(None, None, kinds, reasons=tuple(reasons[1:]))
    return DocumentCount(
        distinct.persons,
        houses if found.persons else Bounds(0, 0),
        kinds,
        tuple(sorted(set(_how(found)))),
        tuple(reasons),
        tuple(_obtained(distinct)),
    )


def _how(found: Examined) -> Iterator[str]:
    for listing, given in found.lists:
        if given.persons:
            yield "personal.how.list" if listing.headed else "personal.how.without_headings"
            if given.how is not None:
                yield given.how
    if found.in_text:
        yield "personal.how.text"


def _reasons(found: Examined, unread: int, *, told: bool) -> Iterator[Reason]:
    if not found.persons:
        yield Reason("personal.none_found")
    elif not told:
        yield Reason("personal.households_untold")
    for code, number in (
        ("personal.examples", found.shown + sum(given.examples for _, given in found.lists)),
        ("personal.office_list", sum(given.office for _, given in found.lists)),
        ("personal.published_list", sum(given.published for _, given in found.lists)),
        ("personal.running_text", sum(not one.certain for one in found.in_text)),
        ("personal.doubtful", _doubtful(found)),
        ("personal.partly_unread", unread),
    ):
        if number:
            yield Reason(code, {"count": str(number)})


def _doubtful(found: Examined) -> int:
    """Mentions in lists that count in the upper bound only."""
    return sum(not one.certain for one in found.persons if one.listed != TEXT)


def _obtained(distinct: People) -> Iterator[tuple[Way, Bounds]]:
    """Persons of tables, and those that running text alone names."""
    whole, text = distinct.persons, distinct.among(TEXT)
    low = whole.low - text.low
    table = Bounds(low, max(low, whole.high - text.high))
    if table.high:
        yield "table", table
    if text.high:
        yield "text", Bounds(text.low, whole.high - table.high)
