"""答弁資料, written from the facts of the last investigation and the case sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sekisho.case.notices.register import read
from sekisho.intake.beside import NOTICES
from sekisho.report import council
from sekisho.report.html import html
from sekisho.report.word import docx
from sekisho.report.writer import Writer
from sekisho.writing.papers import PaperWish, deliver, prepared

FOLDER = "council"


def write_council(wish: PaperWish) -> tuple[Path, ...]:
    """Writes the paper in its formats. Raises NotOursError, ManifestError, SheetError,
    RegisterChangedError, OSError."""
    made = prepared(wish)
    register = wish.notices or NOTICES.latest(wish.case)
    content = register.read_bytes() if register else b""
    if wish.notices:
        made = replace(made, kept={**made.kept, **NOTICES.keep(wish.case, content)})
    paper = council.document(Writer(made.case, wish.language, wish.rulebook, read(content)))
    pages = {"report-council.html": html(paper), "report-council.docx": docx(paper)}
    return deliver(made, FOLDER, pages)
