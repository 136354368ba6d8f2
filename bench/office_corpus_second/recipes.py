"""Which papers there are, how often, and in which formats an office keeps each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from office_corpus.paper import Paper, Sheet

from . import households, registers
from .cast import Blank, Filled, Player, Sample
from .pen import Pen
from .template import Template, paper, sheets, templates

SHEETS = (
    "xlsx",
    "xlsx",
    "xlsx",
    "xls",
    "csv",
    "ods",
    "calc-pdf",
    "docx",
    "pdf",
    "eml-xlsx",
    "tsv-utf16",
    "html",
)
MERGED = ("xlsx", "xlsx", "xls", "ods", "docx", "doc", "odt", "writer-pdf", "calc-pdf", "html")
FORMS = ("docx", "docx", "doc", "xlsx", "xlsx-graph", "xlsx-graph", "xls-graph", "odt", "html", "txt", "txt-cp932",
         "writer-pdf", "calc-graph-pdf", "pdf", "rtf")  # fmt: skip
PROSE = (
    "docx",
    "docx",
    "doc",
    "odt",
    "rtf",
    "html",
    "writer-pdf",
    "pdf",
    "txt",
    "txt-cp932",
    "xlsx",
    "pptx",
)
LETTERS = (
    "docx",
    "docx",
    "doc",
    "odt",
    "writer-pdf",
    "pdf",
    "txt",
    "txt-cp932",
    "eml",
    "xlsx",
    "html",
)
"""``graph`` formats are drawn on 方眼紙."""
ONLY_EMPTY = {"町民意識調査票", "工事請負入札参加資格審査申請書"}
"""Forms in which nobody is asked for a name of his own."""


@dataclass(frozen=True)
class Recipe:
    """A layout; ``held_out`` ones are made for the held-out half alone."""

    genre: str
    layout: str
    make: Callable[[Pen], Paper]
    formats: tuple[str, ...]
    held_out: bool
    weight: int = 1


def filled(template: Template, pen: Pen) -> Paper:
    """A form or letter with residents in it; some carry a 記入例 on a page of its own."""
    player = Filled(pen, ages=template.ages)
    made = paper(template, player, pen.rng)
    if "home" in template.options:
        pen.homes += 1
    if "sample" in template.options and pen.rng.random() < 0.3:
        made = replace(made, sheets=[*made.sheets, *_sample(template, pen)])
    return made


def empty(template: Template, pen: Pen) -> Paper:
    """A form with room to write, alone, with a 記入例 behind it, or the 記入例 alone."""
    made = paper(template, Blank(pen), pen.rng)
    if "sample" in template.options:
        chance = pen.rng.random()
        if chance < 0.45:
            return replace(made, sheets=[*made.sheets, *_sample(template, pen)])
        if chance < 0.6:
            return replace(made, sheets=_sample(template, pen))
    return made


def office(template: Template, pen: Pen) -> Paper:
    """A paper about office matters."""
    player = Player(pen)
    return paper(template, player, pen.rng)


def _sample(template: Template, pen: Pen) -> list[Sheet]:
    mark = pen.rng.choice(("# 【記入例】", "# ≪記入例≫", "> 記 入 例", "# （見本）"))
    pages = sheets(f"{mark}\n{template.text}", Sample(pen), pen.rng, "記入例")
    return [replace(page, name=f"記入例{at}" if at else "記入例") for at, page in enumerate(pages)]


def _lists() -> list[Recipe]:
    found = []
    for make, formats, held in (
        (households.association, SHEETS, False), (households.shelter, MERGED, False), (households.tenants, SHEETS, False),
        (households.apart_together, MERGED, False), (households.cards, MERGED, True), (households.commissioner, MERGED, False),
        (households.running_text, ("txt", "txt-cp932", "docx", "doc", "eml", "odt"), True),
    ):  # fmt: skip
        found.append(Recipe("household list", make.__name__, make, formats, held, 3))
    for make, formats, held in (
        (registers.honoured, SHEETS, False), (registers.checkup, SHEETS, False), (registers.arrears, MERGED, False),
        (registers.after_school, SHEETS, False), (registers.meters, SHEETS, False), (registers.dogs, MERGED, True),
        (registers.visits, SHEETS, False), (registers.parcels, MERGED, True), (registers.two_lines, MERGED, False),
        (registers.team, MERGED, False), (registers.observers, MERGED, True),
    ):  # fmt: skip
        found.append(Recipe("person list", make.__name__, make, formats, held, 3))
    return found


@cache
def every() -> tuple[Recipe, ...]:
    """All recipes, each as often as its weight, mixed."""
    found = _lists()
    for desk in ("counter", "welfare", "works", "school"):
        for form in templates(f"forms-{desk}.txt"):
            found.append(
                Recipe("empty form", form.name, partial(empty, form), FORMS, form.held_out)
            )
            if form.name not in ONLY_EMPTY:
                found.append(
                    Recipe("filled form", form.name, partial(filled, form), FORMS, form.held_out)
                )
    for file in ("minutes.txt", "circulars.txt"):
        for one in templates(file):
            found.append(Recipe(one.genre, one.name, partial(office, one), PROSE, one.held_out, 2))
    for one in templates("letters.txt"):
        found.append(Recipe(one.genre, one.name, partial(filled, one), LETTERS, one.held_out, 2))
    mixed = [each for each in found for _time in range(each.weight)]
    random.Random(20160603).shuffle(mixed)
    return tuple(mixed)


def recipe_for(number: int, *, held_out: bool) -> Recipe:
    """The recipe of the document ``number`` of a half: all in turn."""
    mine = [each for each in every() if held_out or not each.held_out]
    return mine[number % len(mine)]
