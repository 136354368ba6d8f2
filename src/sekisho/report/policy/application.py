"""許可申請書 (様式第1号): blank to be filled in by hand, or as the register has it."""

from __future__ import annotations

from datetime import datetime

from sekisho.form.schema import Schema
from sekisho.report.model import Cell, Column, Cover, Document, Handling, Line, Span, Table
from sekisho.report.policy.desk import TERM, Desk, section
from sekisho.report.policy.values import title_of
from sekisho.report.words import Words
from sekisho.rulebook import Permission, Rulebook
from sekisho.text import Language

FORM = "許可申請書"
_ASKED = ("kind", "what", "department", "applicant", TERM, "reason", "note")
_GIVEN = ("ticket", "state", "approver", "approved", "ended")


def application(
    book: Rulebook, permission: Permission | None, now: datetime, language: Language
) -> Document:
    """The form, with what a permission says filled in; an empty cell is for the pen."""
    desk = Desk(book, frozenset(), language, detailed=True, paper="")
    name = desk.text("regulation.form.title")
    post = desk.text("regulation.form.approver")
    head = book.town.head
    day = permission.applied if permission else None
    cover = Cover(
        number=permission.ticket if permission else "",
        date=Words(language).day(day) if day else desk.text("regulation.form.day"),
        addressees=(
            desk.text("regulation.form.to", head=head)
            if head
            else desk.text("regulation.form.addressee"),
        ),
        sender=(
            (Span(permission.applicant if permission else desk.text("regulation.form.sender")),),
        ),
        title=name,
        body=(desk.line("regulation.form.ask"),),
        items=(
            _table(desk, "regulation.form.asked", _ASKED, permission),
            _table(desk, "regulation.form.given", _GIVEN, permission),
        ),
    )
    return Document(
        language=language,
        title=name,
        stamp="",
        head=(),
        opening=(),
        sections=(),
        face="serif",
        cover=cover,
        handling=Handling(
            approvers=(post, desk.text("regulation.form.charge")),
            classification=desk.undecided("regulation.form.class"),
            retention=desk.undecided("regulation.form.retention"),
        ),
        author=book.town.name,
        moment=now,
    )


def _table(desk: Desk, caption: str, keys: tuple[str, ...], permission: Permission | None) -> Table:
    known = section("permissions")["items"]["properties"]
    return Table(
        caption=desk.text(caption),
        columns=(
            Column(desk.text("regulation.form.column.item"), "word"),
            Column(desk.text("regulation.form.column.entry"), "reason"),
        ),
        rows=tuple(
            (
                Cell(((Span(_title(desk, key, known)),),)),
                Cell((_entry(desk, key, known.get(key, {}), permission),)),
            )
            for key in keys
        ),
        sortable=False,
    )


def _title(desk: Desk, key: str, known: dict[str, Schema]) -> str:
    if key == TERM:
        return desk.text("regulation.term")
    return title_of(key, known[key], desk.language)


def _entry(desk: Desk, key: str, part: Schema, permission: Permission | None) -> Line:
    if permission is not None:
        return (Span(desk.shown(permission, key, part)),)
    if "x-codes" in part:
        words = part["x-codes"] if desk.language == "ja" else part["x-codes"].values()
        return (Span(desk.text("regulation.form.box").join(["", *words]).strip()),)
    return (Span(desk.text("regulation.form.dates") if key == TERM else ""),)
