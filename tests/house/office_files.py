"""What stands in the files of a corpus of office papers, read by other means than the product's."""

from __future__ import annotations

import email
import email.policy
import html
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from office_corpus.truth import HELD_OUT, TUNING, Truth, read  # noqa: E402
from office_corpus_fourth.marks import Marked  # noqa: E402

Shown = Callable[[date], list[str]]


def truths(folder: Path) -> list[Truth]:
    """What is true of the papers of both halves."""
    return [one for half in (TUNING, HELD_OUT) for one in read(folder / f"{half}.truth.jsonl")]


def missing(folder: Path, one: Truth, shown: Shown) -> list[str]:
    """The true values of a paper that do not stand in its file."""
    text = squeezed(file_text(folder / one.path, one.charset, shown))
    return [fact.surface for fact in one.facts if squeezed(fact.surface) not in text]


def unmarked(made: Marked) -> list[str]:
    """The values of a paper that its plain text does not have where they are marked, or has where
    they are not."""
    spans = list(made.spans())
    wrong = [fact.surface for fact, start, end in spans if made.text[start:end] != fact.surface]
    written: dict[str, set[int]] = {}
    for fact, start, end in spans:
        written.setdefault(fact.kind, set()).update(range(start, end))
    for fact in made.facts:
        hits = re.finditer(re.escape(fact.surface), made.text)
        own = written.get(fact.kind, set())
        wrong += [fact.surface for hit in hits if not set(range(*hit.span())) <= own]
    return wrong


def sheet_text(data: BytesIO, shown: Shown) -> str:
    """Every value of a workbook; a real date in each way in which the author's sheets show it."""
    said: list[str] = []
    for sheet in openpyxl.load_workbook(data):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, datetime):
                    said += shown(value.date())
                elif value is not None:
                    said.append(str(value))
    return "\n".join(said)


def package_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if re.match(r"(word|ppt)/.*\.xml$", name)]
        said = "".join(package.read(name).decode() for name in parts)
    return html.unescape(re.sub(r"<[^>]*>", "", said))


def mail_text(data: bytes, shown: Shown) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    said = [str(message["From"]), str(message["Subject"])]
    for part in message.walk():
        if part.get_filename():
            said.append(sheet_text(BytesIO(part.get_content()), shown))
        elif part.get_content_type() == "text/plain":
            said.append(part.get_content())
    return "\n".join(said)


def file_text(path: Path, charset: str, shown: Shown) -> str:
    if path.suffix == ".xlsx":
        return sheet_text(BytesIO(path.read_bytes()), shown)
    if path.suffix in (".docx", ".pptx"):
        return package_text(path)
    if path.suffix == ".eml":
        return mail_text(path.read_bytes(), shown)
    return path.read_bytes().decode(charset)


def squeezed(text: str) -> str:
    """Without blanks and the signs between fields."""
    return re.sub(r"[\s,\"]", "", text)
