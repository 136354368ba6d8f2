"""The package of a Word file: what it begins from, and its bytes without a trace of the run."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from importlib.resources import files

from sekisho.text import Language

_PLACES = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/numbering.xml": "numbering.xml",
}
_REMARK = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_LANGUAGES = {"ja": "ja-JP", "en": "en-GB"}
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP archive can hold."""


def base(language: Language) -> bytes:
    """An empty document with our styles, in a language."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, source in _PLACES.items():
            text = files(__package__).joinpath("base", source).read_text(encoding="utf-8")
            # Our remarks on the form are not part of an office's paper.
            text = _REMARK.sub("", text)
            archive.writestr(name, text.replace("LANGUAGE", _LANGUAGES[language]))
    return file.getvalue()


def packed(package: bytes, moment: datetime | None) -> bytes:
    """The same parts in one order, with one time: that of the document (UTC)."""
    at = moment.astimezone(UTC).timetuple()[:6] if moment and moment.year >= 1980 else _FIRST
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as given,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
    ):
        # The list of types stands first, as readers of the format expect (ISO/IEC 29500-2).
        for name in sorted(given.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, given.read(name))
    return file.getvalue()
