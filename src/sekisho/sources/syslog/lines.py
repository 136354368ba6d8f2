"""Reading lines of syslog: look over the file once, then block by block into events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.evidence import Evidence
from sekisho.events.table import unread
from sekisho.sources.blocks import blocks, lines_in
from sekisho.sources.contract import Context, Item, Lines, Note, Sample, Unread
from sekisho.sources.encoding import encoding_of
from sekisho.sources.reading import sample_of
from sekisho.sources.syslog.cut import Ints, groups
from sekisho.sources.syslog.frames import Frames, dated, framed
from sekisho.sources.syslog.payload import Payload, payloads
from sekisho.sources.syslog.plain import plain
from sekisho.sources.syslog.stamps import Stamps, taken_apart
from sekisho.sources.year import Years, YearSurvey

HEADERLESS = "unread.syslog_header"
_LOOKED_AT = 2000
_WRITTEN = r"(?:\(|\bdate=)(?P<date>\d{4}[-/]\d\d[-/]\d\d)\b"
_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Plan:
    """All that ``parse`` needs beside the lines: years, zone, and the payloads' settings."""

    source: str
    zone: str
    years: Years | None
    zone_missing: bool
    settings: Mapping[str, Any]

    def notes(self) -> tuple[Note, ...]:
        """The choices made, for people."""
        told = [] if self.years is None else [self.years.note]
        if self.zone_missing:
            told.append(Note("note.zone_assumed", {"zone": self.zone}))
        for payload in payloads():
            notes = payload.notes(self.settings.get(payload.name))
            told += [note for note in notes if note not in told]
        return tuple(told)


@dataclass
class _Survey:
    """What the first pass over a file gathers."""

    years: YearSurvey = field(default_factory=YearSurvey)
    zone_missing: bool = False
    seen: dict[str, list[Frames]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, frames: Frames) -> None:
        """Takes in the next frames of the file."""
        stamps = taken_apart(frames.stamps)
        positions = np.asarray(frames.positions)
        bare = stamps.yearless
        self.years.undated(positions[bare], stamps.month[bare], stamps.day[bare])
        self._dates(stamps, positions)
        inside = frames.where(pa.array(bare & (np.cumsum(bare) <= _LOOKED_AT)))
        written = groups(inside.messages, _WRITTEN)["date"]
        self._dates(taken_apart(written), np.asarray(inside.positions))
        self.zone_missing |= bool(((stamps.month > 0) & ~stamps.zoned).any())
        for payload, claimed in _claimed(frames)[0]:
            if self.counts.get(payload.name, 0) < _LOOKED_AT:
                first_ones = claimed.where(_first(len(claimed), _LOOKED_AT))
                self.seen.setdefault(payload.name, []).append(first_ones)
                self.counts[payload.name] = self.counts.get(payload.name, 0) + len(first_ones)

    def _dates(self, stamps: Stamps, positions: Ints) -> None:
        """Takes in the dates that write a year."""
        full = (stamps.year > 0) & (stamps.month > 0) & (stamps.day > 0) & (stamps.day < 32)
        if not full.any():
            return
        months = (stamps.year[full] - 1970) * 12 + stamps.month[full] - 1
        days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        days += stamps.day[full] - 1
        self.years.dated(_date(int(days.min())), _date(int(days.max())), int(positions[full][0]))

    def settings(self, context: Context) -> dict[str, Any]:
        """What each payload makes of its first frames."""
        chosen = {}
        for payload in payloads():
            parts = self.seen.get(payload.name, [])
            if parts:
                most = max(parts, key=len)
                chosen[payload.name] = payload.prepare(most, context)
        return chosen


def _date(days: int) -> date:
    return date.fromordinal(min(max(days + _FIRST_DAY, 1), date.max.toordinal()))


def _first(rows: int, most: int) -> pa.Array:
    return pa.array(np.arange(rows) < most)


def prepare(source: str, evidence: Evidence, context: Context) -> Plan:
    """Looks over the file once for a source: its years, and what the payloads must know."""
    survey = _Survey()
    encoding = encoding_of(sample_of(evidence).head)
    for block in blocks(evidence.path):
        lines, _items = lines_in(evidence.path, block, evidence.name, encoding)
        if len(lines.texts):
            survey.take(framed(lines)[0])
    years = survey.years.years(evidence, context)
    return Plan(source, context.zone, years, survey.zone_missing, survey.settings(context))


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """Events of all payloads in these lines, the rest as kind syslog, and what has no header."""
    frames, headerless = framed(lines, plan.source)
    taken, left = _claimed(dated(frames, plan.years, plan.zone))
    for payload, claimed in taken:
        yield from payload.parse(claimed, plan.settings.get(payload.name))
    if len(left):
        yield plain(left, None if plan.source == "syslog" else plan.source)
    if pc.any(headerless).as_py():
        yield Unread(_unread(lines, headerless))


def _claimed(frames: Frames) -> tuple[list[tuple[Payload, Frames]], Frames]:
    """The frames of each payload, and those that none takes."""
    taken = []
    for payload in payloads():
        if len(frames) == 0:
            break
        mask = payload.claims(frames)
        if pc.any(mask).as_py():
            taken.append((payload, frames.where(mask)))
            frames = frames.where(pc.invert(mask))
    return taken, frames


def _unread(lines: Lines, mask: pa.Array) -> pa.RecordBatch:
    raws = [text.encode() for text in lines.texts.filter(mask).to_pylist()]
    positions = lines.positions.filter(mask).to_pylist()
    return unread(lines.evidence, "line", positions, HEADERLESS, raws)


def share_of(sample: Sample, pattern: str) -> float:
    """Which part of the first lines a pattern (RE2) matches; 0 when there are none."""
    lines = sample.lines()
    if not lines:
        return 0.0
    found = pc.match_substring_regex(pa.array(lines), pattern)
    return float(pc.sum(found).as_py() or 0) / len(lines)
