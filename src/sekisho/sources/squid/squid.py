"""Squid access logs: native, combined, common, referrer, useragent, or any ``logformat``.

A line is written when the request or tunnel has ended: ``@timestamp`` and ``event.end`` are
that moment, ``event.start`` lies the elapsed time before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
from sekisho.sources.reading import sample_of
from sekisho.sources.squid.capture import Capture
from sekisho.sources.squid.choosing import LOGFORMAT, MERGED, Choice, captures, chosen
from sekisho.sources.squid.columns import columns
from sekisho.sources.squid.formats import Format, given

TRIED = 200
"""How many of the first lines decide the format."""
_NATIVE = re.compile(r"^\d{9,10}\.\d{3} +-?\d+ \S+ [A-Z][A-Z_]+/\d{1,3} -?\d+ [A-Za-z_:-]+ ")
_COMMON = re.compile(
    r'^\S+ \S+ .+ \[[^\]]+\] ".*" (?:\d{3}|-) .*(?:TCP|UDP|TAG|NONE)[A-Z_]*:[A-Z_]+$'
)
_REFERRER = re.compile(r"^\d{9,10}\.\d{3} [0-9A-Fa-f.:]+ \S+://\S+ \S+$")
_USERAGENT = re.compile(r'^[0-9A-Fa-f.:]+ \[\d\d/\w{3}/\d{4}:[^\]]+\] "[^"]*"$')
_RESULT = re.compile(r"(?<![A-Za-z_])(?:TCP|UDP|TAG|NONE)(?:_[A-Z]+)*[/: ,;|\t\"]")
_HIERARCHY = re.compile(r"(?:HIER_|DIRECT|PARENT|SIBLING|ORIGINAL_DST|NONE/-|:NONE)")
_SYSLOG = re.compile(r"^(?:<\d+>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:|\d{4}-\d\d-\d\dT)")


@dataclass(frozen=True)
class Plan:
    """The formats to try on each line, the likeliest first, and the zone of bare times."""

    formats: tuple[Format, ...]
    choice: Choice
    zone: str


def identify(sample: Sample) -> int:
    """By the result code that every access log of Squid carries, or by a given format."""
    lines = [line for line in sample.lines() if not line.startswith("#")]
    if not lines:
        return 0

    def share(*patterns: re.Pattern[str]) -> float:
        return sum(all(p.search(line) for p in patterns) for line in lines) / len(lines)

    if max(share(_NATIVE), share(_COMMON)) > 0.5:
        return 85
    if share(_SYSLOG) > 0.5:
        return 0
    if share(_RESULT, _HIERARCHY) > 0.5:
        return 60
    if any(_fits(sample, form) for form in given(sample.hints.get(LOGFORMAT, ()))):
        return 55
    return 50 if max(share(_REFERRER), share(_USERAGENT)) > 0.8 else 0


def _fits(sample: Sample, form: Format) -> bool:
    """Whether a given format, unlike enough to plain text, explains nearly all lines."""
    if len(form.layout.codes) < 4 or not form.timed:
        return False
    choice = chosen(sample.name, sample.lines(), {LOGFORMAT: (form.string,)}, "UTC")
    return choice is not None and choice.best.string == form.string and choice.share > 0.9


def prepare(evidence: Evidence, context: Context) -> Plan:
    """Chooses the format. Raises NotReadable when no format explains any of the first lines."""
    lines = sample_of(evidence).lines(TRIED)
    choice = chosen(evidence.name, lines, context.hints, context.zone)
    if choice is None:
        raise NotReadable("unread.squid_format", lines=str(len(lines)))
    return Plan((choice.best, *choice.others), choice, context.zone)


def notes(plan: Plan) -> tuple[Note, ...]:
    """Which format was chosen, what else it might be, and the zone if the format states none."""
    best = plan.choice.best
    unnamed = "unnamed" in best.name
    found = [Note("note.squid_format", {"name": best.name, "format": best.string}, doubt=unnamed)]
    rivals = plan.choice.rivals
    found += [Note("note.squid_rival", {"format": form.string}, doubt=True) for form in rivals]
    if any(code.name == "tl" and "%z" not in code.time_form for code in best.layout.codes):
        found.append(Note("note.zone_assumed", {"zone": plan.zone}, doubt=True))
    return tuple(found)


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """Events of the lines that a format explains, in order; the others as unread."""
    batches: list[pa.RecordBatch] = []
    positions, texts = lines.positions, lines.texts
    for form in plan.formats:
        for capture in captures(texts, form):
            if capture.fit.any():
                fit = pa.array(capture.fit)
                batches.append(_events(lines.evidence, positions.filter(fit), capture, form, plan))
            left = pa.array(~capture.fit)
            positions, texts = positions.filter(left), texts.filter(left)
        if not len(texts):
            break
    if batches:
        yield Events(PROXY, _in_order(batches))
    if len(texts):
        merged = pc.match_substring_regex(texts, MERGED)
        reasons = pc.if_else(merged, "unread.squid_merged", "unread.squid_line").to_pylist()
        raws = [text.encode() for text in texts.to_pylist()]
        yield Unread(unread(lines.evidence, "line", positions.to_pylist(), reasons, raws))


def _events(
    evidence: str, positions: pa.Array, capture: Capture, form: Format, plan: Plan
) -> pa.RecordBatch:
    found = columns(capture.values, form.layout, plan.zone)
    pointer = {"evidence": evidence, "position": positions, "unit": "line"}
    return events(PROXY, len(positions), {"event.dataset": "squid.proxy", **pointer, **found})


def _in_order(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    table = table.take(pc.sort_indices(table["position"])).combine_chunks()
    return table.to_batches()[0]


SOURCE = LineSource(
    name="squid",
    kinds=(PROXY,),
    reference="http://www.squid-cache.org/Doc/config/logformat/",
    zone="squid",
    encoding="raw_headers",
    tried_on="proxy-squid (Squid 2.x native), logs-wazuh (squid_rules.ini)",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
