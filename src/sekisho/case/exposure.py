"""流出可能性: for every document proven, possible, excluded or unknown, with the grounds.

*proven*: a record shows that it was opened or transferred through the controlled session.
*possible*: within reach, and nothing excludes it. *excluded*: a witness the stranger could not
write speaks against it. *unknown*: no source covers it. Where a record decides, the last word is
its; listing a folder or asking for attributes opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import duckdb

from sekisho.case.accesses import Access, Filed, accesses, filed, named, renamed
from sekisho.case.addresses import AddressBook
from sekisho.case.clocks import Clocks
from sekisho.case.documents import Document, Shelf, is_document, parts_of
from sekisho.case.facts import (
    Counted,
    Coverage,
    Exposure,
    Reason,
    Reference,
    Verdict,
    Window,
)
from sekisho.case.hosts import Names
from sekisho.case.inventories import before
from sekisho.case.listed import listed
from sekisho.case.rest.facts import Rest
from sekisho.case.rest.lots import rest
from sekisho.case.rest.sift import sift
from sekisho.case.verdict import OPENED, RANK, Met, verdict
from sekisho.case.witnesses import witnesses
from sekisho.ledger.manifest import Entry


@dataclass(frozen=True)
class Ground:
    """What verdicts rest on, as the case found it."""

    windows: tuple[Window, ...]
    coverage: Coverage
    book: AddressBook
    clocks: Clocks
    names: Names


@dataclass(frozen=True)
class _Records:
    """What records say of files: which there are, who touched them, how they were renamed."""

    files: Sequence[Filed]
    touched: Sequence[tuple[Access, Window]]
    moves: dict[tuple[str | None, str], str]

    def paths(self) -> Iterator[str]:
        """Every path by which a record means a file."""
        for file in self.files:
            yield from (file.path, *named(self.moves, file.server, file.path))
        for access, _ in self.touched:
            yield from (access.path, *named(self.moves, access.host, access.path))


def exposure(
    connection: duckdb.DuckDBPyConnection,
    papers: Sequence[Document],
    ground: Ground,
    counted: Mapping[str, Counted],
    entries: Sequence[Entry],
) -> tuple[tuple[Exposure, ...], Rest | None]:
    """The verdict on every document of ``papers``, and on those that inventories, lists and records
    alone know. Where inventories name very many that nothing else tells of, the gravest of these;
    the others are summed.

    ``counted``: persons and households by evidence name.
    """
    windows = ground.windows
    records = _records(connection, ground)
    lists = listed(connection)
    seen = witnesses(connection, windows, ground.coverage, ground.book)
    paths = chain(
        (one.original or one.path or "" for one in chain(papers, lists)),
        ("/".join(one.parts) for one in papers),
        records.paths(),
    )

    def untouched(one: Document) -> tuple[Verdict, tuple[Reason, ...]]:
        return verdict(one, Met(), windows, seen)

    sift(connection, windows, paths, untouched)
    found = before(connection, papers, counted)
    known = (*found, *_listed_only(found, lists))
    shelf = Shelf((*known, *_recorded_only(known, records)))
    met = _assign(shelf, records)
    by_bytes = {
        one.sha256: counted[one.path]
        for one in found
        if one.sha256 and one.path and one.path in counted
    }
    made = []
    for one in shelf.documents:
        count = one.counted or counted.get(one.path or "") or by_bytes.get(one.sha256 or "")
        made.append(_exposure(one, verdict(one, met[id(one)], windows, seen), count, ground.names))
    made.sort(key=lambda one: (RANK[one.verdict], one.path or "\uffff", one.original_path or ""))
    return tuple(made), rest(connection, made, untouched, ground.names, entries)


def _records(connection: duckdb.DuckDBPyConnection, ground: Ground) -> _Records:
    touched = [
        (one, window)
        for window in ground.windows
        for one in accesses(connection, window, ground.book, ground.clocks)
    ]
    return _Records(filed(connection, ground.clocks), touched, renamed(connection))


def _listed_only(found: Sequence[Document], lists: Sequence[Document]) -> list[Document]:
    """Documents that no evidence holds but a list of files names."""
    shelf = Shelf(found)
    return [one for one in lists if not shelf.meant(one.original or "", one.host)]


def _recorded_only(found: Sequence[Document], records: _Records) -> list[Document]:
    """Documents that no evidence holds but records name: on shares, and on the PC."""
    known = Shelf(found)
    made: dict[tuple[str | None, tuple[str, ...]], Document] = {}
    named_by: list[tuple[str, str | None, str, Reference]] = [
        (one.path, one.server, "share", one.evidence) for one in records.files
    ]
    named_by += [
        (one.path, one.host, "share" if one.from_server else "pc", one.evidence)
        for one, _ in records.touched
        if one.act in OPENED | {"refused", "attributes"}
    ]
    for path, host, place, ref in named_by:
        last = named(records.moves, host, path)[-1]
        parts = parts_of(last)
        if not parts or not is_document(parts[-1]) or known.meant(last, host):
            continue
        original = f"\\\\{host}\\" + "\\".join(_parts(last)) if place == "share" and host else last
        key = (host, parts)
        made.setdefault(key, Document(None, original, host, place, parts, None, (ref,)))
    return [made[key] for key in sorted(made, key=lambda key: (key[0] or "", key[1]))]


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part]


def _assign(shelf: Shelf, records: _Records) -> dict[int, Met]:
    met = {id(one): Met() for one in shelf.documents}
    for access, window in records.touched:
        for path in named(records.moves, access.host, access.path):
            for one in shelf.meant(path, access.host):
                met[id(one)].accesses.append((access, window))
    for file in records.files:
        if file.made is None:
            continue
        for one in shelf.meant(file.path, file.server):
            mine = met[id(one)]
            if mine.made is None or file.made < mine.made:
                mine.made, mine.made_evidence = file.made, file.evidence
    return met


def _exposure(
    one: Document,
    decided: tuple[Verdict, tuple[Reason, ...]],
    count: Counted | None,
    names: Names,
) -> Exposure:
    answer, reasons = decided
    if count is None:
        code = "exposure.not_counted" if one.path else "exposure.not_among_evidence"
        count = Counted(None, None, Reason(code))
    refs: Iterable[Reference] = (ref for reason in reasons for ref in reason.evidence)
    return Exposure(
        path=one.path,
        original_path=one.original,
        host=names.show(one.host),
        verdict=answer,
        reasons=(*reasons, *one.told),
        persons=count.persons,
        households=count.households,
        count_reason=count.reason,
        evidence=tuple(dict.fromkeys((*refs, *one.evidence))),
        sha256=one.sha256,
    )
