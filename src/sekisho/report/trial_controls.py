"""下見の結果, the first table: what each control stops of what was found, and whom it meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sekisho.gates.controls import Control, controls
from sekisho.gates.held import Held
from sekisho.gates.preview import Preview
from sekisho.gates.words import title_in
from sekisho.report.model import Cell, Span, Table
from sekisho.report.trial_words import NAMES, WIDE, Writer, cell, cells


def by_control(writer: Writer, previews: Sequence[Preview], found: Sequence[Held]) -> Table:
    """Each control in one row: what it stops, whom it meets, what the numbers say."""
    rows = (
        (
            Cell((
                (Span(writer.gate(one.gate), "strong"),),
                *(writer.rule(one.gate, one.code, WIDE).lines if one.code else ()),
            )),
            cells(_stops(writer, one)),
            cells(_met(writer, one)),
            writer.number(one.per_day) if one.code else cell("–"),
            cell(_effect(writer, one)),
        )
        for one in controls(previews, found, writer.rulebook)
    )  # fmt: skip
    columns = ("control", "stops", "met", "per_day", "numbers")
    return replace(writer.table("controls", columns, rows), sortable=False)


def _effect(writer: Writer, one: Control) -> str:
    if one.effect == "elsewhere" and not one.others:
        return writer.text("effect.found_alone")
    return writer.text(f"effect.{one.effect}", others=len(one.others))


def _stops(writer: Writer, one: Control) -> list[str]:
    if one.stopped is None and one.code:
        return [writer.text("stops.not_asked")]
    told = [
        writer.text("stops.one", title=title_in(title, writer.language), count=count)
        for title, count in one.stopped or ()
    ]
    return told or ["–"]


def _met(writer: Writer, one: Control) -> list[str]:
    if not one.code:
        return ["–"]
    people = len(one.people) or "?"
    departments = [*one.departments[:NAMES]]
    if one.departments[NAMES:]:
        departments.append(writer.text("more_hosts", count=len(one.departments) - NAMES))
    sums = writer.text("met", people=people, hosts=len(one.hosts), departments=len(one.departments))
    return [sums, writer.text("and").join(departments) or writer.text("no_department")]
