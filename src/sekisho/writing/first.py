"""第一報 as a series: each issue beside those before it, none ever overwritten.

``first/report-first-NN`` is the page as HTML, Word and PDF, and as JSON its points, time, hashes,
and the hash of the issue before: a chain that a later change breaks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from sekisho.case.facts import Case
from sekisho.case.sheet import Sheet
from sekisho.events.time import iso
from sekisho.ledger.manifest import Entry
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put_new
from sekisho.report.first import EVERY_HOURS, Earlier, Issue, Point, document, next_report, points
from sekisho.report.html import html
from sekisho.report.pdf import pdf
from sekisho.report.word import docx
from sekisho.report.writer import Writer
from sekisho.writing.folder import Held, vouch
from sekisho.writing.heard import Heard, heard
from sekisho.writing.papers import PaperWish, prepared

FOLDER = "first"
NAME = re.compile(r"report-first-(\d{2,})\.(html|docx|pdf|json)")
FORMAT = 1


@dataclass(frozen=True)
class FirstWish(PaperWish):
    """What a first report is asked for beside. ``every_hours`` None: as the sheet says, else
    every three; ``statements``: memos of hearings."""

    statements: Sequence[Path] = ()
    every_hours: int | None = None


@dataclass(frozen=True)
class Issued:
    """The issue written: its page, its record, and what it says."""

    issue: Issue
    points: tuple[Point, ...]
    page: Path
    record: Path


def first(wish: FirstWish, work: Path) -> Issued:
    """Writes the next issue. ``work``: an empty private folder, removed by the caller.

    Raises NotOursError, ManifestError, SheetError, OSError.
    """
    made = prepared(wish)
    folder = made.folder
    memos = heard(wish.statements, work, wish.rulebook, wish.now)
    case = _with_memos(made.case, memos)
    told = case.sheet or Sheet()
    here = private_folder(wish.case / FOLDER)
    issue = _issue(wish, folder, case, told, here)
    writer = Writer(case, wish.language, wish.rulebook)
    said = points(writer, told, issue)
    letter = document(writer, told, issue, said)
    papers = {".html": html(letter), ".docx": docx(letter), ".pdf": pdf(letter)}
    record = _record(issue, said, papers, told, memos.entries, _digest_before(issue, here))
    paths = _paths(here, issue.number)
    return _written(folder, Issued(issue, said, *paths), papers, record, made.kept)


def _with_memos(case: Case, memos: Heard) -> Case:
    """The case with what memos say that it does not know yet."""
    hashes = {entry.name: entry.sha256 for entry in memos.entries}
    known = {name for name, digest in hashes.items() if case.evidence_files.get(name) == digest}
    new = [one for one in memos.statements if one.evidence[0].evidence not in known]
    return replace(
        case,
        statements=(*case.statements, *new),
        evidence_files={**case.evidence_files, **hashes},
    )


def _issue(wish: FirstWish, folder: Held, case: Case, sheet: Sheet, here: Path) -> Issue:
    every = wish.every_hours or sheet.first.every_hours or EVERY_HOURS
    known = case.duty.known if case.duty else None
    due = next_report(known.at.moment if known else None, wish.now, every)
    chosen = sheet.first.next if wish.every_hours is None else None
    if chosen is not None and chosen > wish.now:
        due, every = chosen, 0
    numbers = _numbers(here)
    return Issue(
        number=max(numbers, default=0) + 1,
        now=wish.now,
        next=due,
        every_hours=every,
        state=folder.state,
        examined=folder.case.now if folder.state == "read" else None,
        earlier=_earlier(here, numbers),
    )


def _numbers(here: Path) -> list[int]:
    found = (NAME.fullmatch(path.name) for path in here.iterdir())
    return sorted({int(one[1]) for one in found if one})


def _paths(here: Path, number: int) -> tuple[Path, Path]:
    stem = f"report-first-{number:02d}"
    return here / f"{stem}.html", here / f"{stem}.json"


def _earlier(here: Path, numbers: Sequence[int]) -> Earlier | None:
    """The newest issue whose record can be read; one whose page changed since is told."""
    for number in reversed(numbers):
        page, record = _paths(here, number)
        content = _read(record)
        if content is not None:
            altered = any(
                _sha(page.with_suffix(ending)) != digest
                for ending, digest in content["sha256"].items()
            )
            said = tuple(Point(**one) for one in content["points"])
            return Earlier(number, datetime.fromisoformat(content["at"]), said, altered)
    return None


def _read(record: Path) -> Mapping[str, Any] | None:
    try:
        content = orjson.loads(record.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    usable = isinstance(content, dict) and content.get("format") == FORMAT
    return content if usable else None


def _sha(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _digest_before(issue: Issue, here: Path) -> str | None:
    return _sha(_paths(here, issue.earlier.number)[1]) if issue.earlier else None


def _record(
    issue: Issue,
    said: Sequence[Point],
    papers: Mapping[str, bytes],
    sheet: Sheet,
    memos: Sequence[Entry],
    before: str | None,
) -> bytes:
    content = {
        "format": FORMAT,
        "number": issue.number,
        "at": iso(issue.now),
        "next": iso(issue.next),
        "state": issue.state,
        "examined": iso(issue.examined) if issue.examined else None,
        "sha256": {ending: hashlib.sha256(paper).hexdigest() for ending, paper in papers.items()},
        "before_sha256": before,
        "sheet_sha256": sheet.sha256 or None,
        "memos": {entry.name: entry.sha256 for entry in memos},
        "points": [asdict(one) for one in said],
    }
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def _written(
    folder: Held,
    issued: Issued,
    papers: Mapping[str, bytes],
    record: bytes,
    kept: Mapping[str, str],
) -> Issued:
    """Puts the papers in place, then the record that makes them an issue, then vouches."""
    outputs = dict(kept)
    files = {issued.page.with_suffix(ending): content for ending, content in papers.items()}
    for path, content in {**files, issued.record: record}.items():
        put_new(path, content)
        outputs[path.relative_to(folder.path).as_posix()] = hashlib.sha256(content).hexdigest()
    vouch(folder.ledger, outputs)
    return issued
