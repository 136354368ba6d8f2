"""The paper with all questions, for those who answer in the council."""

from __future__ import annotations

from sekisho.report.council import persons, records
from sekisho.report.council.answer import section
from sekisho.report.council.warned import warned
from sekisho.report.model import Document, Section, Span
from sekisho.report.writer import Writer

QUESTIONS = {
    "when": records.when,
    "corrected": records.corrected,
    "why": records.why,
    "mail": records.mail,
    "definitions": records.definitions,
    "boxes": records.mailed_persons,
    "networks": records.networks,
    "what": records.what,
    "whose": records.whose,
    "others": records.others,
    "protected": persons.protected,
    "warned": warned,
    "reported": persons.reported,
    "suffered": persons.suffered,
    "punished": persons.punished,
    "promised": persons.promised,
    "records": records.records,
}


def document(writer: Writer) -> Document:
    """Every question in its order; those that nothing answers stay, with the reason."""
    town = writer.rulebook.town.name
    sender = (Span(town),) if town else writer.undecided("report.town.unnamed")
    sections = tuple(section(writer, name, ask(writer)) for name, ask in QUESTIONS.items())
    listed = Section("exhibits", writer.text("report.exhibits.title"), (
        writer.note("report.exhibits.note"), writer.register.listed(),
    ))  # fmt: skip
    return Document(
        language=writer.language,
        title=writer.text("council.title"),
        stamp=writer.text("report.internal.stamp"),
        head=(sender, (Span(writer.words.as_of(writer.case.now)),)),
        opening=(writer.paragraph("council.lead"),),
        sections=(*sections, listed),
        contents=True,
    )
