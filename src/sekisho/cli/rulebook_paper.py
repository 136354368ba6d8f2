"""A paper of the rulebook in the form that its file name asks for: page, Word or PDF."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sekisho.cli.exits import BadInputError
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.ledger.put import put
from sekisho.report.html import html
from sekisho.report.model import Document
from sekisho.report.pdf import pdf
from sekisho.report.word import docx

_FORMATS: dict[str, Callable[[Document], bytes]] = {".html": html, ".docx": docx, ".pdf": pdf}


def add_paper(parser: argparse.ArgumentParser, voice: Voice, *, required: bool) -> None:
    """``--out FILE``."""
    about = voice.text("cli.rulebook.paper_out")
    parser.add_argument("--out", metavar="FILE", required=required, help=about)


def write_paper(given: str, document: Document, voice: Voice) -> Path:
    """Writes the document as the ending of the name says. Raises BadInputError, OSError."""
    path = result_path(given)
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise BadInputError("cli.rulebook.bad_ending", path=given, known=", ".join(_FORMATS))
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, form(document))
    voice.say("cli.rulebook.written", path=path)
    return path
