"""Events rendered as JSON, as the EVTX parser gives them (and as XML is brought to): taken apart.

Reference: the ``Event`` schema of Windows (Event Schema, Windows Event Log reference);
attributes stand below ``#attributes``, the text beside them below ``#text``, elements of equal
name are numbered (``X``, ``X_1``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.windows.asking import ask, column, told
from sekisho.sources.windows.leaves import ATTRIBUTES, Leaves, leaves, text
from sekisho.sources.windows.parts import Parts
from sekisho.sources.windows.times import moments

NotJson = duckdb.InvalidInputException

FEW = 256
"""So few events are taken apart one by one: a question to the database takes longer."""

_SYSTEM = "$.Event.System."
_PATHS: Mapping[str, str] = {
    "time": _SYSTEM + "TimeCreated.#attributes.SystemTime",
    "provider": _SYSTEM + "Provider.#attributes.Name",
    "provider_guid": _SYSTEM + "Provider.#attributes.Guid",
    "source_name": _SYSTEM + "Provider.#attributes.EventSourceName",
    "code": _SYSTEM + "EventID",
    "code_text": _SYSTEM + "EventID.#text",
    "qualifiers": _SYSTEM + "EventID.#attributes.Qualifiers",
    "version": _SYSTEM + "Version",
    "level": _SYSTEM + "Level",
    "task": _SYSTEM + "Task",
    "opcode": _SYSTEM + "Opcode",
    "keywords": _SYSTEM + "Keywords",
    "record_id": _SYSTEM + "EventRecordID",
    "process_id": _SYSTEM + "Execution.#attributes.ProcessID",
    "thread_id": _SYSTEM + "Execution.#attributes.ThreadID",
    "activity_id": _SYSTEM + "Correlation.#attributes.ActivityID",
    "channel": _SYSTEM + "Channel",
    "computer": _SYSTEM + "Computer",
    "user_sid": _SYSTEM + "Security.#attributes.UserID",
    "user_data": "$.Event.UserData",
    "rendering": "$.Event.RenderingInfo",
    "failure": "$.Event.ProcessingErrorData",
    "debug": "$.Event.DebugData",
    "binary": "$.Event.BinaryEventData",
}
_KEYS = {name: tuple(path.split(".")[1:]) for name, path in _PATHS.items()}
_OTHER_PARTS = ("user_data", "rendering", "failure", "debug", "binary")
_TOLD = f"head->>{list(_PATHS.values())} AS told"
_WHOLE = f"""
    SELECT {_TOLD}, json_keys(head, '$.Event.EventData') AS names,
        head->>'$.Event.EventData.*' AS found
    FROM given
