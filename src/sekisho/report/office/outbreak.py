"""不審メールの収支: each campaign from receipt to removal, in numbers that add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sekisho.case.account.facts import Happening, Opening, Outbreak
from sekisho.case.reasons import Reference
from sekisho.form.when import When
from sekisho.report.model import Block, Bullets, Cell, Line, Pairs, Section, Span, Table
from sekisho.report.office.revised import revisions
from sekisho.report.stepped import bounds, counted, of_line
from sekisho.report.warned import warned
from sekisho.report.when import told
from sekisho.report.writer import Writer, cell

NAMED = 6
"""So many names of one sort are written out; the rest is counted."""
BOXES = 200


def outbreaks(writer: Writer) -> Section | None:
    """A part for each campaign; None where there is none."""
    found = writer.case.outbreaks
    if not found and not writer.case.changes:
        return None
    several = len(found) > 1
    parts = tuple(
        Section(
            f"outbreak-{number}",
            title(writer, number if several else 0),
            (*_blocks(writer, one), *revisions(writer, number - 1)),
        )
        for number, one in enumerate(found, 1)
    )
    parts += (*_gone(writer), *_warned(writer))
    return Section("outbreaks", writer.text("report.outbreak.title"), specimens(writer), parts)


def _gone(writer: Writer) -> tuple[Section, ...]:
    """Accounts of an earlier state whose mails are counted with others now, or not at all."""
    blocks = tuple(revisions(writer, None))
    title_ = writer.text("report.outbreak.gone")
    return (Section("outbreak-gone", title_, blocks),) if blocks else ()


def _warned(writer: Writer) -> tuple[Section, ...]:
    """事案の前の注意喚起: as the council is answered, where there are notices at all."""
    if not writer.notices and not writer.rulebook.notices:
        return ()
    answer = warned(writer)
    lines = Bullets((*answer.said, *answer.cannot))
    return (Section("outbreak-warned", writer.text("report.outbreak.warned"), (lines,)),)


def specimens(writer: Writer) -> tuple[Block, ...]:
    """検体: which files were sealed, sent to whom, and what came back; from the case sheet."""
    sheet = writer.case.sheet
    if sheet is None or not sheet.specimens:
        return (writer.note("report.outbreak.no_specimens"),)
    met = {digest for one in writer.case.outbreaks for digest in one.hashes}
    rows = tuple(
        (
            Cell(((Span(each.name or "–"),), (Span(each.sha256, "code"),)), each.name),
            cell(writer.text(f"report.outbreak.{'met' if each.sha256 in met else 'not_met'}")),
            cell(each.sealed),
            Cell(_told(writer, each.to, each.at)),
            Cell(_told(writer, each.answer, each.answered)),
            cell(each.signature, "code"),
        )
        for each in sheet.specimens
    )
    columns = writer.columns("specimen", "same_mail", "sealed", "sent_to", "answered", "definition")
    return (Table(writer.text("report.outbreak.specimens"), columns, rows),)


def _told(writer: Writer, what: str, at: When | None) -> tuple[Line, ...]:
    when: tuple[Line, ...] = ((Span(told(writer.words, at), "muted"),),) if at else ()
    return ((Span(what or "–"),), *when)


def title(writer: Writer, number: int) -> str:
    """The heading of one campaign; ``number`` 0 where it is the only one."""
    if not number:
        return writer.text("report.outbreak.one")
    return writer.text("report.outbreak.numbered", number=number)


def _blocks(writer: Writer, one: Outbreak) -> tuple[Block, ...]:
    blocks: list[Block] = [Pairs(tuple(_kind(writer, one))), _ladder(writer, one)]
    if one.opened:
        blocks.append(openings(writer, one))
    blocks.append(networks_table(writer, one))
    if one.mailboxes:
        blocks.append(_mailboxes(writer, one))
        if len(one.mailboxes) > BOXES:
            blocks.append(writer.note("report.more", count=len(one.mailboxes) - BOXES))
    named = [
        writer.line(f"report.outbreak.names.{name}", hosts="、".join(hosts))
        for name, hosts in (("not_cleaned", one.not_cleaned), ("not_known", one.not_known))
        if hosts
    ]
    lines = (*named, *writer.reasons(one.disagreements), *writer.reasons(one.reasons))
    return (*blocks, *((Bullets(lines),) if lines else ()))


def _kind(writer: Writer, one: Outbreak) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """By what the mails are known."""
    if one.first and one.last:
        when = writer.words.span(one.first, one.last)
        yield writer.text("report.outbreak.when"), ((Span(when),),)
    for name, texts, role in (
        ("subjects", one.subjects, "plain"),
        ("attachments", one.attachments, "code"),
        ("hashes", one.hashes, "code"),
    ):
        if texts:
            shown: list[Line] = [(Span(text, role),) for text in texts[:NAMED]]  # type: ignore[arg-type]
            if len(texts) > NAMED:
                shown.append(writer.line("report.more", count=len(texts) - NAMED))
            yield writer.text(f"report.outbreak.{name}"), tuple(shown)


def _ladder(writer: Writer, one: Outbreak) -> Table:
    """Each step with its number and what is counted."""
    mails = ("received", "refused", "blocked", "delivered", "unsettled", "mailboxes")
    rows = [_step(writer, one, name, one.records.get(name, ())) for name in mails]
    rows += [_step(writer, one, name, _records(some)) for name, some in steps(one)]
    rows.append(_step(writer, one, "not_known"))
    columns = writer.columns("step", "number_of", "counted", "exhibits")
    return Table(writer.text("report.outbreak.ladder"), columns, tuple(rows), sortable=False)


def steps(one: Outbreak) -> tuple[tuple[str, tuple[Happening, ...] | tuple[Opening, ...]], ...]:
    """The steps that computers are counted for, in their order."""
    return (
        ("opened", one.opened),
        ("executed", one.executed),
        ("contacted", one.contacted),
        ("detected", one.detected),
        ("cleaned", one.cleaned),
    )


def _records(some: Iterable[Happening | Opening]) -> list[Reference]:
    return [ref for each in some for ref in each.evidence]


def _step(
    writer: Writer, one: Outbreak, name: str, evidence: Iterable[Reference] = ()
) -> tuple[Cell, ...]:
    return (
        cell(writer.text(f"report.outbreak.step.{name}")),
        cell(counted(writer, one, name), key=str(bounds(one, name).high)),
        cell(writer.text(f"report.outbreak.counted.{name}")),
        Cell((writer.cite(evidence, 3),)),
    )


def openings(writer: Writer, one: Outbreak) -> Table:
    """A line a computer: what happened there, step by step."""
    by_host = {
        name: {each.host: each for each in some}
        for name, some in (
            ("contacted", one.contacted), ("detected", one.detected), ("cleaned", one.cleaned),
        )
    }  # fmt: skip
    rows = tuple(
        (
            Cell(tuple((Span(said),) for said in (each.host, each.user) if said), each.host),
            writer.moment(each.time),
            cell(writer.text(f"report.outbreak.{'ran' if each.executed else 'stopped'}")),
            Cell(_definition(writer, each)),
            *(_when(writer, by_host[name].get(each.host)) for name in by_host),
            Cell((writer.cite(each.evidence, 2),)),
        )
        for each in one.opened
    )
    names = ("host", "opened", "executed", "definition", "contacted", "detected", "cleaned")
    columns = writer.columns(*names, "exhibits")
    return Table(writer.text("report.outbreak.computers"), columns, rows)


def _definition(writer: Writer, each: Opening) -> tuple[Line, ...]:
    if each.definition is None or each.definition_age_s is None:
        return ((Span(writer.text("report.unknown"), "muted"),),)
    age = writer.words.duration(timedelta(seconds=round(each.definition_age_s)))
    return ((Span(each.definition, "code"),), writer.line("report.outbreak.age", age=age))


def _when(writer: Writer, one: Happening | None) -> Cell:
    if one is None:
        return cell(writer.text("report.outbreak.no_record"), "muted", key="")
    moment = writer.moment(one.time)
    return Cell((*moment.lines, (Span(one.value, "code"),)), moment.key)


def networks_table(writer: Writer, one: Outbreak) -> Table:
    """A line each network of the rulebook: how many computers of it took which step."""
    names = tuple(name for name, _ in steps(one))
    rows = tuple(
        (
            cell(each.zone or writer.text("report.outbreak.no_zone")),
            writer.number(each.computers),
            *(cell(of_line(writer, one, name, each), key=str(getattr(each, name)))
              for name in names),
            writer.number(len(each.not_known)),
        )
        for each in one.networks
    )  # fmt: skip
    columns = writer.columns("network", "computers", *names, "not_known")
    return Table(writer.text("report.outbreak.networks"), columns, rows, sortable=False)


def _mailboxes(writer: Writer, one: Outbreak) -> Table:
    rows = tuple(
        (
            Cell(tuple((Span(said),) for said in (each.address, each.person) if said)),
            cell(each.department),
            writer.number(each.copies),
            cell(writer.count(each.persons, "report.unit.persons")),
            Cell((writer.reason(each.reason),) if each.reason else ()),
        )
        for each in one.mailboxes[:BOXES]
    )
    columns = writer.columns("mailbox", "department", "copies", "persons", "grounds")
    return Table(writer.text("report.outbreak.boxes"), columns, rows)
