"""設定依頼書: a letter that asks whoever runs a system to set it as the rulebook says.

The letter stands on one page; its annexes are the rules in words, the files with their SHA-256,
and the slip on which is answered that it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.report.desk import Desk, desk_of
from sekisho.report.model import (
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Line,
    Pairs,
    Paragraph,
    Section,
    Span,
    Table,
)
from sekisho.report.numbering import annex
from sekisho.rulebook import Rulebook
from sekisho.rulebook.entries import Holder
from sekisho.text import Language

_RULES, _FILES, _SLIP = range(3)
_ANSWERS = ("done", "checked", "files", "before", "not_done", "worker")
"""What the slip asks for."""


@dataclass(frozen=True)
class System:
    """One system to be set: its name, how to see that it is set, how to go back (sentences)."""

    name: str
    confirm: str
    back: str


@dataclass(frozen=True)
class Setting:
    """What is asked for, in final sentences. ``stage`` is the stage's word, ``meaning`` what it
    does, ``others`` the stages that differ, by whom; ``rules`` are code and sentence, ``records``
    likewise what is set so that the town has records of its own; ``files`` name and SHA-256.
    ``by``: until when (aware); None: for a person to fill in."""

    gate: str
    now: datetime
    holder: Holder | None
    systems: tuple[System, ...]
    stage: str
    meaning: str
    others: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    digest: str
    by: datetime | None = None
    records: tuple[tuple[str, str], ...] = ()


def letter(asked: Setting, rulebook: Rulebook, language: Language = "ja") -> Document:
    """The letter with its annexes."""
    desk = desk_of(rulebook, language)
    signs = annex(3, language)
    title = desk.text("gates.request.title", gate=asked.gate)
    kind = asked.holder.kind if asked.holder and asked.holder.kind != "town" else "contractor"
    addressee = (asked.holder.addressee or asked.holder.name) if asked.holder else ""
    you = desk.text(f"preserve.you.{kind}")
    cover = Cover(
        number="",
        date=desk.words.day_of(asked.now),
        addressees=(addressee or desk.text(f"preserve.to.{kind}"),),
        sender=desk.sender,
        title=title,
        body=(
            desk.line("gates.request.opening", own=desk.own),
            desk.line("gates.request.please", own=desk.own, you=you, gate=asked.gate),
        ),
        items=(Bullets(tuple(_points(desk, asked, signs)), numbered=True),),
        annexes=tuple(
            f"{sign} {desk.text(code)}" for sign, code in zip(signs, _TITLES, strict=True)
        ),
        contact=desk.contact,
    )
    return Document(
        language=language, title=title, stamp="", head=(), opening=(), sections=(), face="serif",
        cover=cover, annexes=(_rules(desk, asked), _files(desk, asked), _slip(desk, asked)),
        moment=asked.now,
    )  # fmt: skip


_TITLES = ("gates.request.rules", "gates.request.files", "gates.request.slip")


def _points(desk: Desk, asked: Setting, signs: Sequence[str]) -> list[Line]:
    text, several = desk.text, len(asked.systems) > 1
    names = text("gates.request.and").join(one.name for one in asked.systems)
    until = desk.filled(desk.words.day_of(asked.by) if asked.by else "", "gates.request.open.by")
    points: list[Line] = [
        desk.line("gates.request.what", systems=names, rules=signs[_RULES], files=signs[_FILES]),
        desk.line("gates.request.stage", stage=asked.stage, meaning=asked.meaning),
    ]
    points += [
        desk.line("gates.request.other", name=name, stage=stage) for name, stage in asked.others
    ]
    if asked.records:
        points.append(desk.line("gates.request.records_too", rules=signs[_RULES]))
    points.append((Span(text("gates.request.until")), until))
    points.append(desk.line("gates.request.before", own=desk.own))
    points.append(desk.line("gates.request.sum", files=signs[_FILES]))
    for code, said in (
        ("gates.request.way", [one.confirm for one in asked.systems]),
        ("gates.request.return", [one.back for one in asked.systems]),
    ):
        points += [
            (Span(text(code, system=f"（{one.name}）" if several else "")), Span(sentence))
            for one, sentence in zip(asked.systems, said, strict=True)
        ]
    points.append(desk.line("gates.request.answer", slip=signs[_SLIP]))
    points.append(desk.line("gates.request.doubt"))
    if asked.holder and asked.holder.contract:
        points.append(desk.line("preserve.item.contract", contract=asked.holder.contract))
    return points


def _rules(desk: Desk, asked: Setting) -> Section:
    note = Paragraph(desk.line("gates.request.codes"), note=True)
    tables = [_sentences(desk, "gates.request.rules", asked.rules)]
    if asked.records:
        tables.append(_sentences(desk, "gates.request.records", asked.records))
    return Section("rules", desk.text("gates.request.rules"), (note, *tables))


def _sentences(desk: Desk, caption: str, said: Sequence[tuple[str, str]]) -> Table:
    """Codes and their sentences."""
    return Table(
        caption=desk.text(caption),
        columns=(
            Column(desk.text("gates.request.column.code"), "code"),
            Column(desk.text("gates.request.column.rule"), "reason"),
        ),
        rows=tuple(
            (Cell(((Span(code, "code"),),)), Cell(((Span(sentence),),))) for code, sentence in said
        ),
        empty=desk.line("gates.request.no_rules"),
        sortable=False,
    )


def _files(desk: Desk, asked: Setting) -> Section:
    table = Table(
        caption=desk.text("gates.request.files"),
        columns=(
            Column(desk.text("gates.request.column.file"), "code"),
            Column("SHA-256", "code"),
        ),
        rows=tuple(
            (Cell(((Span(name, "code"),),)), Cell(((Span(digest, "code"),),)))
            for name, digest in asked.files
        ),
        sortable=False,
    )
    note = Paragraph(desk.line("gates.request.digest", digest=asked.digest), note=True)
    return Section("files", desk.text("gates.request.files"), (table, note))


def _slip(desk: Desk, asked: Setting) -> Section:
    """Kept apart, filled in and sent back."""
    rows = tuple(
        (desk.text(f"gates.request.slip.{name}"), (desk.line(f"gates.request.open.{name}"),))
        for name in _ANSWERS
    )
    department = desk.filled(desk.rulebook.town.department, "preserve.open.department")
    to = (Span(desk.text("gates.request.slip.to")), department)
    day = desk.words.day_of(asked.now)
    about = desk.line("gates.request.slip.about", gate=asked.gate, day=day)
    return Section(
        "slip", desk.text("gates.request.slip"), (Paragraph(to), Paragraph(about), Pairs(rows))
    )
