"""記録, 運用: working hours, keeping of records, stages of enforcement, notices."""

from __future__ import annotations

from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import Desk, key, section


def records(desk: Desk) -> Chapter:
    """For how long records are kept, and who else holds some."""
    retention = desk.book.retention
    keys: tuple[str, ...] = ("source", "days")
    below = (
        (desk.table("regulation.kept.table", retention.sources, keys, key("retention", "sources")),)
        if retention.sources
        else ()
    )
    clause = Clause(desk.line("regulation.kept.days", days=retention.days), below)
    articles = [Article("kept", desk.text("regulation.kept.title"), ("retention",), (clause,))]
    if desk.book.holders:
        keys = ("name", "kind", "sources", "days", "contract")
        table = desk.table("regulation.held.table", desk.book.holders, keys, section("holders"))
        clause = Clause(desk.line("regulation.held.asked"), (table,))
        articles.append(
            Article("held", desk.text("regulation.held.title"), ("holders",), (clause,))
        )
    return Chapter("records", desk.text("regulation.chapter.records"), tuple(articles))


def operation(desk: Desk) -> Chapter:
    """Working hours, how strictly each gate acts, what was made known."""
    articles = [_hours(desk)]
    if desk.book.stages:
        keys: tuple[str, ...] = (
            "gate",
            "stage",
            "departments",
            "assets",
            "since",
            "reason",
            "previewed",
        )
        table = desk.table("regulation.stages.table", desk.book.stages, keys, section("stages"))
        clauses = (
            Clause(desk.line("regulation.stages.so"), (table,)),
            Clause(desk.line("regulation.stages.else")),
        )
        title = desk.text("regulation.stages.title")
        articles.append(Article("stages", title, ("stages",), clauses))
    if desk.book.notices:
        keys = ("number", "date", "title", "sender", "addressees")
        table = desk.table("regulation.notices.table", desk.book.notices, keys, section("notices"))
        clause = Clause(desk.line("regulation.notices.so"), (table,))
        title = desk.text("regulation.notices.title")
        articles.append(Article("notices", title, ("notices",), (clause,)))
    return Chapter("operation", desk.text("regulation.chapter.operation"), tuple(articles))


def _hours(desk: Desk) -> Article:
    hours = desk.book.hours
    part = key("hours", "workdays")
    clauses = [
        Clause(
            desk.line(
                "regulation.hours.span",
                days=desk.said(hours.workdays, part),
                start=f"{hours.start:%H:%M}",
                end=f"{hours.end:%H:%M}",
            )
        )
    ]
    if hours.breaks:
        spans = desk.listed(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in hours.breaks)
        clauses.append(Clause(desk.line("regulation.hours.breaks", spans=spans)))
    return Article("hours", desk.text("regulation.hours.title"), ("hours",), tuple(clauses))
