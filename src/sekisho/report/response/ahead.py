"""今後の対応: prevention for those affected, agencies, the measures promised and their state."""

from __future__ import annotations

from sekisho.case.sheet.entries import Affected, Agency, Promise, Sheet
from sekisho.report.model import Block, Bullets, Cell, Line, Section, Span, Table
from sekisho.report.pending import open_part
from sekisho.report.response.publishable import said
from sekisho.report.when import told
from sekisho.report.writer import Writer, cell


def ahead(writer: Writer, *, public: bool) -> Section:
    """The three parts; each says 未定 by itself while the sheet is silent on it."""
    sheet = writer.case.sheet or Sheet()
    parts = (
        _prevention(writer, sheet, public=public),
        _agencies(writer, sheet, public=public),
        _measures(writer, sheet, public=public),
    )
    return Section("ahead", writer.text("report.part.ahead"), (), parts)


def _part(writer: Writer, name: str, *blocks: Block) -> Section:
    return Section(name, writer.text(f"report.part.{name}"), blocks)


def _prevention(writer: Writer, sheet: Sheet, *, public: bool) -> Section:
    """Who was told what and how: groups and numbers, nobody's name."""
    if not sheet.affected:
        return open_part(writer, "prevention", "prevention")
    lines = tuple(informed(writer, one, public=public) for one in sheet.affected)
    return _part(writer, "prevention", Bullets(tuple(dict.fromkeys(lines))))


def informed(writer: Writer, one: Affected, *, public: bool) -> Line:
    """One group of affected people: how many, what they were told, how far it is."""
    words, text = writer.words, writer.text
    counts = [
        text(f"report.unit.{of}", count=words.number(number))
        for of, number in (("persons", one.persons), ("households", one.households))
        if number is not None
    ]
    about = text(
        "response.affected",
        group=one.group,
        count=text("response.affected.count", count=text("report.list.comma").join(counts))
        if counts
        else "",
        what=one.what or text("response.affected.what"),
    )
    line = said(writer, about, marked=one.public, public=public)
    if public and not one.public:
        return line
    return (*line, Span(_done(writer, one)))


def _done(writer: Writer, one: Affected) -> str:
    """How far it is: by what way, when, and how many were reached."""
    values = {
        "at": told(writer.words, one.at),
        "by": writer.text("response.affected.by", by=one.by) if one.by else "",
        "state": writer.text(f"sheet.state.{one.state}"),
    }
    code = "response.affected.done" if one.informed is None else "response.affected.reached"
    informed = "" if one.informed is None else writer.words.number(one.informed)
    return writer.text(code, informed=informed, **values)


def _agencies(writer: Writer, sheet: Sheet, *, public: bool) -> Section:
    """Reports and consultations in their order; whom one spoke with is for the office."""
    if not sheet.agencies:
        return open_part(writer, "agencies", "agencies")
    shown = [one for one in sheet.agencies if one.public or not public]
    lines = [contacted(writer, one, public=public) for one in shown]
    left = len(sheet.agencies) - len(shown)
    if left:
        lines.append(writer.undecided("response.agencies.left", count=left))
    return _part(writer, "agencies", Bullets(tuple(lines)))


def contacted(writer: Writer, one: Agency, *, public: bool) -> Line:
    """One report or consultation; way and person for the office alone."""
    code = "planned" if one.state == "planned" else "done"
    unset = "told.unset" if one.state == "planned" else "told.unknown"
    text = writer.text(
        f"response.agency.{code}",
        agency=one.agency,
        at=told(writer.words, one.at) if one.at else writer.text(unset),
        what=one.what.rstrip("。"),
    )
    line = said(writer, text, marked=one.public, public=public)
    more = [part for part in (one.by, one.person) if part]
    if public or not more:
        return line
    shown = writer.text("report.list.comma").join(more)
    return (*line, Span(writer.text("response.agency.more", more=shown), "muted"))


def _measures(writer: Writer, sheet: Sheet, *, public: bool) -> Section:
    """What was promised, and whether it is kept."""
    if not sheet.promises:
        return open_part(writer, "measures", "measures")
    shown = [one for one in sheet.promises if one.public or not public]
    rows = tuple(_promise(writer, one, public=public) for one in shown)
    names = ("heading", "measure", "due", "progress")
    columns = writer.columns(*names) if public else writer.columns(*names, "owner")
    as_of = writer.words.as_of(writer.case.now)
    caption = writer.text("response.promises", as_of=as_of)
    table = Table(caption, columns, rows, writer.line("response.not_marked"), sortable=False)
    left = len(sheet.promises) - len(shown)
    open_ = (Bullets((writer.undecided("response.promises.left", count=left),)),) if left else ()
    note = (writer.note("response.promises.note"),) if any(one.new for one in shown) else ()
    return _part(writer, "measures", table, *note, *open_)


def _promise(writer: Writer, one: Promise, *, public: bool) -> tuple[Cell, ...]:
    title = writer.text("response.promise.new" if one.new else "response.promise", title=one.title)
    lines = [said(writer, text, marked=True, public=public) for text in (title, one.detail) if text]
    due = (Span(writer.words.day(one.due)),) if one.due else (
        Span(writer.text("report.undecided.bare"), "undecided"),)  # fmt: skip
    row = (cell(one.heading or None), Cell(tuple(lines)), Cell((due,)), Cell(_state(writer, one)))
    if public:
        return row
    owner = [Span(text) for text in (one.owner, one.evidence) if text]
    return (*row, Cell(tuple((span,) for span in owner) or ((Span("–", "muted"),),)))


def _state(writer: Writer, one: Promise) -> tuple[Line, ...]:
    said_ = writer.text(f"sheet.promise.{one.state}")
    late = one.due and one.state in ("open", "doing") and one.due < writer.case.now.date()
    lines: list[Line] = [(Span(said_),)]
    if one.done:
        lines.append((Span(writer.words.day(one.done)),))
    if late:
        lines.append((Span(writer.text("response.promise.late"), "strong"),))
    return tuple(lines)
