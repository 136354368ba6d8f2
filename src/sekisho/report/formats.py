"""Every form an office wants of one paper: a page to read, Word to edit, PDF to send."""

from __future__ import annotations

from sekisho.report.html import html
from sekisho.report.model import Document
from sekisho.report.pdf import pdf
from sekisho.report.word import docx


def formats(name: str, document: Document) -> dict[str, bytes]:
    """The files ``name.html``, ``name.docx`` and ``name.pdf`` of a document, by name."""
    return {
        f"{name}.html": html(document),
        f"{name}.docx": docx(document),
        f"{name}.pdf": pdf(document),
    }
