"""Windows events as JSON, one a line: Winlogbeat, NXLog and other flat forms, rendered events.

Reference: Winlogbeat exported fields (7, 8); NXLog ``im_msvistalog``; rendered events as
``rendered`` takes them. Which form a line has is told by the line. ``@timestamp`` and
``TimeCreated`` are UTC. NXLog's ``EventTime`` is local: its offset is found from times in UTC
within the same events (Sysmon's ``UtcTime``, a later collector's ``@timestamp``) where most of
them agree, else the zone assumed for the evidence holds. Position: the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events import unread
from sekisho.events.evidence import Evidence
from sekisho.events.kinds import WINDOWS
from sekisho.sources.blocks import decoded
from sekisho.sources.contract import (
    Context,
    Events,
    Item,
    Lines,
    LineSource,
    Note,
    Sample,
    Unread,
)
from sekisho.sources.encoding import encoding_of
from sekisho.sources.windows import beats, flat, rendered
from sekisho.sources.windows.asking import ask, column
from sekisho.sources.windows.offset import NOTHING_TOLD, Offsets, offsets
from sekisho.sources.windows.parts import Parts
from sekisho.sources.windows.record import batch
from sekisho.sources.windows.times import Local

LOOKED_AT = 4 * 1024 * 1024
"""Bytes from the beginning of a file in which the offset of its local times is looked for."""
_FORM = """
    SELECT CASE WHEN NOT json_valid(raw) THEN 'broken'
        WHEN json_type(raw, '$.winlog') = 'OBJECT' THEN 'beats'
        WHEN json_type(raw, '$.Event.System') = 'OBJECT' THEN 'rendered'
        WHEN json_exists(raw, '$.EventID') AND
             (json_exists(raw, '$.Channel') OR json_exists(raw, '$.SourceName')) THEN 'flat'
        ELSE 'other' END AS form
    FROM given
"""
_REASONS = {"broken": "unread.windows_json_broken", "other": "unread.windows_json_other"}


@dataclass(frozen=True)
class Plan:
    """``zone``: assumed for local times; an offset found in the file goes before it."""

    zone: str
    offsets: Offsets = NOTHING_TOLD

    @property
    def place(self) -> Local:
        """Where local times are."""
        return ZoneInfo(self.zone) if self.offsets.found is None else self.offsets.found


def identify(sample: Sample) -> int:
    """When most of the first lines are JSON of a form that is known here."""
    lines = [line for line in sample.lines(20) if line.startswith("{")]
    if not lines:
        return 0
    known = sum(1 for form in _forms(pa.array(lines)).to_pylist() if form not in _REASONS)
    if 2 * known <= len(sample.lines(20)):
        return 0
    return 90


def prepare(evidence: Evidence, context: Context) -> Plan:
    """Looks for local times and for what tells their offset."""
    with evidence.path.open("rb") as file:
        head = file.read(LOOKED_AT)
    lines, _ = decoded(head, 1, evidence.name, encoding_of(head))
    forms = _forms(lines.texts)
    texts = lines.texts.filter(pc.equal(forms, "flat"))
    return Plan(context.zone, offsets(texts) if len(texts) else NOTHING_TOLD)


def notes(plan: Plan) -> tuple[Note, ...]:
    """The offset found, or the zone assumed, where there are local times; and a doubt where
    times called UTC are not."""
    said: list[Note] = []
    if plan.offsets.local and plan.offsets.found is None:
        said.append(Note("note.zone_assumed", {"zone": plan.zone}))
    elif plan.offsets.found is not None:
        said.append(Note("note.windows_offset_found", {"offset": _written(plan.offsets.found)}))
    if plan.offsets.contradicted is not None:
        values = {"offset": _written(plan.offsets.contradicted)}
        said.append(Note("note.windows_utc_contradicted", values, doubt=True))
    return tuple(said)


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def parse(lines: Lines, plan: Plan) -> Iterator[Item]:
    """The events of each form in turn, then the lines that are none."""
    forms = _forms(lines.texts)
    for form in ("beats", "rendered", "flat"):
        chosen = pc.equal(forms, form)
        if pc.any(chosen).as_py():
            parts = _take_apart(form, lines.texts.filter(chosen), plan)
            positions = lines.positions.filter(chosen)
            made = batch(parts, lines.evidence, positions, "line", "winlogbeat.windows")
            yield Events(WINDOWS, made)
    bad = pc.is_in(forms, value_set=pa.array(list(_REASONS)))
    if pc.any(bad).as_py():
        positions = lines.positions.filter(bad).to_pylist()
        reasons = [_REASONS[form] for form in forms.filter(bad).to_pylist()]
        raws = [text.encode() for text in lines.texts.filter(bad).to_pylist()]
        yield Unread(unread(lines.evidence, "line", positions, reasons, raws))


def _forms(texts: pa.Array) -> pa.Array:
    return column(ask(_FORM, pa.table({"raw": texts})), "form")


def _take_apart(form: str, texts: pa.Array, plan: Plan) -> Parts:
    if form == "beats":
        return beats.take_apart(texts)
    if form == "rendered":
        return rendered.take_apart(texts)
    return flat.take_apart(texts, plan.place)


SOURCE = LineSource(
    name="winlogbeat",
    kinds=(WINDOWS,),
    reference="https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog",
    zone="nxlog",
    encoding="utf8",
    tried_on="otrf-security-datasets",
    identify=identify,
    prepare=prepare,
    parse=parse,
    notes=notes,
)
