"""A document as Word, the form that offices edit (docs/decisions/0008).

Office Open XML (ISO/IEC 29500-1, transitional). Looks stand in styles alone (``base/styles.xml``),
numbers come from the lists of ``numbering``; texts are runs, never markup. The same document
gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC

import docx as python_docx

from sekisho.report import model
from sekisho.report.word.body import Body
from sekisho.report.word.package import base, packed
from sekisho.report.word.xml import element, field, run

__all__ = ["docx"]


def docx(document: model.Document) -> bytes:
    """The file's bytes. The same document gives the same bytes."""
    made = python_docx.Document(io.BytesIO(base(document.language)))
    Body(made, document).write()
    _frame(made, document)
    _properties(made, document)
    file = io.BytesIO()
    made.save(file)
    return packed(file.getvalue(), document.moment)


def _frame(made: python_docx.document.Document, document: model.Document) -> None:
    """Header with the version, footer with page and pages."""
    section = made.sections[0]
    shown = [one for one in (document.stamp, model.classification(document)) if one]
    lines = (
        (section.header, "Header", [run("　".join(shown))]),
        (section.footer, "Footer", [field("PAGE"), run(" / "), field("NUMPAGES")]),
    )
    for part, style, runs in lines:
        part.is_linked_to_previous = False
        inside = part._element  # noqa: SLF001 - python-docx offers no fields
        for paragraph in list(inside):
            inside.remove(paragraph)
        inside.append(element("p", element("pPr", element("pStyle", val=style)), *runs))


def _properties(made: python_docx.document.Document, document: model.Document) -> None:
    """Title, body and time of the document; nothing of who or what made the file."""
    core = made.core_properties
    core.title = document.title
    core.author = document.author
    core.language = {"ja": "ja-JP", "en": "en-GB"}[document.language]
    core.revision = 1
    if document.moment is not None:
        core.created = core.modified = document.moment.astimezone(UTC).replace(tzinfo=None)
