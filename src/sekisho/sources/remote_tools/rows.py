"""Lines of a tool's log as columns: cut by one pattern, judged by what their message says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import TEXT
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import REMOTE
from sekisho.events.table import Column, events, fields_map, unread
from sekisho.sources.blocks import blocks, lines_in
from sekisho.sources.contract import Events, Lines, Unread
from sekisho.sources.encoding import encoding_of
from sekisho.sources.matching import matched
from sekisho.sources.reading import sample_of
from sekisho.sources.uniques import without_dash

_HEAD = {
    "peer": "remote.peer",
    "path": "file.path",
    "user": "user.name",
    "address": "destination.ip",
}
"""Groups of a pattern that are columns of every event; all other groups go to ``fields``."""


@dataclass(frozen=True)
class Cut:
    """The lines that a pattern fits (their numbers and its named groups), and the others."""

    positions: pa.Array
    groups: dict[str, pa.Array]
    others: Lines

    def __len__(self) -> int:
        return len(self.positions)


def cut(lines: Lines, pattern: str) -> Cut:
    """Cuts lines by a pattern (RE2) with named groups; a group that is not there is null."""
    fit, columns = matched(lines.texts, pattern)
    names = sorted((at, name) for name, at in re.compile(pattern).groupindex.items())
    groups = {name: without_dash(columns[at - 1]) for at, name in names}
    rest = pa.array(~fit)
    others = Lines(lines.evidence, lines.positions.filter(rest), lines.texts.filter(rest))
    return Cut(lines.positions.filter(pa.array(fit)), groups, others)


def cut_file(evidence: Evidence, pattern: str) -> Iterator[Cut]:
    """The same for a whole file, block by block. Raises OSError."""
    encoding = encoding_of(sample_of(evidence).head)
    for block in blocks(evidence.path):
        lines, _items = lines_in(evidence.path, block, evidence.name, encoding)
        if len(lines.texts):
            yield cut(lines, pattern)


@dataclass(frozen=True)
class Act:
    """What a message that fits ``pattern`` (RE2, named groups) tells: its ``event.action``, its
    outcome where it says one, and further fields that hold for all such messages."""

    action: str
    pattern: str
    outcome: str | None = None
    says: Mapping[str, str] = field(default_factory=dict)


def judged(messages: pa.Array, acts: Sequence[Act]) -> dict[str, pa.Array]:
    """``event.action``, ``event.outcome`` and all groups of ``acts``; the first act that fits
    decides. A message that fits none is ``other``."""
    rows = len(messages)
    found = {
        "event.action": pa.repeat(pa.scalar("other", TEXT), rows),
        "event.outcome": pa.nulls(rows, TEXT),
    }
    free = np.ones(rows, dtype=bool)
    for act in acts:
        fit, columns = matched(messages, act.pattern)
        here = fit & free
        free &= ~fit
        names = re.compile(act.pattern).groupindex
        chosen = pa.array(here[fit])
        values = {name: columns[at - 1].filter(chosen) for name, at in names.items()}
        said = {"event.action": act.action, "event.outcome": act.outcome, **act.says}
        values |= {
            name: pa.repeat(pa.scalar(value, TEXT), int(here.sum())) for name, value in said.items()
        }
        for name, column in values.items():
            before = found.get(name, pa.nulls(rows, TEXT))
            found[name] = pc.replace_with_mask(before, pa.array(here), without_dash(column))
    return found


def told(
    source: str, tool: str, lines: Lines, positions: pa.Array, columns: Mapping[str, Column]
) -> Events:
    """Events of the kind ``remote``. ``columns`` by the names of the kind, or by the names of
    groups: those that are no column of the kind go to ``fields``."""
    rows = len(positions)
    known = set(REMOTE.schema.names)
    head: dict[str, Column] = {
        "event.dataset": f"{source}.remote",
        "evidence": lines.evidence,
        "unit": "line",
        "position": positions,
        "remote.tool": tool,
    }
    rest: dict[str, pa.Array] = {}
    for name, column in columns.items():
        if (to := _HEAD.get(name, name)) in known:
            head[to] = column
        elif column.null_count < rows:
            rest[name] = column
    return Events(REMOTE, events(REMOTE, rows, {**head, "fields": fields_map(rows, rest)}))


def not_read(lines: Lines, reason: str, silent: str | None = None) -> Iterator[Unread]:
    """The lines that fit nothing, without the headings and rules that fit ``silent``."""
    if silent is not None and len(lines.texts):
        odd = pc.invert(pc.match_substring_regex(lines.texts, silent))
        lines = Lines(lines.evidence, lines.positions.filter(odd), lines.texts.filter(odd))
    if len(lines.texts):
        raws = [text.encode() for text in lines.texts.to_pylist()]
        yield Unread(unread(lines.evidence, "line", lines.positions.to_pylist(), reason, raws))


def share_of(lines: Sequence[str], pattern: str) -> float:
    """Which part of some lines a pattern fits, 0 to 1."""
    fitting = re.compile(pattern)
    return sum(bool(fitting.search(line)) for line in lines) / len(lines) if lines else 0.0
