"""情報システム全体の強靭性の向上: the lines kept apart, and what may cross."""

from __future__ import annotations

from sekisho.report.model import Cell, Column, Span, Table
from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import Desk, key, section
from sekisho.report.policy.values import title_of


def lines(desk: Desk) -> Chapter:
    """Zones, and the flows between them; what is not written may not pass."""
    articles = (_parted(desk), _flows(desk)) if desk.book.zones else ()
    return Chapter("lines", desk.text("regulation.chapter.lines"), articles)


def _parted(desk: Desk) -> Article:
    inner = [zone for zone in desk.book.zones if zone.kind != "outside"]
    keys = ("name", "kind", "networks")
    table = desk.table("regulation.parted.table", inner, keys, section("zones"))
    clause = Clause(desk.line("regulation.parted.into", town=desk.town), (table,))
    return Article("parted", desk.text("regulation.parted.title"), ("zones",), (clause,))


def _flows(desk: Desk) -> Article:
    flows = [(zone, flow) for zone in desk.book.zones for flow in zone.allow]
    names = ("to", "ports", "sources", "destinations", "reason")
    parts = {name: key("zones", "allow", name) for name in names}
    titles = [title_of(name, parts[name], desk.language) for name in names]
    rows = tuple(
        (
            Cell(((Span(zone.name),),)),
            *(Cell(((Span(desk.shown(flow, name, parts[name])),),)) for name in names),
        )
        for zone, flow in flows
    )
    table = Table(
        caption=desk.text("regulation.flows.table"),
        columns=(Column(desk.text("regulation.flows.from")), *map(Column, titles)),
        rows=rows,
        empty=desk.line("regulation.flows.none"),
        sortable=False,
    )
    clauses = (
        Clause(desk.line("regulation.flows.only"), (table,)),
        Clause(desk.line("regulation.flows.blank")),
    )
    return Article("flows", desk.text("regulation.flows.title"), ("zones",), clauses)
