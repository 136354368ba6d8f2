"""漏えい等報告の要否の検討: every question with its answer, every route left open, every term.

It decides nothing: what waits for a person is 未定, what was not compared with the law 要確認.
"""

from __future__ import annotations

from sekisho.case.duty.facts import Asked, Deadline, Duty, Route, Weighed
from sekisho.case.duty.law import law
from sekisho.report.duty.answers import answer_of, decided_of, question_of
from sekisho.report.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Line,
    Pairs,
    Paragraph,
    Section,
    Span,
    Table,
)
from sekisho.report.when import told
from sekisho.report.writer import Writer, cell

_ORDER = {"yes": 0, "open": 1, "no": 2}


def examination(writer: Writer, duty: Duty) -> Document:
    """The whole paper, for the office."""
    town = writer.rulebook.town.name
    sender = (Span(town),) if town else writer.undecided("report.town.unnamed")
    sections = [_clock(writer, duty)]
    sections += [_weighed(writer, number, one) for number, one in enumerate(duty.weighed, 1)]
    exhibits = Section("exhibits", writer.text("report.exhibits.title"), (
        writer.note("report.exhibits.note"), writer.register.listed(),
    ))  # fmt: skip
    return Document(
        language=writer.language,
        title=writer.text("duty.title"),
        stamp=writer.text("report.internal.stamp"),
        head=(sender, (Span(writer.words.as_of(duty.now)),)),
        opening=_opening(writer, duty),
        sections=(*sections, _sources(writer, duty), exhibits),
    )


def _opening(writer: Writer, duty: Duty) -> tuple[Block, ...]:
    """What a person must decide, and which term presses."""
    lines: list[Line] = []
    if duty.known is None:
        lines.append(writer.undecided("duty.decide.known"))
    elif not duty.known.said:
        lines.append(writer.undecided("duty.decide.knew", line=duty.known.line or "–"))
    for one in duty.weighed:
        name = one.information or writer.text("duty.all")
        missing = [question_of(writer, a.question) for a in one.asked if a.counts_as == "unknown"]
        if missing:
            names = writer.text("report.list.comma").join(missing)
            lines.append(writer.undecided("duty.decide.questions", name=name, names=names))
        if one.decision is None or one.decision.counts_as == "unknown":
            lines.append(writer.undecided("duty.decide.report", name=name))
    pressing = tuple(_pressing(writer, one) for one in duty.weighed)
    warned = [line for lines_ in pressing for line in lines_]
    boxes: list[Block] = [writer.paragraph("duty.lead")]
    if warned:
        boxes.append(Box("doubt", writer.text("duty.pressing"), (Bullets(tuple(warned)),)))
    if lines:
        boxes.append(Box("decide", writer.text("report.decide.title"), (Bullets(tuple(lines)),)))
    return tuple(boxes)


def _pressing(writer: Writer, one: Weighed) -> list[Line]:
    found: dict[Line, None] = {}
    for route in one.routes:
        for term in route.deadlines:
            if term.applies and term.warning:
                code = "duty.over" if term.warning == 100 else "duty.warning"
                line = writer.line(
                    code,
                    name=one.information or writer.text("duty.all"),
                    route=writer.text(f"duty.route.{route.id}"),
                    paper=writer.text(f"duty.term.{term.kind}"),
                    percent=term.warning,
                    due=writer.words.weekday(term.due),
                )
                found[line] = None
    return list(found)


def _clock(writer: Writer, duty: Duty) -> Section:
    """The first knowledge: from which entry, and by what the days are counted."""
    title = writer.text("duty.clock")
    if duty.known is None:
        return Section("clock", title, (Paragraph(writer.undecided("duty.decide.known")),))
    known = duty.known
    at = told(writer.words, known.at, timed=True)
    rows = (
        (writer.text("duty.known.at"), ((Span(at, "strong"),),)),
        (writer.text("duty.known.who"), ((Span(known.who),) if known.who else
            writer.undecided("duty.known.nobody"),)),
        (writer.text("duty.known.what"), ((Span(known.what),),)),
        (writer.text("duty.known.entry"), (writer.line(
            "duty.known.said" if known.said else "duty.known.assumed", line=known.line or "–"),)),
    )  # fmt: skip
    return Section("clock", title, (Pairs(rows), writer.note("duty.counting")))


def _weighed(writer: Writer, number: int, one: Weighed) -> Section:
    name = one.information or writer.text("duty.all")
    blocks: list[Block] = [_questions(writer, one)]
    routes = sorted(one.routes, key=lambda route: _ORDER[route.state])
    blocks.append(_routes(writer, routes))
    blocks.append(_terms(writer, [route for route in routes if route.state != "no"]))
    decision = answer_of(writer, one.decision) if one.decision else None
    line = (Span(decision, "strong"),) if decision else writer.undecided("duty.decision.open")
    made = (writer.text("duty.decision"), (line, *_made(writer, one.decision)))
    blocks.append(Pairs((made,)))
    return Section(f"information-{number}", writer.text("duty.of", name=name), tuple(blocks))


