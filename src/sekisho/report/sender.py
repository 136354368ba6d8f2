"""Who writes and whom to ask: from the case sheet, where it is silent from the rulebook."""

from __future__ import annotations

from sekisho.case.sheet.entries import Sheet
from sekisho.report.model import Line, Span
from sekisho.report.writer import Writer

_ENDS = ("様", "殿", "御中", "あて", "宛て", "各位")
_BODIES = (
    "課",
    "局",
    "部",
    "係",
    "室",
    "署",
    "会",
    "本部",
    "県",
    "府",
    "都",
    "道",
    "庁",
    "所",
    "社",
)


def addressed(writer: Writer, to: str) -> str:
    """An addressee with 様 for a post or a person, 御中 for a body; as it is where it has one."""
    bare = to.rstrip("）)").rstrip()
    if writer.language != "ja" or bare.endswith(_ENDS):
        return to
    return f"{to}　{'御中' if bare.endswith(_BODIES) else '様'}"


def sender_lines(writer: Writer, sheet: Sheet) -> tuple[Line, ...]:
    """Town, then department (with the person where the sheet names one)."""
    town = writer.rulebook.town
    name = (Span(f"{town.prefecture}{town.name}"),)
    department = sheet.contact.department or town.department
    person = sheet.contact.person
    second = "　".join(part for part in (department, person) if part)
    return (
        name if town.name else writer.undecided("report.town.unnamed"),
        (Span(second),) if second else writer.undecided("report.public.department"),
    )


def contact_line(writer: Writer, sheet: Sheet) -> tuple[Line, ...]:
    """Whom to ask at once, in one line: department, person, telephone."""
    given, town = sheet.contact, writer.rulebook.town
    telephone = given.telephone or town.telephone
    parts = (
        given.department or town.department,
        given.person,
        writer.text("sender.telephone", number=telephone) if telephone else "",
    )
    line = "　".join(part for part in parts if part)
    return ((Span(line),),) if line else ()
