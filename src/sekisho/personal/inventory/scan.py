"""Going over folders: every document read and counted once, and the inventory written.

A file whose size and time are those of an earlier scan into the same folder is not read again;
one whose time alone changed is hashed first. What was done when a scan is cut off stays. Files,
what was measured and rows pass one after the other: none of them is held for all documents.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from sekisho import __version__
from sekisho.intake.documents import ARCHIVE
from sekisho.intake.folder import moment
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.personal.bounds import Reason
from sekisho.personal.distinct.tokens import fingerprint
from sekisho.personal.inventory import journal
from sekisho.personal.inventory.catalogue import Catalogue, catalogue
from sekisho.personal.inventory.journal import Filed
from sekisho.personal.inventory.lines import INVENTORY, NotAnInventoryError, writing
from sekisho.personal.inventory.measured import Measured
from sekisho.personal.inventory.noted import Noted
from sekisho.personal.inventory.placing import Placed, class_of, findings_of, placed
from sekisho.personal.inventory.reading import find, keep_known, name_of, read
from sekisho.personal.inventory.row import Row
from sekisho.personal.inventory.summary import SUMMARY, Summary
from sekisho.personal.inventory.wish import Wish
from sekisho.personal.rules import Rules, rules


@dataclass(frozen=True)
class Outcome:
    """``read``: how many files were read in this run, the others were known; ``noted``: the rows
    that are shown one by one. All of them stand in the inventory."""

    read: int
    summary: Mapping[str, object]
    noted: Noted


def scan(wish: Wish, work: Path) -> Outcome:
    """Reads what is new or changed and writes the inventory.

    ``work``: a private folder for copies, removed by the caller. Raises NotAnInventoryError when
    ``out`` holds something else, OSError, RulesError.
    """
    by = rules(wish.asked.rules)
    _claim(wish.out)
    made_with = {
        "program": __version__,
        "rules": by.sha256,
        "key": fingerprint(wish.asked.key),
    }
    with catalogue(work / "files.sqlite") as files:
        find(files, wish)
        with journal.begun(wish.out, made_with, files.know) as add:
            count, size = keep_known(files, wish)
            for one in read(files, size, wish, work):
                files.put(one.file, add(one))
        told, noted = _written(files, made_with, wish, by, work)
    return Outcome(count, told, noted)


def _claim(out: Path) -> None:
    """Makes the folder, unless something else lies there."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not _ours(out))):
        raise NotAnInventoryError(str(out))
    private_folder(out)


def _ours(out: Path) -> bool:
    return any((out / name).exists() for name in (journal.NAME, INVENTORY))


def _written(
    files: Catalogue, made_with: Mapping[str, str], wish: Wish, by: Rules, work: Path
) -> tuple[Mapping[str, object], Noted]:
    """The journal in order, the rows and the summary, in one passage."""
    summary = Summary(wish.asked, work)
    noted = Noted()
    listed = (
        (one.file.size, one.modified_ns, one.place)
        for one in files.listed()
        if one.place is not None
    )
    with closing(journal.renewed(wish.out, made_with, listed)) as filed, writing(wish.out) as write:
        for row in in_order(rows_of(_summed(filed, summary), wish, by)):
            summary.row(row)
            noted.add(row)
            write(row)
    told = summary.told()
    put(wish.out / SUMMARY, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    return told, noted


def _summed(filed: Iterable[Filed], summary: Summary) -> Iterator[Filed]:
    for one in filed:
        for document in one.documents:
            summary.document(document)
        yield one


def in_order(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows in the order of their paths, of rows in the order of their files: a path begins with
    that of its file, so only what may still come before another file's is held."""
    waiting: list[tuple[str, int, Row]] = []
    file = ""
    for count, row in enumerate(rows):
        if row.file != file:
            file = row.file
            while waiting and waiting[0][0] <= file:
                yield heapq.heappop(waiting)[2]
        heapq.heappush(waiting, (row.path, count, row))
    while waiting:
        yield heapq.heappop(waiting)[2]


def rows_of(filed: Iterable[Filed], wish: Wish, by: Rules) -> Iterator[Row]:
    """The rows of all documents. An archive that was opened has no row: what lies in it has."""
    seen = wish.context.now.astimezone(UTC).isoformat()
    roots = [(name_of(root.absolute()), origin) for root, origin in wish.origins.items()]
    for one in filed:
        modified = moment(one.modified_ns / 1e9)
        for document in one.documents:
            opened = any(reason.code == ARCHIVE for reason in document.reasons)
            if not (opened and len(one.documents) > 1):
                where = _placed(document.name, roots, wish)
                yield _row(one, document, modified, seen, where, by)


def _placed(name: str, roots: Sequence[tuple[str, str]], wish: Wish) -> Placed:
    """The place of a document, below a path from elsewhere by where that comes from."""
    for root, origin in roots:
        if name == root or name.startswith(root.rstrip("/\\") + os.sep):
            if origin.startswith(("//", "\\\\")):
                return placed(origin.rstrip("/\\") + name.removeprefix(root), None, wish.rulebook)
            return placed(name, origin, wish.rulebook)
    return placed(name, wish.host, wish.rulebook)


def _row(
    one: Filed, document: Measured, modified: datetime | None, seen: str, where: Placed, by: Rules
) -> Row:
    class_, why = class_of(document, by)
    count = document.count
    return Row(
        path=document.name,
        file=one.file,
        size=document.size,
        modified=None if modified is None else modified.isoformat(),
        sha256=document.sha256,
        status=document.status,
        reasons=document.reasons,
        kinds=document.kinds,
        persons=count.persons,
        households=count.households,
        obtained=dict(count.obtained),
        doubts=(*(Reason(code) for code in count.how), *count.reasons),
        host=where.host,
        place=where.place,
        zone=where.zone.name if where.zone else None,
        owner=where.owner,
        class_=class_,
        nature=document.nature,
        grounds=(why, *document.grounds),
        findings=findings_of(document, where, by),
        seen=seen,
    )
