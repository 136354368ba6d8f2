"""対策基準 and 実施手順: the rulebook as articles, with the table of correspondences."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from sekisho.report.model import Bullets, Document, Paragraph, Section, Span
from sekisho.report.official import official
from sekisho.report.policy.articles import sections
from sekisho.report.policy.chapters import chapters
from sekisho.report.policy.desk import Desk
from sekisho.report.policy.guideline import correspondences
from sekisho.report.words import Words
from sekisho.rulebook import schema
from sekisho.rulebook.loading import Opened
from sekisho.text import Language

Paper = Literal["standard", "procedure"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
_SILENT = frozenset({"version", "clocks", "readers", "people"})
"""Sections that tell Sekisho how to read, or who is who: nothing of them is a rule."""


def document(opened: Opened, paper: Paper, now: datetime, language: Language) -> Document:
    """The paper as of an aware moment. ``procedure`` lists entries one by one (registered
    devices, releases, permissions), ``standard`` has the rules alone."""
    name = official(f"regulation.paper.{paper}", language)
    written = frozenset(key for key, value in opened.content.items() if value)
    desk = Desk(opened.book, written, language, paper == "procedure", name)
    found = chapters(desk)
    unsaid = _unsaid(desk)
    annexes = [correspondences(found, desk)]
    return Document(
        language=language,
        title=desk.text("regulation.title", town=desk.town),
        stamp=desk.text("regulation.stamp"),
        head=((Span(Words(language).as_of(now)),),),
        opening=(),
        sections=(*sections(found, desk), *((unsaid,) if unsaid else ())),
        contents=True,
        face="serif",
        annexes=tuple(annexes),
        moment=now,
        author=opened.book.town.name,
    )


def _unsaid(desk: Desk) -> Section | None:
    """What the rulebook says nothing about: the reader must not take it for permitted."""
    silent = [
        f"{part['title']}（{key}）" if desk.language == "ja" else key
        for key, part in schema()["properties"].items()
        if key not in desk.written | _SILENT
    ]
    if not silent:
        return None
    items = Bullets(tuple((Span(one),) for one in silent))
    said = Paragraph(desk.line("regulation.unsaid.said"))
    return Section("unsaid", desk.text("regulation.unsaid.title"), (said, items))
