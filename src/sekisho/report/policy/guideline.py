"""Which article answers which chapter of the ministry's guideline and which of the measures.

Sources: 総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」(令和8年3月27日
改定), the nine chapters of 対策基準; 総務省令第80号 (令和8年6月26日公布, 令和9年7月1日施行),
地方自治法施行規則16条の3, the eight measures. Where neither says that an article belongs to a
chapter or measure, it has none here: ― in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sekisho.report.model import Block, Cell, Column, Paragraph, Section, Span, Table
from sekisho.report.policy.articles import Chapter, numbered
from sekisho.report.policy.desk import Desk


class Belongs(NamedTuple):
    """``chapters`` of the guideline (1 to 9), ``measures`` of the order (1 to 8)."""

    chapters: tuple[int, ...] = ()
    measures: tuple[int, ...] = ()


BELONGS = {
    "charge": Belongs((1,), (1,)),
    "ledger": Belongs((2,), (2,)),
    "shares": Belongs((2,), (2,)),
    "parted": Belongs((3,), (5,)),
    "flows": Belongs((3,), (5,)),
    # 支給以外の媒体の使用の禁止, 持ち出し・持ち込みの記録 stand in chapter 5.
    "devices": Belongs((5,), (3,)),
    "private": Belongs((5,), (4,)),
    "permissions": Belongs((5,), (3,)),
    # 無許可のソフトウェアの導入の禁止, ログの管理 stand in chapter 6.
    "software": Belongs((6,), (5,)),
    "kept": Belongs((6,), (6,)),
    # 遵守状況の確認, 緊急時対応 stand in chapter 7.
    "stages": Belongs((7,), (6,)),
    "held": Belongs((7,), (6,)),
    "support": Belongs((8,), (7,)),
    "mail": Belongs((), (5,)),
    "notices": Belongs((), (4,)),
    "revised": Belongs((9,), (8,)),
}
_MEASURES = "①②③④⑤⑥⑦⑧"


def correspondences(chapters: Sequence[Chapter], desk: Desk) -> Section:
    """The table of all articles with chapter and measure, and what it rests on."""
    rows = []
    for number, article in numbered(chapters):
        own = BELONGS.get(article.name, Belongs())
        rows.append(
            (
                _cell(desk.text("regulation.article.number", number=number)),
                _cell(article.title),
                _cell(", ".join(article.sections)),
                _cell(_chapters(own, desk)),
                _cell(_measures(own, desk)),
            )
        )
    names = ("number", "title", "section", "chapter", "measure")
    table = Table(
        caption=desk.text("regulation.belongs.table"),
        columns=tuple(Column(desk.text(f"regulation.belongs.column.{name}")) for name in names),
        rows=tuple(rows),
        sortable=False,
    )
    blocks: tuple[Block, ...] = (
        table,
        *(Paragraph(desk.line(f"regulation.belongs.note.{name}"), note=True) for name in _NOTES),
    )
    return Section("belongs", desk.text("regulation.belongs.title"), blocks)


_NOTES = ("guideline", "order", "none", "check")


def _chapters(own: Belongs, desk: Desk) -> str:
    said = [f"{one} {desk.text(f'regulation.guideline.{one}')}" for one in own.chapters]
    return desk.listed(said) or desk.text("regulation.belongs.no")


def _measures(own: Belongs, desk: Desk) -> str:
    said = [
        f"{_MEASURES[one - 1]} {desk.text(f'regulation.measure.{one}')}" for one in own.measures
    ]
    return desk.listed(said) or desk.text("regulation.belongs.no")


def _cell(text: str) -> Cell:
    return Cell(((Span(text),),))
