"""答弁資料, written from the facts of the last investigation and the case sheet."""

from __future__ import annotations

from pathlib import Path

from sekisho.report import council
from sekisho.report.html import html
from sekisho.report.word import docx
from sekisho.report.writer import Writer
from sekisho.writing.papers import PaperWish, deliver, prepared

FOLDER = "council"


def write_council(wish: PaperWish) -> tuple[Path, ...]:
    """Writes the paper in its formats. Raises NotOursError, ManifestError, SheetError, OSError."""
    made = prepared(wish)
    paper = council.document(Writer(made.case, wish.language, wish.rulebook))
    pages = {"report-council.html": html(paper), "report-council.docx": docx(paper)}
    return deliver(made, FOLDER, pages)
