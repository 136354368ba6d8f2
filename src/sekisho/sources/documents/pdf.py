"""PDF: the text of each page in lines, and ruled tables as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, Note, NotReadable, Sample
from sekisho.sources.documents.pdf_cells import glyphs_of
from sekisho.sources.documents.pdf_gaps import with_wide_gaps
from sekisho.sources.documents.pdf_joined import Joining
from sekisho.sources.documents.pdf_ruled import PageContent
from sekisho.sources.documents.pdf_tables import Tables
from sekisho.sources.documents.rows import Missed, Row, paragraph
from sekisho.sources.documents.source import Piece, document_source

FEWEST_LINES = 4
"""A ruled table has at least this many drawn lines or boxes."""
MOST_CHARACTERS = 200_000
"""Characters of a page that is still searched for tables."""
_HEADER_WITHIN = 1024
"""The header may stand after some rubbish (PDF 1.7 reference, implementation note 13)."""
_STAMP = 40
"""Characters at most that a scanner stamps on a page besides its picture."""
_COVERS = 0.5
"""Share of a page that a picture must cover to be what the page is about."""

_SET_APART = re.compile(
    r"(?:(?:(?:明治|大正|昭和|平成|令和) )?\d{1,4} ?年 ?)?\d{1,2} ?月(?: ?\d{1,2} ?日)?|"
    r"\d (?=[歳才]|番地|丁目)"
)
"""Figures and Japanese stand a quarter of a character apart (JIS X 4051, mixed text), which PDFium
takes for a blank. What may be the number of a heading (1 日時, 2 名称) stays as it is."""


def identify(sample: Sample) -> int:
    """The header ``%PDF-`` within the first 1,024 bytes (ISO 32000-1, 7.5.2)."""
    at = sample.head[:_HEADER_WITHIN].find(b"%PDF-")
    if at < 0:
        return 0
    return 98 if at == 0 else 60


def rows(evidence: Evidence, context: Context) -> Iterator[Piece]:
    """All pages. Raises NotReadable, OSError."""
    evidence.path.stat()
    document, password = _opened(evidence.path, context.passwords)
    with closing(document), closing(Tables(evidence.path, password)) as tables:
        yield from _pages(document, tables)


def _opened(path: Path, passwords: tuple[str, ...]) -> tuple[pdfium.PdfDocument, str | None]:
    """The document, and the password that opened it."""
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(path, password=password), password
        except pdfium.PdfiumError as error:
            secret = pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD
            if not secret and "password" not in str(error).lower():
                raise NotReadable("unread.document_broken", why=str(error)) from error
    raise NotReadable("unread.encrypted")


def _pages(document: pdfium.PdfDocument, tables: Tables) -> Iterator[Piece]:
    joining = Joining()
    blank: list[int] = []
    for index in range(len(document)):
        part = f"page {index + 1}"
        try:
            seen = _seen(document, index, tables)
        except pdfium.PdfiumError as error:
            yield Missed("unread.document_broken", str(error).encode(), index + 1, "page")
            continue
        if isinstance(seen, PageContent):
            yield from joining.page(part, seen)
        else:
            yield from joining.end()
            yield from seen
            blank += [] if seen else [index]
        yield from tables.form_values(index) if document.get_formtype() else ()
    yield from joining.end()
    if len(blank) == len(document):  # empty pages alone are no document: something was not seen
        for index in blank:
            yield Missed("unread.page_without_text", b"", index + 1, "page")


def _seen(
    document: pdfium.PdfDocument, index: int, tables: Tables
) -> PageContent | list[Row | Missed | Note]:
    """What stands on a page: lines and tables, or rows of text where there are none."""
    with closing(document[index]) as page, closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
        scanned = len(text.strip()) <= _STAMP and _is_picture(page, stamped=bool(text.strip()))
        rows: list[Row | Missed | Note] = []
        if scanned:
            rows.append(Missed("unread.page_without_text", b"", index + 1, "page"))
        elif text.strip() and len(text) <= MOST_CHARACTERS and _is_ruled(page):
            if page.get_rotation() == 0 and page.get_mediabox()[:2] == page.get_bbox()[:2] == (
                0,
                0,
            ):
                content = tables.content(index, glyphs_of(textpage, page.get_height()))
                if content is not None:
                    return content
            return [*tables.of_page(index, text)]
        return [*rows, *lines(index, with_wide_gaps(textpage, text))]


def _is_ruled(page: pdfium.PdfPage) -> bool:
    """Whether enough is drawn on a page for a table."""
    with suppress(pdfium.PdfiumError):
        paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH])
        return sum(1 for _ in islice(paths, FEWEST_LINES)) == FEWEST_LINES
    return False


def _is_picture(page: pdfium.PdfPage, *, stamped: bool) -> bool:
    """Whether a page with little or no text shows something else: a blank page does not.

    With a few characters on it, it is one when a picture covers the most of it.
    """
    if not stamped:
        return any(True for _ in page.get_objects())
    whole = page.get_width() * page.get_height()
    for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _COVERS * whole:
            return True
    return False


def lines(index: int, text: str) -> Iterator[Row]:
    """The lines of a page as running text; U+FFFE is where a word was broken at a line end."""
    for line in text.replace("\ufffe", "").splitlines():
        yield paragraph(f"page {index + 1}", _close(line.strip()))


def _close(line: str) -> str:
    """Without the blanks that writing programs set between figures and what they count."""
    return _SET_APART.sub(lambda found: found[0].replace(" ", ""), line) if " " in line else line


SOURCE = document_source(
    name="pdf",
    reference="ISO 32000-1 (PDF 1.7); text by PDFium, ruled tables by tablers, else by pdfplumber",
    zone="contents",
    encoding="fonts",
    tried_on="docs-office: Word, LibreOffice, LaTeX and other writers",
    identify=identify,
    rows=rows,
)
