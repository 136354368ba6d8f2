"""Why the councillors' computers were looked at: who decided it and why, and what the records say
of their line, of what reached them, and of what nobody can know of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sekisho.case.council.facts import Councillors
from sekisho.case.hosts import host_key
from sekisho.case.ready import Level
from sekisho.case.sheet.entries import Decision
from sekisho.report.council.answer import Answer
from sekisho.report.council.mails import no_mail
from sekisho.report.model import Cell, Line, Table
from sekisho.report.when import told
from sekisho.report.writer import Writer, cell

_CHECK = re.compile(r"点検|検査|チェック|inspect|check", re.IGNORECASE)
_THEIRS = re.compile(r"議員|議会|councillor", re.IGNORECASE)
CITED = 8
CHECK = "councillor_check"
"""The kind of a decision to look at their computers."""


def checked(writer: Writer) -> Answer:
    """Why they were looked at."""
    facts = writer.case.council.councillors if writer.case.council else None
    if facts is None:
        return no_mail(writer)
    decisions = tuple(_decisions(writer))
    refs = [ref for one in facts.checked for ref in one.evidence]
    refs += [ref for one in facts.passages for ref in one.evidence]
    rests = [writer.cite(refs, CITED)]
    if decisions:
        rests.append(writer.line("council.from_sheet"))
    return Answer(
        said=tuple(_said(writer, facts, decisions)),
        rests=tuple(rests),
        cannot=tuple(_cannot(writer, facts, decisions)),
        more=(_table(writer, facts),) if facts.checked else (),
        head=_head(writer, facts, decisions),
        level=_level(facts, decisions),
        would=() if decisions else (writer.line("council.checked.would"),),
    )


def _decisions(writer: Writer) -> Iterator[Decision]:
    """Decisions of the case sheet that say themselves that they are to look at their computers."""
    for one in writer.case.sheet.decisions if writer.case.sheet else ():
        if one.kind == CHECK:
            yield one


def _undeclared(writer: Writer, facts: Councillors) -> Iterator[Decision]:
    """Decisions whose words sound so and which do not say it: never an answer, but told."""
    keys = {host_key(name) for name in facts.computers}
    for one in writer.case.sheet.decisions if writer.case.sheet else ():
        said = f"{one.about} {one.decision}"
        theirs = _THEIRS.search(said) or (one.host and host_key(one.host) in keys)
        if not one.kind and one.session is None and theirs and _CHECK.search(said):
            yield one


def _level(facts: Councillors, decisions: tuple[Decision, ...]) -> Level:
    if any(one.reason for one in decisions):
        return Level.FULL
    return Level.PARTLY if decisions or facts.checked or facts.zones else Level.NONE


def _head(writer: Writer, facts: Councillors, decisions: tuple[Decision, ...]) -> Line:
    reasoned = next((one for one in decisions if one.reason), None)
    if reasoned:
        return writer.line("council.checked.head.decided", by=reasoned.decided_by,
                           reason=reasoned.reason.rstrip("。"))  # fmt: skip
    if facts.silent and facts.checked:
        return writer.line("council.checked.head.silent", count=len(facts.silent))
    if facts.checked:
        return writer.line("council.checked.head.no_reason")
    return writer.line("council.checked.head.unknown")


def _said(writer: Writer, facts: Councillors, decisions: tuple[Decision, ...]) -> Iterator[Line]:
    for one in decisions:
        at = told(writer.words, one.at) if one.at else writer.text("report.unknown")
        yield writer.line("council.checked.decided", at=at, by=one.decided_by,
                          what=one.decision or one.about)  # fmt: skip
    if facts.checked:
        days = "、".join(sorted({one.day for one in facts.checked if one.day}))
        results = Counter(one.result or writer.text("report.unknown") for one in facts.checked)
        yield writer.line(
            "council.checked.listed", count=len(facts.checked),
            days=days or writer.text("report.unknown"),
            results="、".join(writer.text("council.checked.result", result=name, count=number)
                             for name, number in sorted(results.items())),
        )  # fmt: skip
    if facts.zones:
        yield writer.line("council.checked.zone", zones="、".join(facts.zones),
                          count=len(facts.computers))  # fmt: skip
        if not facts.permitted:
            yield writer.line("council.checked.none_permitted")
    for flow in facts.permitted:
        yield writer.line(
            "council.checked.permitted", source=flow.source, destination=flow.destination,
            ports="、".join(flow.ports) or writer.text("council.checked.all_ports"),
            reason=flow.reason or writer.text("report.unknown"),
        )  # fmt: skip
    number = writer.words.number
    for seen in facts.passages:
        yield writer.line("council.checked.passage", source=seen.source,
                          destination=seen.destination, passed=number(seen.passed),
                          refused=number(seen.refused))  # fmt: skip
    if facts.copies is not None and facts.addresses is not None:
        yield writer.line("council.checked.copies", addresses=facts.addresses,
                          copies=number(facts.copies))  # fmt: skip
    if facts.opened or facts.contacted:
        yield writer.line("council.checked.met", opened=len(facts.opened),
                          contacted=len(facts.contacted))  # fmt: skip


def _gaps(facts: Councillors) -> Iterator[str]:
    """What is not known, as codes."""
    if not facts.zones:
        yield "no_zone"
    if facts.silent:
        yield "silent"
    if not facts.watched:
        yield "not_watched"
    if facts.addresses is None:
        yield "no_addresses"


def _cannot(writer: Writer, facts: Councillors, decisions: tuple[Decision, ...]) -> Iterator[Line]:
    if not any(one.reason for one in decisions):
        yield writer.line("council.checked.open.no_decision")
    for one in _undeclared(writer, facts):
        yield writer.line("council.checked.open.undeclared", about=one.about, by=one.decided_by)
    for gap in _gaps(facts):
        yield writer.line(f"council.checked.open.{gap}", count=len(facts.silent))
    if facts.checked:
        yield writer.line("council.checked.open.how")


def _table(writer: Writer, facts: Councillors) -> Table:
    rows = tuple(
        (
            cell(one.host), cell(one.network), cell(one.day), cell(one.result),
            Cell((writer.cite(one.evidence, 1),)),
        )
        for one in facts.checked
    )  # fmt: skip
    columns = writer.columns("host", "network", "checked_on", "check_result", "exhibits")
    return Table(writer.text("council.checked.table"), columns, rows)
