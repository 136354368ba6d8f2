"""Windows events as flat JSON, every datum beside the event's own fields: taken apart.

Reference: NXLog's ``im_msvistalog`` fields; the same shape comes from Azure's *WindowsEvent*
table (its ``EventData`` is JSON in a text). ``EventTime`` is local time of the computer.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.windows.asking import ask, column, told
from sekisho.sources.windows.levels import keywords, level
from sekisho.sources.windows.parts import Parts
from sekisho.sources.windows.times import Local, moments

_TELLING: Mapping[str, tuple[str, ...]] = {
    "time": ("TimeCreated", "EventTime", "TimeGenerated", "@timestamp"),
    "provider": ("SourceName", "Provider", "ProviderName"),
    "provider_guid": ("ProviderGuid",),
    "code": ("EventID",),
    "version": ("Version",),
    "level": ("Level", "EventLevel"),
    "task": ("Task",),
    "opcode": ("OpcodeValue",),
    "keywords": ("Keywords",),
    "record_id": ("RecordNumber", "EventRecordID"),
    "process_id": ("ExecutionProcessID", "ProcessID"),
    "thread_id": ("ExecutionThreadID", "ThreadID"),
    "activity_id": ("ActivityID",),
    "channel": ("Channel",),
    "computer": ("Hostname", "Computer"),
    "user_sid": ("UserID",),
    "observer": ("host",),
    "severity": ("SeverityValue",),
    "kind": ("EventType",),
    "inner": ("EventData",),
    "unnamed": ("Data",),
}
"""Column → the fields that tell it, the surer ones first."""
PLUMBING = ("SourceModuleName", "SourceModuleType", "@version", "port", "tags", "type")
"""What collectors add for their own purposes."""

_FIELDS = [name for names in _TELLING.values() for name in names]
_OWN = {*_FIELDS, *PLUMBING} - {"EventType"}
_QUESTION = f"""
    SELECT raw->>{[f'$."{name}"' for name in _FIELDS]} AS told,
        json_keys(raw) AS names, raw->>'$.*' AS found
    FROM given
"""
_INNER = """
    SELECT coalesce(json_keys(inside), []) AS names, coalesce(inside->>'$.*', []) AS found
    FROM (SELECT CASE WHEN json_valid(inner_text) THEN inner_text END AS inside FROM given)
"""
_NXLOG_LEVELS = {"1": "5", "2": "4", "3": "3", "4": "2", "5": "1"}
_NXLOG_KINDS = ("AUDIT_SUCCESS", "AUDIT_FAILURE", "VERBOSE", "INFO", "WARNING", "ERROR", "CRITICAL")


def take_apart(raw: pa.Array, local: Local) -> Parts:
    """The parts of events in flat JSON, all of them JSON; ``local``: where their times are."""
    answer = ask(_QUESTION, pa.table({"raw": raw}))
    single = told(answer, "told", _FIELDS)
    system = {name: _first(single, names) for name, names in _TELLING.items()}
    names, values = _data(answer, system)
    is_kind = pc.and_(
        pc.is_in(system["kind"], value_set=pa.array(_NXLOG_KINDS)), system["severity"].is_valid()
    )
    system["level"] = _level(system, is_kind)
    system["keywords"] = keywords(system["keywords"])
    system["observer"] = _other(system["observer"], system["computer"])
    data = _lists(system["unnamed"])
    return Parts.of(system, moments(system["time"], local), names, values, data)


def _first(single: Mapping[str, pa.Array], names: tuple[str, ...]) -> pa.Array:
    return pc.coalesce(*(single[name] for name in names))


def _data(answer: pa.Table, system: Mapping[str, pa.Array]) -> tuple[pa.ListArray, pa.ListArray]:
    """The event data: all fields that are not the event's own, and those within ``EventData``."""
    names, values = column(answer, "names"), column(answer, "found")
    parents, flat = pc.list_parent_indices(names), pc.list_flatten(names)
    nxlog_kind = pc.and_(
        pc.equal(flat, "EventType"),
        pc.and_(
            system["severity"].is_valid().take(parents),
            pc.is_in(pc.list_flatten(values), value_set=pa.array(_NXLOG_KINDS)),
        ),
    )
    own = pc.or_(pc.is_in(flat, value_set=pa.array(sorted(_OWN))), nxlog_kind)
    kept = pc.invert(own)
    counts = np.bincount(np.asarray(parents.filter(kept)), minlength=len(names))
    offsets = pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32))
    names = pa.ListArray.from_arrays(offsets, flat.filter(kept))
    values = pa.ListArray.from_arrays(offsets, pc.list_flatten(values).filter(kept))
    if system["inner"].null_count == len(names):
        return names, values
    inner = ask(_INNER, pa.table({"inner_text": system["inner"]}))
    both = pa.table(
        {"n": names, "v": values, "m": column(inner, "names"), "w": column(inner, "found")}
    )
    joined = ask("SELECT list_concat(n, m) AS n, list_concat(v, w) AS v FROM given", both)
    return column(joined, "n"), column(joined, "v")


def _level(system: Mapping[str, pa.Array], is_kind: pa.Array) -> pa.Array:
    """The level as number: as stated, else by NXLog's event type, else by its severity."""
    by_kind = level(pc.if_else(pc.fill_null(is_kind, False), system["kind"], None))
    severities = pa.array(list(_NXLOG_LEVELS))
    by_severity = pa.array(list(_NXLOG_LEVELS.values())).take(
        pc.index_in(system["severity"], value_set=severities)
    )
    return pc.coalesce(level(system["level"]), by_kind, by_severity)


def _other(collector: pa.Array, computer: pa.Array) -> pa.Array:
    """The computer that collected, where it is named and is not the event's own."""
    named = pc.and_not(
        pc.not_equal(pc.utf8_lower(collector), pc.utf8_lower(computer)),
        pc.starts_with(collector, "{"),
    )
    return pc.if_else(pc.fill_null(named, False), collector, None)


def _lists(texts: pa.Array) -> pa.ListArray:
    """Each text as a list of one; null stays null."""
    valid = texts.is_valid()
    offsets = pa.array(np.concatenate(([0], np.cumsum(np.asarray(valid)))).astype(np.int32))
    lists = pa.ListArray.from_arrays(offsets, texts.drop_null())
    return pc.if_else(valid, lists, None)
