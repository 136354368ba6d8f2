"""A mass mail: how many received it, who opened it, what it does, were definitions up to date, do
the mailboxes hold personal information, which lines were touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sekisho.case.account.facts import Happening, Mailbox, Opening
from sekisho.case.hosts import host_key
from sekisho.case.ready import Level
from sekisho.form.when import When
from sekisho.report import mailed
from sekisho.report.council.answer import Answer
from sekisho.report.model import Line, Table
from sekisho.report.office.outbreak import NAMED, networks_table, openings
from sekisho.report.residents.outbreak import said_of_computers, said_of_mails
from sekisho.report.scope import scope
from sekisho.report.stepped import is_unknown, of_line
from sekisho.report.when import told
from sekisho.report.writer import Writer, cell

CITED = 8
DEPARTMENTS = 10
"""So many departments, those with the most copies, have a line of their own."""


def no_mail(writer: Writer) -> Answer:
    """No mail that brought a program is on record: nothing is known, which is no *none*."""
    return Answer(cannot=(writer.line("council.mail.none", scope=scope(writer)),),
                  level=Level.NONE)  # fmt: skip


def received(writer: Writer) -> Answer:
    """How many mails came, and to whom."""
    found = writer.case.outbreaks
    if not found:
        return no_mail(writer)
    heads = tuple(span for one in found for span in mailed.came(writer, one))
    boxes = {box.address: box for one in found for box in one.mailboxes}
    cannot = [line for one in found for line in writer.reasons(one.reasons)]
    if any(box.stored < box.copies for one in found for box in one.mailboxes):
        cannot.append(writer.line("council.received.not_stored"))
    sure = all(
        not set(one.least) & {"received", "delivered"} and one.received.low == one.received.high
        and not one.unsettled and all(box.stored == box.copies for box in one.mailboxes)
        for one in found
    )  # fmt: skip
    nothing = all(is_unknown(one, "received") for one in found)
    more = (_departments(writer, tuple(boxes.values())),) if boxes else ()
    refs = [ref for one in found for some in one.records.values() for ref in some]
    return Answer(
        said=tuple(line for one in found for line in said_of_mails(writer, one)),
        rests=(writer.cite(refs, CITED), writer.line("council.received.rests")),
        cannot=tuple(cannot),
        more=more,
        head=heads,
        level=Level.NONE if nothing else Level.FULL if sure else Level.PARTLY,
    )


def _departments(writer: Writer, boxes: Sequence[Mailbox]) -> Table:
    """Whom it reached, by department."""
    own: dict[str, list[Mailbox]] = {}
    for box in boxes:
        own.setdefault(box.department or writer.text("report.unknown"), []).append(box)
    ordered = sorted(own.items(), key=lambda one: (-sum(box.copies for box in one[1]), one[0]))
    shown, rest = ordered[:DEPARTMENTS], ordered[DEPARTMENTS:]
    if rest:
        name = writer.text("council.received.rest", count=len(rest))
        shown.append((name, [box for _, some in rest for box in some]))
    rows = tuple(
        (
            cell(name),
            writer.number(len(some)),
            writer.number(sum(box.copies for box in some)),
        )
        for name, some in shown
    )
    columns = writer.columns("department", "boxes", "copies")
    caption = writer.text("council.received.departments")
    return Table(caption, columns, rows, sortable=False)


def opened(writer: Writer) -> Answer:
    """Who opened it."""
    found = writer.case.outbreaks
    if not found:
        return no_mail(writer)
    declared = {host_key(one.name) for one in writer.rulebook.assets}
    unknown = {host for one in found for host in one.not_known}
    heads = tuple(span for one in found for span in mailed.opened(writer, one))
    cannot = [line for one in found for line in writer.reasons(one.disagreements)]
    if unknown:
        names = "、".join(sorted(unknown)[:NAMED])
        cannot.append(writer.line("council.opened.silent", count=len(unknown), names=names))
    if any({"opened", "executed"} & set(one.least) for one in found):
        cannot.append(writer.line("council.opened.least"))
    if not declared:
        cannot.append(writer.line("council.opened.no_list"))
    nothing = all(is_unknown(one, "opened") for one in found)
    sure = declared and not any("opened" in one.least for one in found) and not any(
        host_key(host) in declared for host in unknown
    )  # fmt: skip
    tables = [openings(writer, one) for one in found if one.opened]
    return Answer(
        said=tuple(line for one in found for line in said_of_computers(writer, one)),
        rests=(_cited(writer, (each for one in found for each in one.opened)),),
        cannot=(*cannot, writer.line("council.mail.open")),
        more=(*tables, *(networks_table(writer, one) for one in found)),
        head=heads,
        level=Level.NONE if nothing else Level.FULL if sure else Level.PARTLY,
    )


def does(writer: Writer) -> Answer:
    """What the program does: as far as records show it, and as others found, quoted."""
    found = writer.case.outbreaks
    if not found:
        return no_mail(writer)
    answers, quoted = _quoted(writer)
    sites = sorted({each.value for one in found for each in one.contacted})
    called = {each.host for one in found for each in one.contacted}
    threats = sorted({each.value for one in found for each in one.detected if each.value})
    lines: list[Line] = []
    if sites:
        lines.append(writer.line("council.does.called", sites="、".join(sites[:NAMED]),
                                 count=len(called)))  # fmt: skip
    if threats:
        lines.append(writer.line("council.does.named", names="、".join(threats[:NAMED])))
    lines += quoted
    cannot = [writer.line("council.does.sent")] if sites else []
    if not answers:
        cannot.append(writer.line("council.does.none_quoted"))
    if any("contacted" in one.least for one in found):
        cannot.append(writer.line("council.does.least"))
    if answers:
        head = writer.line("council.does.head_quoted", count=answers)
    elif sites or threats:
        head = writer.line("council.does.head_partly")
    else:
        head = writer.line("council.does.unknown")
    sure = answers and not any("contacted" in one.least for one in found)
    level = Level.FULL if sure else Level.PARTLY if quoted or sites or threats else Level.NONE
    happened = [each for one in found for each in (*one.contacted, *one.detected)]
    return Answer(tuple(lines), (_cited(writer, happened),), tuple(cannot), (), head, level,
                  () if answers else (writer.line("council.does.would"),))  # fmt: skip


def _quoted(writer: Writer) -> tuple[int, list[Line]]:
    """What others say: how many answers there are on files that were met here, and all of it in
    their words, with author and day."""
    sheet = writer.case.sheet
    if sheet is None:
        return 0, []
    met = {digest for one in writer.case.outbreaks for digest in one.hashes}
    answered = [one for one in sheet.specimens if one.answer and one.sha256 in met]
    told_by: list[tuple[str, str, When | date | None]] = [
        (one.to, one.answer, one.answered) for one in answered
    ]
    told_by += [(one.author, "".join(one.text), one.date) for one in sheet.findings]
    return len(answered), [
        writer.line("council.does.quoted", author=author or writer.text("report.unknown"),
                    text=text.rstrip("。"), date=_day(writer, at))
        for author, text, at in told_by
    ]  # fmt: skip


def _day(writer: Writer, at: When | date | None) -> str:
    if at is None:
        return writer.text("report.unknown")
    return told(writer.words, at) if isinstance(at, When) else writer.words.day(at)


def definitions(writer: Writer) -> Answer:
    """Whether the definitions were up to date when the attachments were opened: their age can be
    told, but never from the town's records that there were none newer."""
    each_opened = [each for one in writer.case.outbreaks for each in one.opened]
    if not each_opened:
        return Answer(cannot=(writer.line("council.definitions.none"),), level=Level.NONE)
    known = [each for each in each_opened if each.definition_age_s is not None]
    left = len(each_opened) - len(known)
    cannot = [writer.line("council.definitions.open", count=left)] if left else []
    cannot.append(writer.line("council.definitions.newest"))
    if not known:
        return Answer(cannot=tuple(cannot), head=writer.line("council.definitions.unknown"),
                      level=Level.NONE)  # fmt: skip
    oldest = max(each.definition_age_s or 0 for each in known)
    versions = {each.definition for each in known if each.definition}
    head = writer.line(
        "council.definitions.head", known=len(known), versions=len(versions),
        age=writer.words.duration(timedelta(seconds=round(oldest))),
    )  # fmt: skip
    stopped = sum(not each.executed for each in each_opened)
    lines = (writer.line("council.definitions.met", ran=len(each_opened) - stopped,
                         stopped=stopped),)  # fmt: skip
    return Answer(lines, (_cited(writer, known),), tuple(cannot),
                  (_versions(writer, known),), head, Level.PARTLY)  # fmt: skip


