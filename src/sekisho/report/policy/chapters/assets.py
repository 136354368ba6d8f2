"""情報資産の分類と管理: the ledger of computers, and the shares for documents."""

from __future__ import annotations

from collections import Counter

from sekisho.report.model import Block, Cell, Column, Span, Table
from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import Desk, section


def assets(desk: Desk) -> Chapter:
    """The ledger in numbers, or computer by computer; shares and where personal data may lie."""
    articles = []
    if desk.book.assets:
        articles.append(_ledger(desk))
    if desk.book.shares:
        articles.append(_shares(desk))
    return Chapter("assets", desk.text("regulation.chapter.assets"), tuple(articles))


def _ledger(desk: Desk) -> Article:
    every = desk.book.assets
    if desk.detailed:
        keys = ("name", "role", "department", "zone", "user", "purchased", "renewal", "contract")
        below: Block = desk.table("regulation.ledger.table", every, keys, section("assets"))
    else:
        below = _counted(desk, Counter((one.zone, one.department) for one in every))
    clause = Clause(desk.line("regulation.ledger.kept", count=len(every)), (below,))
    return Article("ledger", desk.text("regulation.ledger.title"), ("assets",), (clause,))


def _counted(desk: Desk, counts: Counter[tuple[str, str]]) -> Table:
    titles = ("regulation.ledger.zone", "regulation.ledger.department", "regulation.ledger.count")
    kinds = ("text", "text", "number")
    return Table(
        caption=desk.text("regulation.ledger.counts"),
        columns=tuple(
            Column(desk.text(title), kind)  # type: ignore[arg-type]
            for title, kind in zip(titles, kinds, strict=True)
        ),
        rows=tuple(
            tuple(Cell(((Span(text),),)) for text in (zone, department, str(count)))
            for (zone, department), count in sorted(counts.items())
        ),
        sortable=False,
    )


def _shares(desk: Desk) -> Article:
    keys = ("name", "server", "zone", "departments", "personal")
    table = desk.table("regulation.shares.table", desk.book.shares, keys, section("shares"))
    personal = desk.listed(f"{one.server}/{one.name}" for one in desk.book.shares if one.personal)
    second = (
        desk.line("regulation.shares.personal", names=personal)
        if personal
        else desk.line("regulation.shares.no_personal")
    )
    clauses = (Clause(desk.line("regulation.shares.who"), (table,)), Clause(second))
    return Article("shares", desk.text("regulation.shares.title"), ("shares",), clauses)
