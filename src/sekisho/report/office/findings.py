"""検知: the rules that matched, one line a rule and computer."""

from __future__ import annotations

from sekisho.case.facts import FindingFact
from sekisho.gates.words import title_in
from sekisho.report.model import Cell, Section, Span, Table
from sekisho.report.scope import scope
from sekisho.report.writer import Writer, cell

LEVELS = ("critical", "high", "medium", "low", "informational")
"""Sigma's levels, the gravest first."""
HOSTS = 8


def findings(writer: Writer) -> Section:
    """Findings grouped by rule, with their number, first and last."""
    groups: dict[str, list[FindingFact]] = {}
    for one in writer.case.findings:
        groups.setdefault(one.rule_id, []).append(one)
    ordered = sorted(groups.values(), key=lambda group: (_rank(group[0].level), group[0].title))
    names = ("level", "rule", "count", "host", "span", "exhibits")
    columns = writer.columns(*names)
    rows = tuple(_row(writer, group) for group in ordered)
    empty = (Span(writer.text("report.findings.none", scope=scope(writer))),)
    table = Table(writer.text("report.findings.caption"), columns, rows, empty)
    return Section("findings", writer.text("report.findings.title"), (table,))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _row(writer: Writer, group: list[FindingFact]) -> tuple[Cell, ...]:
    rule = group[0]
    times = sorted(one.time for one in group if one.time is not None)
    hosts = sorted({one.host for one in group if one.host})
    shown = [(Span(host),) for host in hosts[:HOSTS]]
    if len(hosts) > HOSTS:
        shown.append((Span(writer.text("report.more", count=len(hosts) - HOSTS), "muted"),))
    level = writer.known(f"report.level.{rule.level}", "report.level.other")
    title = title_in(rule.title, writer.language)
    return (
        cell(level, key=str(_rank(rule.level))),
        Cell(((Span(title),), (Span(rule.rule_id, "code"),)), title),
        writer.number(len(group)),
        Cell(tuple(shown) or ((Span("–"),),)),
        writer.period(times[0] if times else None, times[-1] if times else None),
        Cell((writer.cite((one.evidence for one in group), 3),)),
    )
