"""下見の結果: what the gates would have refused of past records, on a page for who decides.

Built like every report. It names staff and computers: it is for the office alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sekisho.gates.held import Held, Side
from sekisho.gates.preview import Pointed, Preview, Refusals
from sekisho.gates.summary import Disturbed, Tried, busiest, by_stage, days, disturbed
from sekisho.gates.words import title_in
from sekisho.report.hours import hours
from sekisho.report.html import html
from sekisho.report.model import (
    Block,
    Box,
    Bullets,
    Document,
    Line,
    Pairs,
    Paragraph,
    Picture,
    Section,
    Span,
    Table,
)
from sekisho.report.trial_controls import by_control
from sekisho.report.trial_words import WIDE, Writer, cell, cells
from sekisho.rulebook import Rulebook
from sekisho.text import Language, say


@dataclass(frozen=True)
class Trial:
    """What ``gates preview`` found: the gates that were asked, what was found over all of them,
    and when this was asked (aware)."""

    tried: tuple[Tried, ...]
    found: tuple[Held, ...]
    now: datetime


def page(trial: Trial, rulebook: Rulebook, language: Language) -> bytes:
    """The page (UTF-8), self-contained. The same result gives the same bytes."""
    return html(document(trial, rulebook, language))


def document(trial: Trial, rulebook: Rulebook, language: Language) -> Document:
    """The page apart from its format."""
    writer = Writer(rulebook, language)
    town = rulebook.town.name
    head: list[Line] = [(Span(town),)] if town else []
    judged = [one for one in trial.tried if one.preview.judged]
    return Document(
        language=language,
        title=writer.text("title"),
        stamp=say("report.internal.stamp", language),
        head=(*head, (Span(writer.words.as_of(trial.now)),)),
        opening=_opening(writer, trial),
        sections=(
            _found(writer, trial.found),
            _disturbed(writer, disturbed(one.preview for one in judged)),
            *(_gate(writer, one) for one in judged),
        ),
    )


def _opening(writer: Writer, trial: Trial) -> tuple[Block, ...]:
    silent = [one.preview for one in trial.tried if not one.preview.judged]
    doubts = [writer.text(f"read.{name}") for name in ("nothing_stopped", "records", "people")]
    for one in trial.tried:
        for ticket, count in one.preview.permitted.items():
            gate = writer.gate(one.preview.gate)
            doubts.append(writer.text("read.permitted", gate=gate, ticket=ticket, count=count))
    if silent:
        names = writer.text("and").join(writer.gate(one.gate) for one in silent)
        doubts.append(writer.text("read.not_judged", gates=names))
        doubts += [line for one in silent for line in _unjudged(writer, one)]
    doubts.append(writer.text("read.folded"))
    lines = tuple((Span(text),) for text in doubts)
    told = Box("fact", writer.text("told"), (Bullets(tuple(_told(writer, trial.found))),))
    return (
        told,
        by_control(writer, [one.preview for one in trial.tried], trial.found),
        Box("doubt", writer.text("read"), (Bullets(lines),)),
    )


def _told(writer: Writer, found: Sequence[Held]) -> Iterable[Line]:
    """Of what was found: how much some gate would have stopped, and how much none."""
    if not found:
        yield (Span(writer.text("found.none")),)
    groups = {
        "wholly": [one for one in found if one.stopped and not one.passed],
        "partly": [one for one in found if one.stopped and one.passed],
        "passed": [one for one in found if one.passed and not one.stopped],
        "nobody": [one for one in found if not one.passed and not one.stopped],
    }
    for name, own in groups.items():
        if own:
            titles = [title_in(one.title, writer.language) for one in own]
            told = writer.text("and").join(dict.fromkeys(titles))
            yield (Span(writer.text(f"told.{name}", count=len(own)), "strong"), Span(told))


def _found(writer: Writer, found: Sequence[Held]) -> Section:
    rows = (
        (
            writer.minute(one.first),
            writer.title(one.title),
            writer.number(one.count),
            writer.hosts(one.hosts),
            cells(_sides(writer, one.stopped)),
            cells(_sides(writer, one.passed))
            if one.stopped or one.passed
            else cell(writer.text("nobody")),
        )
        for one in found
    )
    columns = ("first", "what", "count", "hosts", "stopped", "passed")
    return Section("found", writer.text("found.title"), (writer.table("found", columns, rows),))


def _sides(writer: Writer, sides: Iterable[Side]) -> list[str]:
    said = [writer.text("side", gate=writer.gate(one.gate), count=one.count) for one in sides]
    return said or ["–"]


def _disturbed(writer: Writer, found: Sequence[Disturbed]) -> Section:
    rows = (
        (
            cell(writer.gate(one.gate)),
            writer.rule(one.gate, one.code, WIDE),
            cell(one.department or writer.text("no_department")),
            cell(str(len(one.hosts))),
            cell(str(len(one.people)) if one.people else "?"),
            writer.number(one.per_day),
            writer.number(one.count),
            cell(busiest(one.hours)),
            cells(one.to),
        )
        for one in found
    )
    columns = ("gate", "rule", "department", "hosts_count", "people_count", "per_day", "count",
               "hours", "to")  # fmt: skip
    table = writer.table("disturbed", columns, rows)
    return Section("disturbed", writer.text("disturbed.title"), (table,), folded=True)


def _gate(writer: Writer, tried: Tried) -> Section:
    found = tried.preview
    blocks: list[Block] = [_sums(writer, tried)]
    if found.refusals:
        counts = [sum(one.hours.get(hour, 0) for one in found.refusals) for hour in range(24)]
        title = writer.text("hours", unit=say(f"gates.unit.{found.gate}", writer.language))
        most = max(range(24), key=counts.__getitem__)
        described = writer.text("hours_described", hour=most, count=f"{counts[most]:,}")
        blocks.append(Picture(title, described, hours(counts)))
        blocks += [_by(writer, tried, name, key) for name, key in _GROUPS.items()]
    if found.missed is None:
        blocks.append(Paragraph((Span(writer.text("not_confronted")),), note=True))
    else:
        blocks.append(_pointed(writer, "missed", found.missed))
        if found.stopped:
            blocks.append(_pointed(writer, "stopped", found.stopped))
    return Section(f"gate-{found.gate}", writer.gate(found.gate), tuple(blocks), folded=True)


_GROUPS: dict[str, Callable[[Refusals], str]] = {
    "rule": lambda one: one.code, "department": lambda one: one.department,
    "person": lambda one: one.person, "host": lambda one: one.host or one.address,
    "to": lambda one: one.to,
}  # fmt: skip


def _sums(writer: Writer, tried: Tried) -> Pairs:
    found = tried.preview
    first, last = (writer.words.moment(one) if one else "–" for one in (found.first, found.last))
    lines = [writer.text("judged", judged=f"{found.judged:,}", first=first, last=last)]
    rows = [("judged", lines), ("refused", [writer.text("figure", refused=f"{found.refused:,}")])]
    staged = {stage: f"{count:,}" for stage, count in by_stage(found, tried.stages).items()}
    rows.append(("stages", [writer.text("at_stages", **staged)]))
    if found.unjudged:
        rows.append(("unjudged", _unjudged(writer, found)))
    told = [(name, tuple((Span(text),) for text in texts)) for name, texts in rows]
    return Pairs(tuple((writer.text(f"pair.{name}"), lines) for name, lines in told))


def _unjudged(writer: Writer, found: Preview) -> list[str]:
    return [say(code, writer.language, count=n) for code, n in found.unjudged.items()]


def _by(writer: Writer, tried: Tried, name: str, key: Callable[[Refusals], str]) -> Table:
    """The refusals in groups, the most frequent first."""
    groups: dict[str, list[Refusals]] = {}
    for one in tried.preview.refusals:
        groups.setdefault(key(one), []).append(one)
    sums = {name: sum(one.count for one in own) for name, own in groups.items()}
    whole = days(tried.preview)
    rows = (
        (
            writer.rule(tried.preview.gate, who)
            if name == "rule"
            else cell(who or writer.text("no_name")),
            writer.number(sums[who]),
            writer.number(round(sums[who] / whole, 1)),
            cell(busiest({hour: 1 for one in own for hour in one.hours})),
            cells(_frequent(own, lambda one: one.department) or [writer.text("no_department")])
            if name in ("person", "host")
            else writer.hosts(_frequent(own, lambda one: one.person or one.host or one.address)),
        )
        for who, own in sorted(groups.items(), key=lambda pair: (-sums[pair[0]], pair[0]))
    )
    last = "department" if name in ("person", "host") else "whom"
    return writer.table(f"by.{name}", (name, "count", "per_day", "hours", last), rows)


def _frequent(own: Iterable[Refusals], key: Callable[[Refusals], str]) -> list[str]:
    sums: Counter[str] = Counter()
    for one in own:
        sums[key(one)] += one.count
    return [name for name in sorted(sums, key=lambda name: (-sums[name], name)) if name]


def _pointed(writer: Writer, name: str, found: Iterable[Pointed]) -> Table:
    rows = (
        (
            writer.minute(one.first),
            writer.title(one.title),
            writer.number(one.count),
            writer.hosts(one.hosts),
            cell(f"{one.evidence}:{one.position}"),
        )
        for one in found
    )
    return writer.table(name, ("first", "what", "count", "hosts", "place"), rows)
