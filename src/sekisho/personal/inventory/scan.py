"""Going over folders: every document read and counted once, and the inventory written.

A file whose size and time are those of an earlier scan into the same folder is not read again;
one whose time alone changed is hashed first. What was done when a scan is cut off stays.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import orjson
import pyarrow.parquet as pq

from sekisho import __version__
from sekisho.events.evidence import evidence_name
from sekisho.intake.documents import ARCHIVE, File, read_documents
from sekisho.intake.folder import files_below, moment
from sekisho.ledger.digest import sha256_of
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.personal.bounds import Reason
from sekisho.personal.inventory import journal
from sekisho.personal.inventory.journal import Filed
from sekisho.personal.inventory.measured import Asked, Measured, measured
from sekisho.personal.inventory.placing import Placed, class_of, findings_of, placed
from sekisho.personal.inventory.row import Row, from_json, table, to_json
from sekisho.personal.inventory.summary import SUMMARY, summary
from sekisho.personal.inventory.tokens import fingerprint
from sekisho.personal.rules import Rules, rules
from sekisho.rulebook import Rulebook
from sekisho.sources.contract import Context

INVENTORY = "inventory.jsonl"
PARQUET = "inventory.parquet"
Progress = Callable[[str, int, int], None]


class NotAnInventoryError(Exception):
    """A folder or file that holds no inventory of Sekisho."""


@dataclass(frozen=True)
class Wish:
    """What a scan is asked for. ``host``: the computer whose folders these are; ``origins``: for
    paths that come from elsewhere (a mounted share), the computer or ``\\\\server\\share``;
    ``rehash``: also hash files that look unchanged; ``workers``: processes, 0 for this one
    alone."""

    paths: Sequence[Path]
    out: Path
    context: Context
    rulebook: Rulebook
    host: str | None = None
    origins: Mapping[Path, str] = field(default_factory=dict)
    asked: Asked = field(default=Asked(), repr=False)
    workers: int = 0
    rehash: bool = False
    progress: Progress = field(default=lambda _step, _done, _whole: None)


@dataclass(frozen=True)
class Outcome:
    """``read``: how many files were read in this run; the others were known."""

    rows: tuple[Row, ...]
    read: int
    summary: Mapping[str, object]


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
    found = _found(wish)
    earlier = journal.known(wish.out, made_with)
    kept, fresh = _sorted(found, earlier, wish)
    with journal.begun(wish.out, made_with, earlier) as log:
        for one in _read(fresh, wish, work):
            journal.add(log, one)
            kept[one.file] = one
    journal.begun(wish.out, made_with, dict(sorted(kept.items()))).close()
    return _written(kept, len(fresh), wish, by)


def _claim(out: Path) -> None:
    """Makes the folder, unless something else lies there."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not _ours(out))):
        raise NotAnInventoryError(str(out))
    private_folder(out)


def _ours(out: Path) -> bool:
    return any((out / name).exists() for name in (journal.NAME, INVENTORY))


def _found(wish: Wish) -> dict[str, tuple[File, int]]:
    """Every file by its name, with its time in nanoseconds."""
    own = wish.out.resolve()
    found: dict[str, tuple[File, int]] = {}
    for given in wish.paths:
        root = given.absolute()
        for path in files_below(root) if root.is_dir() else [root]:
            if own in path.parents:
                continue
            name = name_of(path)
            try:
                status = path.lstat()
                found[name] = File(path, name, status.st_size), status.st_mtime_ns
            except OSError:
                found[name] = File(path, name, 0), 0
            wish.progress("progress.find", len(found), 0)
    return dict(sorted(found.items()))


def name_of(path: Path) -> str:
    """An absolute path as valid text."""
    inner = evidence_name(path.relative_to(path.anchor))
    return path.anchor + inner.replace("/", os.sep)


def _sorted(
    found: Mapping[str, tuple[File, int]], earlier: Mapping[str, Filed], wish: Wish
) -> tuple[dict[str, Filed], list[tuple[File, int]]]:
    """The files that need not be read again, and those that must."""
    kept: dict[str, Filed] = {}
    fresh: list[tuple[File, int]] = []
    for name, (file, modified_ns) in found.items():
        before = earlier.get(name)
        if before is not None and _unchanged(before, file, modified_ns, wish):
            kept[name] = Filed(name, file.size, modified_ns, before.documents)
        else:
            fresh.append((file, modified_ns))
    return kept, fresh


def _unchanged(before: Filed, file: File, modified_ns: int, wish: Wish) -> bool:
    """Whether a file need not be read again: it was read, and no password may now open it."""
    if before.size != file.size or not before.documents or not before.documents[0].sha256:
        return False
    if wish.context.passwords and any(_closed(one) for one in before.documents):
        return False
    if before.modified_ns == modified_ns and not wish.rehash:
        return True
    try:
        return sha256_of(file.path) == before.documents[0].sha256
    except OSError:
        return False


def _closed(one: Measured) -> bool:
    return any("encrypted" in reason.code for reason in one.reasons)


def _read(fresh: Sequence[tuple[File, int]], wish: Wish, work: Path) -> Iterator[Filed]:
    whole = sum(file.size + 1 for file, _ in fresh)
    done = 0
    use = partial(measured, asked=wish.asked)
    read = read_documents([file for file, _ in fresh], use, work, wish.context, wish.workers)
    for (file, modified_ns), documents in zip(fresh, read, strict=True):
        done += file.size + 1
        wish.progress("progress.scan", done, whole)
        yield Filed(file.name, file.size, modified_ns, tuple(documents))


def _written(kept: Mapping[str, Filed], read: int, wish: Wish, by: Rules) -> Outcome:
    rows = tuple(sorted(rows_of(kept.values(), wish, by), key=lambda row: row.path))
    lines = (orjson.dumps(to_json(row)) + b"\n" for row in rows)
    told = summary(rows, [one for filed in kept.values() for one in filed.documents], wish.asked)
    put(wish.out / INVENTORY, b"".join(lines))
    beside = wish.out / f"{PARQUET}.new"
    pq.write_table(table(rows), beside, compression="zstd")
    beside.replace(wish.out / PARQUET)
    put(wish.out / SUMMARY, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    return Outcome(rows, read, told)


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


def load(path: Path) -> tuple[Row, ...]:
    """The rows of an inventory: its folder, or its file. Raises NotAnInventoryError, OSError."""
    file = path / INVENTORY if path.is_dir() else path
    try:
        return tuple(from_json(orjson.loads(line)) for line in file.read_bytes().splitlines())
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError):
        raise NotAnInventoryError(str(path)) from None
