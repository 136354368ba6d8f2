"""Proxy logs in the extended log file format of the W3C: Blue Coat ProxySG, ISA/TMG and others.

Reference: https://www.w3.org/TR/WD-logfile.html ; fields of Blue Coat: "Blue Coat SGOS access
log formats". ``#Fields`` names the columns and may change inside a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import PROXY
from sekisho.events.table import events, unread
from sekisho.sources.contract import Context, Events, Item, Lines, LineSource, Note, Sample, Unread
from sekisho.sources.elff_columns import LOCAL_TIMES, columns
from sekisho.sources.field_lines import field_lines
from sekisho.sources.matching import matched
from sekisho.sources.splitting import split

OF_A_PROXY = frozenset(
    {
        *("s-action", "s-hierarchy", "s-supplier-name", "s-supplier-ip", "s-object-source"),
        *("sc-filter-result", "sc-filter-category", "cs-categories", "cs-category"),
        *("x-exception-id", "x-virus-id", "cs-uri-scheme", "cs-uri", "r-host", "r-ip"),
    }
)
"""Fields that a web server does not write: IIS logs hold the town's own visitors, not its staff."""
_FIELDS = "#Fields:"
_BRACKETED = frozenset(("localtime", "gmttime"))
_MILLISECONDS = re.compile(r"SGOS|Blue ?Coat|Microsoft|ProxySG", re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """The fields that hold from line ``first`` on. ``tabs``: separated by tabs, not blanks."""

    first: int
    fields: tuple[str, ...]
    tabs: bool


@dataclass(frozen=True)
class Plan:
    """The sections of a file in order, the program that wrote it, and the zone assumed."""

    sections: tuple[Section, ...]
    software: str
    zone: str


def fields_of(names: str) -> tuple[str, ...]:
    """The names of a ``#Fields:`` line, in lower case."""
    return tuple(names.lower().split())


def identify(sample: Sample) -> int:
    """By a ``#Fields`` line with at least one field that only proxies write."""
    for line in sample.lines(5000):
        if line.startswith(_FIELDS):
            return 92 if OF_A_PROXY.intersection(fields_of(line.removeprefix(_FIELDS))) else 0
    return 0


def prepare(evidence: Evidence, context: Context) -> Plan:
    """Finds every ``#Fields`` line of the file. Raises OSError."""
    software, lines = field_lines(evidence.path)
    sections = (
        Section(line.line, fields_of(line.names), "\t" in line.names.strip() or "\t" in line.record)
        for line in lines
    )
    return Plan(tuple(sections), software, context.zone)


def notes(plan: Plan) -> tuple[Note, ...]:
    """The zone where only local times without zone are written; the unit of ``time-taken``."""
    found = []
    named = {field for section in plan.sections for field in section.fields}
    if named.isdisjoint(("date", "gmttime", "localtime")) and named.intersection(LOCAL_TIMES):
        found.append(Note("note.zone_assumed", {"zone": plan.zone}, doubt=True))
    if "time-taken" in named and not _MILLISECONDS.search(plan.software):
        found.append(Note("note.elff_milliseconds", {"software": plan.software or "-"}, doubt=True))
    if len(plan.sections) > 1 and len({section.fields for section in plan.sections}) > 1:
        lines = ", ".join(str(section.first) for section in plan.sections)
        found.append(Note("note.elff_fields_changed", {"lines": lines}))
    return tuple(found)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """Events section by section; lines that do not have the fields of theirs as unread."""
    data = pc.invert(pc.starts_with(lines.texts, "#"))
    positions, texts = lines.positions.filter(data), lines.texts.filter(data)
    starts = np.array([section.first for section in plan.sections], dtype=np.int64)
    which = np.searchsorted(starts, np.asarray(positions), side="right") - 1
    for number in np.unique(which):
        here = pa.array(which == number)
        part = Lines(lines.evidence, positions.filter(here), texts.filter(here))
        if number < 0:
            yield _unread(part, "unread.elff_no_fields")
        else:
            yield from _section(part, plan.sections[number], plan)


def _section(lines: Lines, section: Section, plan: Plan) -> Iterator[Item]:
    fit, values = _by_separator(lines.texts, section)
    batches = [_events(lines, fit, section, values, plan)]
    rest = Lines(
        lines.evidence,
        lines.positions.filter(pa.array(~fit)),
        lines.texts.filter(pa.array(~fit)),
    )
    if len(rest.texts) and not section.tabs:
        fit, values = matched(rest.texts, _pattern(len(section.fields)))
        batches.append(_events(rest, fit, section, values, plan))
        left = pa.array(~fit)
        rest = Lines(lines.evidence, rest.positions.filter(left), rest.texts.filter(left))
    for batch in batches:
        if batch.num_rows:
            yield Events(PROXY, batch)
    if len(rest.texts):
        yield _unread(rest, "unread.elff_line")


def _by_separator(texts: pa.Array, section: Section) -> tuple[np.ndarray, list[pa.Array]]:
    """Which lines have as many values as there are fields, and those values field by field."""
    count = len(section.fields)
    if not section.tabs:
        brackets = b"[]" if _BRACKETED.intersection(section.fields) else b""
        words = split(texts, count, b'"' + brackets)
        return words.fit, [words.column(number) for number in range(count)]
    parts = pc.split_pattern(texts, "\t")
    fit = np.asarray(pc.equal(pc.list_value_length(parts), count))
    flat = parts.filter(pa.array(fit)).flatten()
    return fit, [flat.take(pa.array(np.arange(at, len(flat), count))) for at in range(count)]


def _pattern(count: int) -> str:
    """Values with a stray quote inside; the number of fields still has to come out."""
    value = r'("(?:.*?)"|\S+)'
    groups = (value.replace("(", f"(?P<c{number}>", 1) for number in range(count))
    return r"^\s*" + r"\s+".join(groups) + r"\s*$"


def _events(
    lines: Lines, fit: np.ndarray, section: Section, values: list[pa.Array], plan: Plan
) -> pa.RecordBatch:
    rows = int(fit.sum())
    found = columns(dict(zip(section.fields, map(_bare, values), strict=True)), rows, plan.zone)
    pointer = {
        "event.dataset": "elff.proxy",
        "evidence": lines.evidence,
        "unit": "line",
        "position": lines.positions.filter(pa.array(fit)),
    }
    return events(PROXY, rows, {**pointer, **found})


def _bare(values: pa.Array) -> pa.Array:
    """Values without the quotes around them; a doubled quote inside is one."""
    quoted = pc.and_(pc.starts_with(values, '"'), pc.ends_with(values, '"'))
    quoted = pc.and_(quoted, pc.greater(pc.binary_length(values), 1))
    if not pc.any(quoted).as_py():
        return values
    inside = pc.replace_substring(pc.utf8_slice_codeunits(values, 1, -1), '""', '"')
    return pc.if_else(quoted, inside, values)


def _unread(lines: Lines, reason: str) -> Unread:
    raws = [text.encode() for text in lines.texts.to_pylist()]
    return Unread(unread(lines.evidence, "line", lines.positions.to_pylist(), reason, raws))


SOURCE = LineSource(
    name="elff",
    kinds=(PROXY,),
    reference="https://www.w3.org/TR/WD-logfile.html",
    zone="elff",
    encoding="ascii_utf8_cp932",
    tried_on="",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