def _made(writer: Writer, decision: Asked | None) -> tuple[Line, ...]:
    if decision is None:
        return ()
    return tuple(line for line in (decided_of(writer, decision), (Span(decision.reason),)) if line)


def _questions(writer: Writer, one: Weighed) -> Table:
    rows = tuple(
        (
            cell(question_of(writer, asked.question)),
            Cell((_answer(writer, asked),)),
            Cell((decided_of(writer, asked),)),
            cell(asked.reason or None),
            Cell(writer.reasons(asked.proposals) or ((Span("–", "muted"),),)),
        )
        for asked in one.asked
    )
    columns = writer.columns("question", "answer", "decided", "reasons", "proposal")
    return Table(writer.text("duty.questions"), columns, rows, sortable=False)


def _answer(writer: Writer, asked: Asked) -> Line:
    said = answer_of(writer, asked)
    if said is None:
        return (Span(writer.text("duty.answer.unknown"), "undecided"),)
    if asked.counts_as == "unknown":
        return (Span(said), Span(writer.text("duty.answer.nobody"), "undecided"))
    return (Span(said, "strong"),)


def _routes(writer: Writer, routes: list[Route]) -> Table:
    rows = tuple(
        (
            cell(writer.text(f"duty.route.{route.id}")),
            Cell((_law(writer, route), *_force(writer, route))),
            cell(writer.text(f"duty.state.{route.state}")),
            Cell(_items(writer, route)),
        )
        for route in routes
    )
    columns = writer.columns("route", "law", "state", "grounds")
    return Table(writer.text("duty.routes"), columns, rows, sortable=False)


def _law(writer: Writer, route: Route) -> Line:
    return (Span(route.law), *_confirmed(writer, confirmed=route.confirmed))


def _confirmed(writer: Writer, *, confirmed: bool) -> Line:
    return () if confirmed else (Span(writer.text("duty.to_be_confirmed"), "undecided"),)


def _force(writer: Writer, route: Route) -> tuple[Line, ...]:
    if route.since is None:
        return (writer.line("duty.since_unknown"),)
    since = writer.words.day(route.since)
    code = "duty.not_yet" if route.in_force is False else "duty.since"
    return (writer.line(code, since=since),)


def _items(writer: Writer, route: Route) -> tuple[Line, ...]:
    if not route.reports:
        return (writer.line(f"duty.route.{route.id}.instead"),)
    if route.state == "no":
        return (writer.line("duty.route_closed"),)
    return tuple(
        (
            Span(writer.text(f"duty.item_state.{item.state}")),
            Span(writer.text("duty.item", what=writer.text(f"duty.item.{item.id}"),
                             article=item.article)),
            *_confirmed(writer, confirmed=item.confirmed),
        )
        for item in route.items
    )  # fmt: skip


def _terms(writer: Writer, routes: list[Route]) -> Table:
    rows = tuple(
        (
            cell(writer.text(f"duty.route.{route.id}")),
            cell(writer.text(f"duty.term.{term.kind}")),
            Cell(_due(writer, term)),
            cell(writer.text("duty.percent", percent=round(term.spent * 100))),
            Cell(((Span(term.article), *_confirmed(writer, confirmed=term.confirmed)),)),
        )
        for route in routes
        for term in route.deadlines
    )
    columns = writer.columns("route", "paper", "term", "spent", "grounds")
    empty = writer.line("duty.terms.none")
    return Table(writer.text("duty.terms"), columns, rows, empty, sortable=False)


def _due(writer: Writer, term: Deadline) -> tuple[Line, ...]:
    words = writer.words
    lines: list[Line] = [(Span(words.weekday(term.due), "strong" if term.applies else "muted"),)]
    if term.least is not None:
        lines.append(writer.line("duty.target", least=words.weekday(term.least)))
    if term.last != term.due:
        lines.append(writer.line("duty.moved", last=words.weekday(term.last), days=term.days))
    else:
        lines.append(writer.line("duty.counted", days=term.days))
    if not term.applies:
        lines.append(writer.line(f"duty.if.{term.kind}"))
    return tuple(lines)


def _sources(writer: Writer, duty: Duty) -> Section:
    """On what law this stands, and what must still be compared with its text."""
    rules = law()
    lines = tuple(
        (Span(source.source), *_confirmed(writer, confirmed=source.confirmed))
        for source in (rules.clock, rules.counting, rules.items)
    )
    note = writer.paragraph("duty.as_of", day=writer.words.day(duty.law_as_of))
    return Section("law", writer.text("duty.law"), (note, Bullets(lines)))
