"""What the collector writes: its manifest, the states it asked for, its listings of files.

Reference: ``docs/formats/collection.md``. JSON objects, one a line (RFC 8259); the first key
``sekisho`` names the record, the others are the names of columns. Lines of a manifest are added
one by one while the collector works, so that a stick pulled out in the middle leaves all that
was done until then. Times are UTC. Position: the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events import unread
from sekisho.events.columns import COUNT, FIELDS, MOMENT, SMALL
from sekisho.events.kinds import COLLECTION, DHCP, FILE, STATE, Kind
from sekisho.events.table import Column, events
from sekisho.sources.contract import Events, Item, Lines, LineSource, Sample, Unread
from sekisho.sources.numbers import integers
from sekisho.sources.windows.asking import ask, column, told
from sekisho.sources.windows.times import moments

RECORD = "sekisho"
BROKEN = "unread.collection_line"
MANIFEST = ("begin", "step", "copy", "failure", "clock", "end")
FILES = ("file", "mark")
LEASE = "lease"
_START = re.compile(rf'\{{\s*"{RECORD}"\s*:\s*"')
_OWN = {"event.dataset", "event.provider", "event.action", "evidence", "position", "unit", "fields"}
"""Columns that a line does not fill: who reads it does."""
_LARGEST = 2**31 - 1


def _filled(kind: Kind) -> list[str]:
    return [name for name in kind.schema.names if name not in _OWN]


_NAMES = sorted({name for kind in (STATE, FILE, COLLECTION) for name in _filled(kind)})
_PATHS = {RECORD: f"$.{RECORD}", **{name: f'$."{name}"' for name in _NAMES}}
_FORM = f"""
    SELECT CASE WHEN NOT json_valid(raw) THEN false
                ELSE coalesce(json_type(raw) = 'OBJECT'
                              AND json_type(raw, '$.{RECORD}') = 'VARCHAR', false) END AS fits
    FROM given
"""
_QUESTION = f"""
    WITH apart AS (
      SELECT raw->>{list(_PATHS.values())} AS told,
             list_filter(list_zip(json_keys(raw), raw->>'$.*'),
                         lambda pair: pair[2] IS NOT NULL
                                        AND pair[1] NOT IN {tuple(_PATHS)}) AS rest
      FROM given)
    SELECT told, list_transform(rest, lambda pair: pair[1]) AS names,
           list_transform(rest, lambda pair: pair[2]) AS found FROM apart
"""


def _identify(sample: Sample) -> int:
    lines = sample.lines(20)
    ours = sum(_START.match(line) is not None for line in lines)
    return 95 if lines and 2 * ours > len(lines) else 0


def _parse(lines: Lines, _plan: None) -> Iterator[Item]:
    """The records of each kind in turn, then the lines that are none."""
    fits = column(ask(_FORM, pa.table({"raw": lines.texts})), "fits")
    if pc.any(fits).as_py():
        answer = ask(_QUESTION, pa.table({"raw": lines.texts.filter(fits)}))
        parts = told(answer, "told", list(_PATHS))
        rest = _fields(column(answer, "names"), column(answer, "found"))
        positions = lines.positions.filter(fits)
        for kind, chosen in _kinds(parts[RECORD]):
            if pc.any(chosen).as_py():
                mine = {name: texts.filter(chosen) for name, texts in parts.items()}
                columns = _columns(kind, mine) | {
                    "event.dataset": f"collection.{kind.name}",
                    "evidence": lines.evidence,
                    "position": positions.filter(chosen),
                    "unit": "line",
                    "fields": rest.filter(chosen),
                }
                yield Events(kind, events(kind, len(mine[RECORD]), columns))
    others = pc.invert(fits)
    if pc.any(others).as_py():
        raws = [text.encode() for text in lines.texts.filter(others).to_pylist()]
        numbers = lines.positions.filter(others).to_pylist()
        yield Unread(unread(lines.evidence, "line", numbers, BROKEN, raws))


def _kinds(record: pa.Array) -> Iterator[tuple[Kind, pa.Array]]:
    manifest, files, lease = (
        pc.is_in(record, value_set=pa.array(names)) for names in (MANIFEST, FILES, (LEASE,))
    )
    yield COLLECTION, manifest
    yield FILE, files
    yield DHCP, lease
    yield STATE, pc.invert(pc.or_(manifest, pc.or_(files, lease)))


def _columns(kind: Kind, parts: Mapping[str, pa.Array]) -> dict[str, Column]:
    """The parts of a line as the columns of its kind, each of its type."""
    names = [name for name in kind.schema.names if name in _PATHS]
    columns: dict[str, Column] = {
        name: _typed(parts[name], kind.schema.field(name).type) for name in names
    }
    columns["time.text"] = parts["@timestamp"]
    if kind is DHCP:
        columns |= {
            "event.action": "assign",
            "client.ip": parts["source.ip"],
            "client.mac": _colons(parts["source.mac"]),
            "client.name": parts["host.name"],
            # a lease counts from the day it was given, not from the day it was looked at
            "@timestamp": pc.coalesce(moments(parts["event.start"]), moments(parts["@timestamp"])),
        }
        return columns
    if "source.mac" in columns:
        columns["source.mac"] = _colons(parts["source.mac"])
    return columns | {"event.action": parts[RECORD]}


def _typed(texts: pa.Array, of: pa.DataType) -> pa.Array:
    if of == MOMENT:
        return moments(texts)
    if of == COUNT:
        return integers(texts)
    if of == SMALL:
        numbers = integers(texts)
        return pc.if_else(pc.less_equal(pc.abs(numbers), _LARGEST), numbers, None)
    return texts


def _colons(macs: pa.Array) -> pa.Array:
    return pc.utf8_lower(pc.replace_substring(macs, "-", ":"))


def _fields(names: pa.Array, found: pa.Array) -> pa.Array:
    """The map ``fields``: a name that a hostile line holds twice is kept twice."""
    return pa.MapArray.from_arrays(names.offsets, names.flatten(), found.flatten(), type=FIELDS)


SOURCE = LineSource(
    name="collection",
    kinds=(COLLECTION, STATE, FILE, DHCP),
    reference="docs/formats/collection.md; RFC 8259",
    zone="utc_format",
    encoding="utf8",
    tried_on="",
    identify=_identify,
    prepare=lambda _evidence, _context: None,
    parse=_parse,
)
