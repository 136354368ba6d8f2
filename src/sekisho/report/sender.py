"""To whom and by whom: from the case sheet, where it is silent from the rulebook."""

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
    """Town, then department, person and telephone as far as sheet or rulebook name them: whom
    to ask at once."""
    given, town = sheet.contact, writer.rulebook.town
    department = given.department or town.department
    telephone = given.telephone or town.telephone
    called = writer.text("sender.telephone", number=telephone) if telephone else ""
    second = "　".join(part for part in (department, given.person) if part)
    return (
        (Span(f"{town.prefecture}{town.name}"),)
        if town.name
        else writer.undecided("report.town.unnamed"),
        (Span(f"{second}{called}"),) if second else writer.undecided("report.open.department"),
    )
