"""i-FILTER Ver.9/10 and D-SPA: access logs and block logs of a web filter common in town offices.

A line is written when the answer has been sent; the start of the access stands in it with its
zone.
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
from sekisho.sources.contract import (
    Context,
    Events,
    Item,
    Lines,
    LineSource,
    Note,
    NotReadable,
    Sample,
    Unread,
)
from sekisho.sources.ifilter.columns import columns
from sekisho.sources.ifilter.layouts import COLUMNS, INFERRED, Columns, layouts
from sekisho.sources.matching import matched
from sekisho.sources.reading import sample_of
from sekisho.sources.splitting import Flags, split

_ACCESS = re.compile(
    r"^[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \d+ \d+/\d+/\S* .*"
    r"\[\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d{1,2}:\d{1,2}:\d{1,2} [+-]\d{4}\] "
)
_BLOCK = re.compile(
    r"^\d+ [0-9A-Fa-f.:]+ \S+ \S+ \S+ \d{1,2}/[A-Z][a-z]{2}/\d{4}:\d{1,2}:\d{1,2}:\d{1,2} "
    r"[+-]\d{4} \S+ [A-Za-z]+ -?\d+ "
)
_STARTED = r"^\[?\d{1,2}/[A-Z][a-z]{2}/\d{4}:"


@dataclass(frozen=True)
class Plan:
    """The layouts to try on each line, the likeliest first, and the zone of bare times."""

    layouts: tuple[Columns, ...]
    zone: str


def identify(sample: Sample) -> int:
    """By the shape of the first lines, or by columns given that name the start."""
    lines = sample.lines()
    if not lines:
        return 0
    for pattern, confidence in ((_ACCESS, 85), (_BLOCK, 80)):
        if sum(bool(pattern.match(line)) for line in lines) > 0.5 * len(lines):
            return confidence
    texts = pa.array(lines, pa.string())
    for layout in layouts(sample.hints.get(COLUMNS, ())):
        if layout.name == "given" and _by_words(texts, layout)[0].mean() > 0.8:
            return 55
    return 0


def prepare(evidence: Evidence, context: Context) -> Plan:
    """Chooses the layout. Raises NotReadable when none explains any of the first lines."""
    texts = pa.array(sample_of(evidence).lines(200), pa.string())
    candidates = layouts(context.hints.get(COLUMNS, ()))
    scores = [sum(int(fit.sum()) for fit, _ in _cuts(texts, layout)) for layout in candidates]
    if not max(scores):
        raise NotReadable("unread.ifilter_format", lines=str(len(texts)))
    best = scores.index(max(scores))
    others = (layout for at, layout in enumerate(candidates) if at != best)
    return Plan((candidates[best], *others), context.zone)


def notes(plan: Plan) -> tuple[Note, ...]:
    """Which columns were taken for what."""
    best = plan.layouts[0]
    shown = {"name": best.name, "columns": " ".join(best.names)}
    return (Note("note.ifilter_columns", shown, doubt=best.name == INFERRED),)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """Events of the lines that a layout explains; the others as unread."""
    positions, texts = lines.positions, lines.texts
    for layout in plan.layouts:
        for fit, values in _cuts(texts, layout):
            mask = pa.array(fit)
            if fit.any():
                rows = int(fit.sum())
                found = columns(dict(zip(layout.names, values, strict=True)), rows, plan.zone)
                pointer = {
                    "event.dataset": "ifilter.proxy",
                    "evidence": lines.evidence,
                    "unit": "line",
                    "position": positions.filter(mask),
                }
                yield Events(PROXY, events(PROXY, rows, {**pointer, **found}))
            left = pc.invert(mask)
            positions, texts = positions.filter(left), texts.filter(left)
        if not len(texts):
            return
    raws = [text.encode() for text in texts.to_pylist()]
    rest = unread(lines.evidence, "line", positions.to_pylist(), "unread.ifilter_line", raws)
    yield Unread(rest)


def _cuts(texts: pa.Array, layout: Columns) -> Iterator[tuple[Flags, list[pa.Array]]]:
    """By words, then those left over by pattern: which lines fit, and their columns."""
    fit, values = _by_words(texts, layout)
    yield fit, values
    texts = texts.filter(pa.array(~fit))
    if layout.pattern and len(texts):
        yield _checked(*matched(texts, layout.pattern), layout)


def _by_words(texts: pa.Array, layout: Columns) -> tuple[Flags, list[pa.Array]]:
    words = split(texts, len(layout.names))
    return _checked(words.fit, [words.column(at) for at in range(len(layout.names))], layout)


def _checked(fit: Flags, values: list[pa.Array], layout: Columns) -> tuple[Flags, list[pa.Array]]:
    """Without lines whose start is no date: they only have as many words by chance."""
    if "start" not in layout.names or not fit.any():
        return fit, values
    start = values[layout.names.index("start")]
    good = np.asarray(pc.match_substring_regex(start, _STARTED)).astype(bool)
    fit = fit.copy()
    fit[fit] = good
    return fit, [column.filter(pa.array(good)) for column in values]


SOURCE = LineSource(
    name="ifilter",
    kinds=(PROXY,),
    reference="https://www.pa-solution.net/daj/bs/faq/detail.aspx?id=4301",
    zone="start",
    encoding="percent",
    tried_on="ja-vendor-formats (the maker's sample lines)",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
