"""答弁資料, written from the facts of the last investigation and the case sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from sekisho import __version__
from sekisho.case.facts import Case
from sekisho.case.notices.register import read
from sekisho.case.ready import Asked, Period, Readiness, assess
from sekisho.events.time import JAPAN
from sekisho.intake.beside import NOTICES
from sekisho.intake.road import STATEMENT
from sekisho.ledger import manifest
from sekisho.ledger.sealed import tables_of
from sekisho.report import council
from sekisho.report.html import html
from sekisho.report.pdf import pdf
from sekisho.report.word import docx
from sekisho.report.writer import Writer
from sekisho.writing.papers import PaperWish, Prepared, deliver, prepared

FOLDER = "council"


def write_council(wish: PaperWish, work: Path) -> tuple[Path, ...]:
    """Writes the paper in its formats. ``work``: an empty private folder, removed by the caller.
    Raises NotOursError, ManifestError, SheetError, RegisterChangedError, OSError."""
    made = prepared(wish)
    register = wish.notices or NOTICES.latest(wish.case)
    content = register.read_bytes() if register else b""
    if wish.notices:
        made = replace(made, kept={**made.kept, **NOTICES.keep(wish.case, content)})
    writer = Writer(made.case, wish.language, wish.rulebook, read(content))
    paper = council.document(writer, _readiness(made, wish, work))
    pages = {
        "report-council.html": html(paper),
        "report-council.pdf": pdf(paper),
        "report-council.docx": docx(paper),
    }
    return deliver(made, FOLDER, pages)


def _readiness(made: Prepared, wish: PaperWish, work: Path) -> Readiness | None:
    """What the records of the days of the outbreak could answer, and what closes the gaps."""
    days = _days(made.case)
    if days is None:
        return None
    ledger = made.folder.ledger
    sealed = manifest.read(ledger)
    period = Period(*days, wish.rulebook.hours)
    made_by = {"program": "sekisho", "version": __version__}
    asked = Asked(period, made.case.now, wish.rulebook, sealed.entries, f"{STATEMENT}/", made_by)
    with tables_of(ledger, sealed, work) as connection:
        return assess(connection, asked)


def _days(case: Case) -> tuple[datetime, datetime] | None:
    """The whole days of Japan in which the mails came and were opened."""
    moments = [at for one in case.outbreaks for at in (one.first, one.last) if at]
    moments += [each.time for one in case.outbreaks for each in one.opened]
    if not moments:
        return None
    first, last = (at.astimezone(JAPAN).date() for at in (min(moments), max(moments)))
    return (
        datetime.combine(first, time(0), JAPAN),
        datetime.combine(last + timedelta(days=1), time(0), JAPAN),
    )
