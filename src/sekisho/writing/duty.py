"""漏えい等報告の検討, and the drafts of 速報 and 確報, written into the case folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sekisho.case.build import with_sheet
from sekisho.case.duty.facts import Duty
from sekisho.case.facts import Case
from sekisho.case.sheet import Sheet
from sekisho.case.sheet import load as load_sheet
from sekisho.intake.sheets import keep
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.report.duty import draft, examination
from sekisho.report.html import html
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import Language
from sekisho.writing.folder import held, vouch

FOLDER = "duty"


@dataclass(frozen=True)
class DutyWish:
    """What the papers are asked for. ``now`` is aware: warnings count from it. ``sheet`` None:
    as the last investigation knew it, else nothing is answered."""

    case: Path
    now: datetime
    rulebook: Rulebook
    language: Language = "ja"
    sheet: Path | None = None


@dataclass(frozen=True)
class WrittenDuty:
    """The papers, whether the clock has started, and each term that presses (``information``,
    ``paper``, ``percent``, ``due``)."""

    papers: tuple[Path, ...]
    known: bool
    warnings: tuple[Mapping[str, str], ...]


def write_duty(wish: DutyWish) -> WrittenDuty:
    """Writes the examination and both drafts. Raises NotOursError, ManifestError, SheetError,
    OSError."""
    given = load_sheet(wish.sheet) if wish.sheet else None
    folder = held(wish.case, wish.now)
    sheet = given or folder.case.sheet or Sheet()
    # the duty is weighed now; what the records said keeps the time it was said at
    case = replace(with_sheet(replace(folder.case, now=wish.now), sheet), now=folder.case.now)
    weighed = case.duty
    assert weighed is not None  # noqa: S101  (a sheet always gives one)
    pages = _pages(case, weighed, case.sheet or sheet, wish)
    outputs = dict(keep(wish.case, wish.sheet.read_bytes())) if wish.sheet else {}
    private_folder(wish.case / FOLDER)
    for name, content in pages.items():
        put(wish.case / name, content)
        outputs[name] = hashlib.sha256(content).hexdigest()
    vouch(folder.ledger, outputs)
    papers = tuple(wish.case / name for name in pages)
    warnings = _warnings(Writer(case, wish.language, wish.rulebook), weighed)
    return WrittenDuty(papers, weighed.known is not None, warnings)


def _pages(case: Case, duty: Duty, sheet: Sheet, wish: DutyWish) -> dict[str, bytes]:
    def writer() -> Writer:  # each paper numbers its own exhibits
        return Writer(case, wish.language, wish.rulebook)

    return {
        f"{FOLDER}/report-duty.html": html(examination(writer(), duty)),
        f"{FOLDER}/draft-preliminary.html": html(draft(writer(), duty, sheet, "preliminary")),
        f"{FOLDER}/draft-final.html": html(draft(writer(), duty, sheet, "final")),
    }


def _warnings(writer: Writer, duty: Duty) -> tuple[Mapping[str, str], ...]:
    found = [
        {
            "information": one.information or writer.text("duty.all"),
            "paper": writer.text(f"duty.term.{term.kind}"),
            "percent": str(term.warning),
            "due": writer.words.weekday(term.due),
        }
        for one in duty.weighed
        for route in one.routes
        for term in route.deadlines
        if term.applies and term.warning
    ]
    return tuple(dict(one) for one in dict.fromkeys(tuple(sorted(one.items())) for one in found))
