"""Which layouts there are, of what genre, and in which formats an office would keep each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from . import correspondence, forms, household_lists, office_papers, person_lists
from .clerk import Clerk
from .paper import Paper

SHEETS = (
    "xlsx",
    "xlsx",
    "xls",
    "csv",
    "csv-utf8",
    "tsv-utf16",
    "ods",
    "calc-pdf",
    "pdf",
    "docx",
    "eml-xlsx",
)
MERGED = ("xlsx", "xlsx", "xls", "docx", "doc", "odt", "writer-pdf", "calc-pdf", "ods")
TABLES = ("docx", "doc", "xlsx", "rtf", "odt", "writer-pdf", "pdf", "pdf-cid", "html")
LETTERS = ("docx", "docx", "doc", "odt", "rtf", "writer-pdf", "pdf", "pdf-cid", "txt", "eml")
FLAT = (*SHEETS, "pptx", "ppt", "pdf-cid", "html")
"""Names of formats; ``writer-pdf`` and ``calc-pdf`` are printed by LibreOffice."""


@dataclass(frozen=True)
class Recipe:
    """A layout. ``held_out`` ones are made for the held-out half alone."""

    genre: str
    layout: str
    make: Callable[[Clerk], Paper]
    formats: tuple[str, ...]
    held_out: bool = False


def _filled(make: Callable[[forms.Pen], Paper], clerk: Clerk) -> Paper:
    return make(forms.Pen(clerk, clerk.household(size=clerk.rng.randint(1, 5))))


def _family(make: Callable[[forms.Pen], Paper], clerk: Clerk) -> Paper:
    """A form that lists the whole household: it counts as one."""
    house = clerk.household(size=clerk.rng.randint(2, 5))
    clerk.house(house)
    return make(forms.Pen(clerk, house))


def _empty(make: Callable[[forms.Pen], Paper], clerk: Clerk) -> Paper:
    return forms.with_example(make, clerk)


def _without_house(make: Callable[[forms.Pen], Paper], clerk: Clerk) -> Paper:
    """Lists by form: everybody in them is invented by the form itself."""
    return make(forms.Pen(clerk, clerk.household(size=1)))


H, P, C = household_lists, person_lists, correspondence
FORMS = (forms.grant, forms.certificate, forms.family_benefit, forms.nursery, forms.damage,
         forms.survey, forms.proxy, forms.roster_form, forms.relay_form)  # fmt: skip
FAMILY = {forms.family_benefit, forms.nursery}
HELD_OUT_FORMS = {forms.damage, forms.relay_form}

HOUSEHOLDS = [
    Recipe("household list", make.__name__, make, formats, held_out)
    for make, formats, held_out in (
        (H.one_row_a_person, FLAT, False), (H.members_across, SHEETS, False),
        (H.members_stacked, MERGED, False), (H.members_inline, SHEETS, True),
        (H.merged_household, MERGED, False), (H.ditto, SHEETS, False), (H.heads_only, FLAT, False),
        (H.squads, SHEETS, False), (H.cards, MERGED, True),
        (H.text_list, ("txt", "txt-cp932", "docx", "doc", "eml", "rtf"), False),
        (H.reading_above, MERGED, True), (H.pages_by_hand, (*SHEETS, "doc", "html"), False),
    )
]  # fmt: skip
PERSONS = [
    Recipe("person list", make.__name__, make, formats, held_out)
    for make, formats, held_out in (
        (P.councillors, (*TABLES, *SHEETS), False), (P.staff_calls, TABLES, False),
        (P.elders, MERGED, False), (P.taxpayers, SHEETS, False), (P.pupils, FLAT, False),
        (P.firemen, (*SHEETS, "docx", "doc"), False), (P.two_abreast, ("xlsx", "xls", "csv", "docx"), True),
        (P.namesakes, FLAT, False), (P.upright, TABLES, True), (P.hospital_readings, MERGED, False),
    )
]  # fmt: skip
FILLED = [
    Recipe("filled form", make.__name__, partial(_family if make in FAMILY else _filled, make), TABLES,
           make in HELD_OUT_FORMS)
    for make in FORMS if make not in {forms.roster_form, forms.relay_form}
] + [
    Recipe("person list", make.__name__, partial(_without_house, make), TABLES, make in HELD_OUT_FORMS)
    for make in (forms.roster_form, forms.relay_form)
]  # fmt: skip
EMPTY = [
    Recipe("empty form", make.__name__, partial(_empty, make), TABLES, make in HELD_OUT_FORMS)
    for make in FORMS
]
LETTERS_OF = [
    Recipe("letter or report", make.__name__, make, formats, held_out)
    for make, formats, held_out in (
        (C.citizen_mail, ("eml", "eml", "txt-cp932"), False), (C.notice, LETTERS, False),
        (C.accident, TABLES, False), (C.hamlet_minutes, LETTERS, False),
        (C.consultation, LETTERS, False), (C.consultation_households, LETTERS, True),
    )
]  # fmt: skip
OFFICE = [
    Recipe(genre, make.__name__, make, formats, held_out)
    for genre, make, formats, held_out in (
        ("minutes", office_papers.council_minutes, LETTERS, False), ("minutes", office_papers.section_meeting, LETTERS, False),
        ("circular", office_papers.circular, LETTERS, False), ("circular", office_papers.newsletter, LETTERS, False),
        ("circular", office_papers.order, LETTERS, False), ("office paper", office_papers.bids, TABLES, True),
        ("office paper", office_papers.budget, SHEETS, False), ("office paper", office_papers.extensions, FLAT, False),
        ("office paper", office_papers.committee, TABLES, False), ("office paper", office_papers.shelters, FLAT, True),
    )
]  # fmt: skip
EVERY = (*HOUSEHOLDS, *PERSONS, *FILLED, *EMPTY, *LETTERS_OF, *OFFICE)


def recipe_for(number: int, *, held_out: bool) -> Recipe:
    """The recipe of the document ``number`` of a half: all in turn."""
    mine = [each for each in EVERY if held_out or not each.held_out]
    return mine[number % len(mine)]
