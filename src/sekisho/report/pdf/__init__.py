"""A document as PDF for the archive: typeset by typst from data (docs/decisions/0009).

PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1): tagged, with the fonts inside. Fonts come
from a package alone, never from the system: the same document gives the same bytes everywhere.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pylopdf_fonts_jp
import typst

from sekisho.report import font, model
from sekisho.report.drawing import Drawing
from sekisho.report.official import official
from sekisho.report.pdf.data import Plainly
from sekisho.report.visible import Screen
from sekisho.text import Language

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
PIXELS_PER_INCH = 220.0
"""Of pictures for other formats: more than a fax (204) shows."""
EPOCH = 0
"""The date in a PDF of a document that speaks of no time: it is not shown, but must be fixed."""
_LETTER = ("number", "items", "end", "annexes", "contact")
_REGIONS = {"ja": "JP", "en": "GB"}


def pdf(document: model.Document) -> bytes:
    """The file's bytes. The same document gives the same bytes."""
    screen = Screen(font.available())
    plain = Plainly(document, screen.shown).document(document)
    data = {"document": plain, **_frame(document, screen)}
    moment = document.moment
    at = int(moment.timestamp()) if moment else EPOCH
    return _set("paper.typ", data, timestamp=at)


def png(drawing: Drawing, language: Language) -> bytes:
    """A drawing as PNG, in black and white shades, with a margin of its own."""
    screen = Screen(font.available())
    document = model.Document(language, "", "", (), (), ())
    data = Plainly(document, screen.shown).plain(drawing)
    return _set("picture.typ", data, picture=True)


def _frame(document: model.Document, screen: Screen) -> dict[str, object]:
    """What the paper says beside the document itself."""

    def said(code: str) -> str:
        return official(f"report.{code}", document.language)

    return {
        "region": _REGIONS[document.language],
        "class": screen.shown(model.classification(document)),
        "letter_alone": model.is_letter_alone(document),
        "contents": said("contents"),
        "handling": [said("handling.classification"), said("handling.retention")],
        "letter": {name: said(f"letter.{name}") for name in _LETTER},
        "missing": sorted(screen.missing.values()),
        "missing_note": {"title": said("missing.title"), "text": said("missing.text")},
    }


def _set(template: str, data: object, timestamp: int = EPOCH, *, picture: bool = False) -> bytes:
    with as_file(files(__package__) / "templates") as folder:
        compiler = typst.Compiler(
            folder / template,
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
        if picture:
            made = compiler.compile(format="png", ppi=PIXELS_PER_INCH)
        else:
            made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)
    if not isinstance(made, bytes):
        raise TypeError("a picture is one page")
    return made


@cache
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_jp.serif_path()).parent
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
