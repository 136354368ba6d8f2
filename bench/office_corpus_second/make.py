"""Makes this corpus: documents and their truth from numbers alone, pictures in them if asked."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from office_corpus.convert import convert
from office_corpus.make import CHARSETS, CONVERTED, NARROW, ending_of, save
from office_corpus.paper import Cell, Grid, Line, Paper, Sheet, pages, plain_text
from office_corpus.truth import HELD_OUT, TUNING, Truth, half_of, write

from . import pictures
from .graph import on_graph_paper
from .pen import Pen
from .recipes import Recipe, recipe_for
from .template import unboxed

FEWER_SIGNS = str.maketrans(
    {
        "☑": "■",
        "☎": "℡",
        "\u2212": "－",
        "㊞": "印",
        "〜": "～",
        "≪": "《",
        "≫": "》",
        "✓": "レ",
        "♂": "雄",
        "♀": "雌",
    }
)
"""For formats of the characters of cp932."""


@dataclass(frozen=True)
class Made:
    """A paper with its truth; ``drawn`` is how it goes into the file."""

    drawn: Paper
    truth: Truth


def base_of(form: str) -> str:
    """The format as the writers know it."""
    return form.replace("-graph", "")


def invent(seed: int, shared: Path, *, office: bool) -> Made:
    """The document of a seed. Without LibreOffice (``office``) its formats are left out."""
    held = half_of(seed) == HELD_OUT
    recipe = recipe_for(seed // 2, held_out=held)
    rng = random.Random(seed * 6007 + 5)
    form = rng.choice([each for each in recipe.formats if office or base_of(each) not in CONVERTED])
    base = base_of(form)
    pen = Pen(rng, shared, "cp932" if base in NARROW else "utf-8")
    boxed = recipe.make(pen)
    if base in NARROW:
        boxed = _signs(boxed)
    paper = replace(boxed, sheets=[unboxed(page) for page in boxed.sheets])
    drawn = on_graph_paper(boxed) if "graph" in form else paper
    return Made(drawn, _truth(seed, recipe, form, pen, paper))


def _truth(seed: int, recipe: Recipe, form: str, pen: Pen, paper: Paper) -> Truth:
    half, base = half_of(seed), base_of(form)
    name = f"{seed:05d}" if half == HELD_OUT else f"{seed:05d}_{paper.name}"
    text = plain_text(paper)
    facts = tuple(dict.fromkeys(pen.facts))
    lost = [fact.surface for fact in facts if fact.surface not in text]
    assert not lost, f"{recipe.layout}: not in the text: {lost[:3]}"
    return Truth(
        f"{seed:05d}", f"{half}/{name}.{ending_of(base)}", half, recipe.genre, recipe.layout, form,
        CHARSETS.get(base, "utf-8"), pages(paper), len(pen.persons), pen.homes or None, facts, text,
    )  # fmt: skip


def _signs(paper: Paper) -> Paper:
    """The same with signs that every charset of an office has."""
    return replace(
        paper,
        sheets=[
            Sheet(page.name, [_fewer(block) for block in page.blocks]) for page in paper.sheets
        ],
    )


def _fewer(block: Line | Grid) -> Line | Grid:
    if isinstance(block, Line):
        return replace(block, text=block.text.translate(FEWER_SIGNS))
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    return replace(block, rows=rows)


def _cell(cell: Cell | None) -> Cell | None:
    if cell is None or not isinstance(cell.value, str):
        return cell
    return replace(cell, value=cell.value.translate(FEWER_SIGNS))


def make(
    folder: Path, seeds: range, shared: Path, *, office: bool, with_pictures: bool = False
) -> list[Truth]:
    """Writes the documents below ``folder`` and the truth beside each half."""
    truths: list[Truth] = []
    waiting: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for half in (TUNING, HELD_OUT):
        (folder / half).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as staging:
        for seed in seeds:
            made = invent(seed, shared, office=office)
            truth = made.truth
            truths.append(truth)
            base, target = base_of(truth.format), folder / truth.path
            if base in CONVERTED:
                first, ending = CONVERTED[base]
                target = Path(staging) / f"{target.stem}.{first}"
                waiting[ending, truth.half].append(target)
                save(made.drawn, first, truth.charset, target)
            else:
                save(made.drawn, base, truth.charset, target)
            if with_pictures:
                pictures.put(target, truth.genre, base, random.Random(seed * 31 + 7))
        for (ending, half), files in sorted(waiting.items()):
            convert(files, ending, folder / half)
    for half in (TUNING, HELD_OUT):
        write(folder / f"{half}.truth.jsonl", [each for each in truths if each.half == half])
    return truths