def _versions(writer: Writer, known: Iterable[Opening]) -> Table:
    rows = tuple(
        (
            cell(each.host),
            writer.moment(each.time),
            cell(each.definition or writer.text("report.unknown"), "code"),
            cell(writer.words.duration(timedelta(seconds=round(each.definition_age_s or 0))),
                 key=str(each.definition_age_s)),
        )
        for each in known
    )  # fmt: skip
    columns = writer.columns("host", "opened", "definition", "definition_age")
    return Table(writer.text("council.definitions.table"), columns, rows)


def boxes(writer: Writer) -> Answer:
    """Whose data lies in the mailboxes that the mails reached."""
    every = [box for one in writer.case.outbreaks for box in one.mailboxes]
    if not every:
        return no_mail(writer)
    bounds, seen = mailed.held(every)
    left = len(every) - seen
    cannot = [writer.line("council.boxes.open", count=left)] if left else []
    cannot.append(writer.line("council.boxes.elsewhere"))
    if bounds is None:
        return Answer(cannot=tuple(cannot), head=writer.line("council.boxes.unknown"),
                      level=Level.NONE)  # fmt: skip
    found = bool(bounds.high)
    how_many = writer.words.counted(bounds, "report.unit.persons")
    head = writer.line("council.boxes.head" if found else "council.boxes.head_none",
                       boxes=seen, persons=how_many)  # fmt: skip
    holding = [box for box in every if box.persons is not None and box.persons.high]
    rows = tuple(
        (cell(box.address), cell(box.department), cell(writer.count(box.persons,
         "report.unit.persons")))
        for box in holding
    )  # fmt: skip
    table = Table(writer.text("council.boxes.table"),
                  writer.columns("mailbox", "department", "persons"), rows)  # fmt: skip
    sure = not left and not any("mailboxes" in one.least for one in writer.case.outbreaks)
    return Answer(
        rests=(writer.line("council.boxes.rule"),),
        cannot=tuple(cannot),
        more=(table,) if rows else (),
        head=head,
        level=Level.FULL if sure else Level.PARTLY,
    )


def networks(writer: Writer) -> Answer:
    """Which lines were touched, the councillors' among them."""
    named = [(zone, one) for one in writer.case.outbreaks for zone in one.networks if zone.zone]
    if not named:
        return Answer(cannot=(writer.line("council.networks.none"),))
    sentences = tuple(
        writer.line(
            "council.networks.each", zone=zone.zone, computers=zone.computers,
            opened=of_line(writer, one, "opened", zone),
            executed=of_line(writer, one, "executed", zone), unknown=len(zone.not_known),
        )
        for zone, one in named
    )  # fmt: skip
    return Answer(sentences, (), (writer.line("council.networks.open"),))


def _cited(writer: Writer, each: Iterable[Opening | Happening]) -> Line:
    return writer.cite((ref for one in each for ref in one.evidence), CITED)
