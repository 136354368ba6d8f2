"""The paper with all questions, for those who answer in the council."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sekisho.case.ready import Readiness
from sekisho.report.council import councillors, elsewhere, mails, persons, records
from sekisho.report.council.answer import Answer, mark, section
from sekisho.report.council.mending import would
from sekisho.report.council.warned import warned
from sekisho.report.model import Block, Cell, Document, Section, Span, Table
from sekisho.report.writer import Writer, cell

Asked = Mapping[str, Callable[[Writer], Answer]]
MAILS: Asked = {
    "received": mails.received,
    "opened": mails.opened,
    "does": mails.does,
    "same": elsewhere.same,
    "definitions": mails.definitions,
    "boxes": mails.boxes,
    "warned": warned,
    "checked": councillors.checked,
}
"""What a council asks of a mass mail, in the order of the public record."""
INCIDENT: Asked = {
    "when": records.when,
    "corrected": records.corrected,
    "why": records.why,
    "networks": mails.networks,
    "what": records.what,
    "whose": records.whose,
    "others": records.others,
    "protected": persons.protected,
    "reported": persons.reported,
    "suffered": persons.suffered,
    "punished": persons.punished,
    "promised": persons.promised,
    "records": records.records,
}


def questions(writer: Writer) -> Asked:
    """All of them, those of the mails first where there was an outbreak."""
    if writer.case.outbreaks:
        return {**MAILS, **INCIDENT}
    return {**INCIDENT, **MAILS}


def document(writer: Writer, readiness: Readiness | None = None) -> Document:
    """Every question in its order; those that nothing answers stay, with the reason.
    ``readiness``: of the days of the outbreak, says what would have made an answer known."""
    town = writer.rulebook.town.name
    sender = (Span(town),) if town else writer.undecided("report.town.unnamed")
    answers = {
        name: _mended(writer, name, ask(writer), readiness)
        for name, ask in questions(writer).items()
    }
    sections = tuple(section(writer, name, answer) for name, answer in answers.items())
    listed = Section("exhibits", writer.text("report.exhibits.title"), (
        writer.note("report.exhibits.note"), writer.register.listed(),
    ))  # fmt: skip
    overview = _overview(writer, answers) if writer.case.outbreaks else ()
    return Document(
        language=writer.language,
        title=writer.text("council.title"),
        stamp=writer.text("report.internal.stamp"),
        head=(sender, (Span(writer.words.as_of(writer.case.now)),)),
        opening=(writer.paragraph("council.lead"), *overview),
        sections=(*sections, listed),
        contents=not overview,
        moment=writer.case.now,
        author=town,
    )


def _mended(writer: Writer, name: str, answer: Answer, readiness: Readiness | None) -> Answer:
    more = would(writer, name, answer, readiness)
    return replace(answer, would=(*answer.would, *more)) if more else answer


def _overview(writer: Writer, answers: Mapping[str, Answer]) -> tuple[Block, ...]:
    """The eight questions on the first page: the answer in one sentence, and how far it goes."""
    numbers = {name: str(number) for number, name in enumerate(answers, 1)}
    rows = tuple(
        (
            cell(numbers[name]),
            cell(writer.text(f"council.question.{name}")),
            Cell((answers[name].head or writer.line("council.nothing"),)),
            Cell(((mark(writer, level),),)),
        )
        for name in MAILS
        if (level := answers[name].level) is not None
    )
    columns = writer.columns("question_number", "question", "answer_sentence", "answered_so_far")
    return (
        Table(writer.text("council.overview"), columns, rows, sortable=False),
        writer.note("council.overview.note"),
    )