"""
_SPLIT = f"SELECT {_TOLD}, json_keys(tail) AS names, tail->>'$.*' AS found FROM given"
_BETWEEN = '},"EventData":'
"""Stands between system and event data, as the parser writes them. Never within a text: there
its quotation marks would be escaped."""
_LISTED = "SELECT raw->>'$.#text[*]' AS several, raw->>'$.#text' AS single FROM given"
_Told = tuple[dict[str, pa.Array], pa.ListArray, pa.ListArray, pa.ListArray]
_DIGITS = len("2016-06-03T07:03:11.123456")


@dataclass(frozen=True)
class Answer:
    """What is told of events; of the ``odd`` ones the event data are still to be found."""

    told: _Told
    odd: pa.Array


def take_apart(raw: pa.Array, stamps: pa.Array | None = None) -> Parts:
    """The parts of rendered events. Raises ``NotJson`` when a text is not JSON.

    ``stamps``: the same times with finer digits, where something else knows them; one that
    says another time is not used.
    """
    if len(raw) <= FEW:
        with suppress(orjson.JSONDecodeError):  # the database judges what is JSON
            return _parts(_singly(raw), stamps)
    return taken_apart(raw, asked(raw), stamps)


def asked(raw: pa.Array) -> Answer:
    """The longer half of taking events apart: what the database tells of them.

    Apart, so that another thread can do it. Raises ``NotJson``.
    """
    try:
        answer = ask(_SPLIT, _head_and_tail(raw))
    except NotJson:  # event data that are not the last part of their event
        answer = ask(_WHOLE, pa.table({"head": raw}))
    system = told(answer, "told", list(_PATHS))
    names, values = column(answer, "names"), column(answer, "found")
    data = _unnamed(names, values)
    return Answer((system, names, values, data), _odd(names, values, data, system))


def taken_apart(raw: pa.Array, answer: Answer, stamps: pa.Array | None = None) -> Parts:
    """The parts of events of which the database told (``asked``)."""
    system, *lists = answer.told
    if pc.any(answer.odd).as_py():
        lists = _with_leaves(raw, answer.odd, lists)
    return _parts((system, *lists), stamps)


def _parts(parts: _Told, stamps: pa.Array | None) -> Parts:
    system, names, values, data = parts
    system["code"] = pc.coalesce(system["code_text"], system["code"])
    if stamps is not None:
        system["time"] = _finer(system["time"], stamps)
    return Parts.of(system, moments(system["time"]), names, values, data)


def _head_and_tail(raw: pa.Array) -> pa.Table:
    """Each event without its event data, and these by themselves, both as JSON.

    Every question parses its text anew, so it is asked of the shorter ones.
    """
    pieces = pc.split_pattern(raw, _BETWEEN, max_splits=1)
    ends = np.asarray(pieces.offsets)
    first, split = ends[:-1], np.diff(ends) == 2
    head = pieces.values.take(pa.array(first))
    head = pc.binary_join_element_wise(head, pc.if_else(pa.array(split), "}}}", ""), "")
    tail = pieces.values.take(pa.array(first + 1, mask=~split)).cast(pa.binary())
    return pa.table({"head": head, "tail": pc.binary_slice(tail, 0, -2).cast(pa.string())})


def _finer(times: pa.Array, stamps: pa.Array) -> pa.Array:
    """The time of writing, which has seven digits, where it says what the event says."""
    same = pc.equal(
        pc.utf8_slice_codeunits(times, 0, _DIGITS), pc.utf8_slice_codeunits(stamps, 0, _DIGITS)
    )
    return pc.if_else(pc.fill_null(same, False), pc.replace_substring(stamps, " UTC", ""), times)


def _unnamed(names: pa.ListArray, values: pa.ListArray) -> pa.ListArray:
    """The unnamed data of each event: one text or a list of them."""
    flat = pc.list_flatten(values)
    there = pc.and_(pc.equal(pc.list_flatten(names), "Data"), pc.starts_with(flat, '{"#text":'))
    if not pc.any(there).as_py():
        return pa.nulls(len(names), pa.list_(pa.string()))
    answer = ask(_LISTED, pa.table({"raw": flat.filter(there)}))
    several = _without_nulls(column(answer, "several"))
    single = _lists_of_one(column(answer, "single"))
    listed = pc.if_else(pc.greater(pc.list_value_length(several), 0), several, single)
    places = np.full(len(names), -1, dtype=np.int64)
    rows = np.asarray(pc.list_parent_indices(names).filter(there))
    places[rows] = np.arange(len(rows))
    return listed.take(pa.array(places, mask=places < 0))


def _without_nulls(lists: pa.ListArray) -> pa.ListArray:
    """An unnamed datum without text is the empty text."""
    return pa.ListArray.from_arrays(lists.offsets, pc.fill_null(lists.values, ""))


def _lists_of_one(texts: pa.Array) -> pa.ListArray:
    offsets = pa.array(np.arange(len(texts) + 1, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, texts)


def _odd(
    names: pa.ListArray, values: pa.ListArray, data: pa.ListArray, system: Mapping[str, pa.Array]
) -> pa.Array:
    """The events that hold something else than event data of texts and unnamed data."""
    odd = names.is_null()
    for part in _OTHER_PARTS:
        odd = pc.or_(odd, system[part].is_valid())
    flat_names, flat = pc.list_flatten(names), pc.list_flatten(values)
    parents = pc.list_parent_indices(names)
    structured = pc.or_(pc.starts_with(flat, '{"'), pc.starts_with(flat, "["))
    special = pc.index_in(flat_names, value_set=pa.array([ATTRIBUTES, "Data"]))
    is_data = pc.fill_null(pc.equal(special, 1), False)
    suspect = pc.or_(
        pc.and_not(pc.fill_null(structured, False), is_data),
        pc.fill_null(pc.equal(special, 0), False),
    )
    if pc.any(is_data).as_py():
        untold = data.take(parents).is_null()
        suspect = pc.or_(suspect, pc.and_(is_data, untold))
    marked = np.asarray(odd).copy()
    marked[np.asarray(parents.filter(suspect))] = True
    return pa.array(marked)


def _with_leaves(raw: pa.Array, odd: pa.Array, lists: list[pa.ListArray]) -> list[pa.ListArray]:
    """Names, values and unnamed data, those of the odd events taken from the events themselves."""
    found = [_leaves(orjson.loads(text)) for text in raw.filter(odd).to_pylist()]
    more = _listed(found)
    # row n of the answer, or the next of the odd ones, which are laid behind it
    behind = pc.subtract(pc.cumulative_sum(odd.cast(pa.int64())), 1)
    places = pc.if_else(odd, pc.add(behind, len(raw)), pa.array(np.arange(len(raw))))
    return [
        pa.concat_arrays([answer, behind_it]).take(places)
        for answer, behind_it in zip(lists, more, strict=True)
    ]


def _listed(found: Sequence[Leaves]) -> list[pa.ListArray]:
    lists = pa.list_(pa.string())
    return [
        pa.array([one.names for one in found], lists),
        pa.array([one.values for one in found], lists),
        pa.array([one.data for one in found], lists),
    ]


def _leaves(whole: Mapping[str, Any]) -> Leaves:
    event = whole.get("Event")
    return leaves(event) if isinstance(event, Mapping) else Leaves()


def _singly(raw: pa.Array) -> _Told:
    """The same as the database tells, event by event. Raises orjson.JSONDecodeError."""
    events = [orjson.loads(text) for text in raw.to_pylist()]
    system = {
        name: pa.array([_at(event, keys) for event in events], pa.string())
        for name, keys in _KEYS.items()
    }
    names, values, data = _listed([_leaves(event) for event in events])
    return system, names, values, data


def _at(event: object, keys: tuple[str, ...]) -> str | None:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return None if event is None else text(event)
