"""Makes the corpus: documents and their truth, from numbers alone."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from . import excel, plain, printed, slides, word
from .clerk import Clerk
from .convert import convert
from .paper import Paper, pages, plain_text
from .recipes import Recipe, recipe_for
from .truth import HELD_OUT, TUNING, Truth, half_of, write

CONVERTED = {
    "doc": ("docx", "doc"), "odt": ("docx", "odt"), "rtf": ("docx", "rtf"), "html": ("docx", "html"),
    "writer-pdf": ("docx", "pdf"), "calc-pdf": ("xlsx", "pdf"), "ods": ("xlsx", "ods"),
    "ppt": ("pptx", "ppt"),
}  # fmt: skip
"""By format: what is written first, and what LibreOffice makes of it."""
CHARSETS = {"csv": "cp932", "txt-cp932": "cp932", "tsv-utf16": "utf-16", "csv-utf8": "utf-8-sig"}
NARROW = {"pdf", "pdf-cid", "writer-pdf", "calc-pdf", "csv", "txt-cp932"}
"""Formats whose characters are those of cp932: the encoding's, or the usual fonts'."""


@dataclass(frozen=True)
class Made:
    """A paper with its truth, before it is a file."""

    paper: Paper
    truth: Truth


def invent(seed: int, shared: Path, *, office: bool) -> Made:
    """The document of a seed. Without LibreOffice (``office``) its formats are left out."""
    recipe = recipe_for(seed // 2, held_out=half_of(seed) == HELD_OUT)
    rng = random.Random(seed * 7919 + 17)
    formats = [each for each in recipe.formats if office or each not in CONVERTED]
    form = rng.choice(formats)
    charset = CHARSETS.get(form, "utf-8")
    clerk = Clerk(rng, shared, "cp932" if form in NARROW else "utf-8")
    paper = recipe.make(clerk)
    return Made(paper, _truth(seed, recipe, form, charset, clerk, paper))


def _truth(seed: int, recipe: Recipe, form: str, charset: str, clerk: Clerk, paper: Paper) -> Truth:
    half = half_of(seed)
    name = f"{seed:05d}_{paper.name}.{ending_of(form)}"
    text = plain_text(paper)
    facts = tuple(dict.fromkeys(clerk.facts))
    lost = [fact.surface for fact in facts if fact.surface not in text]
    assert not lost, f"{recipe.layout}: not in the text: {lost[:3]}"
    return Truth(
        f"{seed:05d}", f"{half}/{name}", half, recipe.genre, recipe.layout, form, charset,
        pages(paper), clerk.persons, clerk.households or None, facts, text,
    )  # fmt: skip


def ending_of(form: str) -> str:
    """Of the file: what LibreOffice makes, or the first word of the format's name."""
    return CONVERTED[form][1] if form in CONVERTED else form.split("-", maxsplit=1)[0]


def save(paper: Paper, form: str, charset: str, path: Path) -> None:
    """Writes a paper in a format that needs no LibreOffice."""
    kind = form.split("-", maxsplit=1)[0]
    if kind == "pdf":
        printed.pdf(paper, path, embedded=form == "pdf")
    elif kind == "txt":
        plain.txt(paper, path, charset)
    elif kind in {"csv", "tsv"}:
        plain.table(paper, path, charset, "\t" if kind == "tsv" else ",")
    elif form == "eml-xlsx":
        with tempfile.TemporaryDirectory() as folder:
            excel.xlsx(paper, Path(folder) / "a.xlsx")
            plain.eml(paper, path, Path(folder) / "a.xlsx")
    elif form == "eml":
        plain.eml(paper, path)
    else:
        writers = {"xlsx": excel.xlsx, "xls": excel.xls, "docx": word.docx, "pptx": slides.pptx}
        writers[form](paper, path)


def make(folder: Path, seeds: range, shared: Path, *, office: bool) -> list[Truth]:
    """Writes the documents of the seeds below ``folder`` and ``truth.jsonl`` beside each half;
    with ``office`` those of LibreOffice's formats too."""
    truths: list[Truth] = []
    waiting: dict[tuple[str, str, str], list[Path]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as staging:
        for half in (TUNING, HELD_OUT):
            (folder / half).mkdir(parents=True, exist_ok=True)
        for seed in seeds:
            made = invent(seed, shared, office=office)
            truth, target = made.truth, folder / made.truth.path
            truths.append(truth)
            if truth.format in CONVERTED:
                first, ending = CONVERTED[truth.format]
                target = Path(staging) / f"{target.stem}.{first}"
                waiting[first, ending, truth.half].append(target)
                save(made.paper, first, truth.charset, target)
            else:
                save(made.paper, truth.format, truth.charset, target)
        for (_first, ending, half), files in sorted(waiting.items()):
            convert(files, ending, folder / half)
    for half in (TUNING, HELD_OUT):
        mine = [each for each in truths if each.half == half]
        write(folder / f"{half}.truth.jsonl", mine)
    return truths
