"""漏えい等報告の検討, and the drafts of 速報 and 確報."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sekisho.case.duty.facts import Duty
from sekisho.case.facts import Case
from sekisho.case.sheet import Sheet
from sekisho.report.duty import draft, examination
from sekisho.report.html import html
from sekisho.report.model import Document
from sekisho.report.word import docx
from sekisho.report.writer import Writer
from sekisho.writing.papers import PaperWish, deliver, prepared

FOLDER = "duty"


@dataclass(frozen=True)
class WrittenDuty:
    """The papers, whether the clock has started, and each term that presses (``information``,
    ``paper``, ``percent``, ``due``)."""

    papers: tuple[Path, ...]
    known: bool
    warnings: tuple[Mapping[str, str], ...]


def write_duty(wish: PaperWish) -> WrittenDuty:
    """Writes the examination and both drafts. Raises NotOursError, ManifestError, SheetError,
    OSError."""
    made = prepared(wish)
    case = made.case
    assert case.duty  # noqa: S101  (a case with its sheet of now has both)
    assert case.sheet  # noqa: S101
    pages: dict[str, bytes] = {}
    for name, paper in _papers(case, case.duty, case.sheet, wish).items():
        pages |= {f"{name}.html": html(paper), f"{name}.docx": docx(paper)}
    papers = deliver(made, FOLDER, pages)
    writer = Writer(case, wish.language, wish.rulebook)
    return WrittenDuty(papers, case.duty.known is not None, _warnings(writer, case.duty))


def _papers(case: Case, duty: Duty, sheet: Sheet, wish: PaperWish) -> dict[str, Document]:
    def writer() -> Writer:  # each paper numbers its own exhibits
        return Writer(case, wish.language, wish.rulebook)

    return {
        "report-duty": examination(writer(), duty),
        "draft-preliminary": draft(writer(), duty, sheet, "preliminary"),
        "draft-final": draft(writer(), duty, sheet, "final"),
    }


def _warnings(writer: Writer, duty: Duty) -> tuple[Mapping[str, str], ...]:
    """A line for each information and paper, the routes it goes by put together."""
    found = {
        (one.information, term.kind): {
            "information": one.information or writer.text("duty.all"),
            "paper": writer.text(f"duty.term.{term.kind}"),
            "percent": str(term.warning),
            "due": writer.words.weekday(term.due),
        }
        for one in duty.weighed
        for route in one.routes
        for term in route.deadlines
        if term.applies and term.warning
    }
    return tuple(found.values())
