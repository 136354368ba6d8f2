"""PDF: the text of each page in lines, and ruled tables as rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT
from sekisho.sources.contract import Context, Item, Note, NotReadable, Sample, Source
from sekisho.sources.documents.pdf_tables import Tables
from sekisho.sources.documents.rows import Missed, Row, items, paragraph

FEWEST_LINES = 4
"""A ruled table has at least this many drawn lines or boxes."""
MOST_CHARACTERS = 200_000
"""Characters of a page that is still searched for tables."""
_HEADER_WITHIN = 1024
"""The header may stand after some rubbish (PDF 1.7 reference, implementation note 13)."""


def identify(sample: Sample) -> int:
    """The header ``%PDF-`` within the first 1,024 bytes (ISO 32000-1, 7.5.2)."""
    at = sample.head[:_HEADER_WITHIN].find(b"%PDF-")
    if at < 0:
        return 0
    return 98 if at == 0 else 60


def read(evidence: Evidence, _context: Context) -> Iterator[Item]:
    """All pages. Raises NotReadable, OSError."""
    evidence.path.stat()
    try:
        document = pdfium.PdfDocument(evidence.path)
    except pdfium.PdfiumError as error:
        secret = pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD
        if secret or "password" in str(error):
            raise NotReadable("unread.encrypted") from error
        raise NotReadable("unread.document_broken", why=str(error)) from error
    with closing(document), closing(Tables(evidence.path)) as tables:
        yield from items("pdf", evidence.name, _pages(document, tables))


def _pages(document: pdfium.PdfDocument, tables: Tables) -> Iterator[Row | Missed | Note]:
    for index in range(len(document)):
        try:
            text, ruled = _seen(document, index)
        except pdfium.PdfiumError as error:
            yield Missed("unread.document_broken", str(error).encode(), index + 1, "page")
            continue
        if not text.strip():
            yield Missed("unread.page_without_text", b"", index + 1, "page")
        elif ruled:
            yield from tables.of_page(index, text)
        else:
            yield from lines(index, text)
        yield from tables.form_values(index) if document.get_formtype() else ()


def _seen(document: pdfium.PdfDocument, index: int) -> tuple[str, bool]:
    """The text of a page and whether enough is drawn on it for a table."""
    with closing(document[index]) as page:
        with closing(page.get_textpage()) as textpage:
            text = textpage.get_text_range()
        drawn = 0
        if len(text) <= MOST_CHARACTERS:
            with suppress(pdfium.PdfiumError):
                for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
                    drawn += 1
                    if drawn >= FEWEST_LINES:
                        break
        return text, drawn >= FEWEST_LINES


def lines(index: int, text: str) -> Iterator[Row]:
    """The lines of a page as running text; U+FFFE is where a word was broken at a line end."""
    for line in text.replace("\ufffe", "").splitlines():
        yield paragraph(f"page {index + 1}", line.strip())


SOURCE = Source(
    name="pdf",
    kinds=(DOCUMENT,),
    unit="row",
    reference="ISO 32000-1 (PDF 1.7); text by PDFium, ruled tables by pdfplumber",
    zone="none: contents carry no time",
    encoding="the fonts' own maps to Unicode",
    tried_on="docs-office: Word, LibreOffice, LaTeX and other writers",
    identify=identify,
    read=read,
)
