"""おわび, 署名 and 情報発信元: a person's words; placeholders until a person writes them."""

from __future__ import annotations

from sekisho.report.model import Line, Pairs, Paragraph, Section, Span
from sekisho.report.writer import Writer

_NEEDED = ("department", "telephone", "hours")


def apology(writer: Writer) -> tuple[Line, ...]:
    """The apology as a person wrote it, or the place for it."""
    letter = writer.case.sheet.letter if writer.case.sheet else None
    if letter is None or not letter.apology:
        return (writer.undecided("report.open.apology"),)
    return tuple((Span(text),) for text in letter.apology)


def signed(writer: Writer) -> tuple[Paragraph, ...]:
    """The apology with day and signature, as it opens the public version."""
    lines = list(apology(writer))
    letter = writer.case.sheet.letter if writer.case.sheet else None
    if letter is not None and letter.apology:
        day = letter.date
        lines.append((Span(writer.words.day(day)),) if day else writer.undecided("response.day"))
        name = letter.signature
        lines.append((Span(name),) if name else writer.undecided("response.signature"))
    return tuple(Paragraph(line) for line in lines)


def closing(writer: Writer) -> Section:
    """情報発信元 with hours, and 最終更新日."""
    updated = (Span(writer.words.day_of(writer.case.now)),)
    rows = [*contact(writer), (writer.text("report.contact.updated"), updated)]
    pairs = Pairs(tuple((name, (line,)) for name, line in rows))
    return Section("contact", writer.text("report.part.contact"), (pairs,))


def contact(writer: Writer) -> tuple[tuple[str, Line], ...]:
    """Whom to ask: what the sheet says goes before the rulebook; nobody's name is in it."""
    given = writer.case.sheet.contact if writer.case.sheet else None
    town = writer.rulebook.town
    values = {
        "department": (given and given.department) or town.department,
        "address": given and given.address,
        "telephone": (given and given.telephone) or town.telephone,
        "fax": given and given.fax,
        "mail": given and given.mail,
        "hours": given and given.hours,
    }
    return tuple(
        (
            writer.known(f"response.contact.{name}", f"report.contact.{name}"),
            (Span(value),) if value else writer.undecided(f"report.open.{name}"),
        )
        for name, value in values.items()
        if value or name in _NEEDED
    )
