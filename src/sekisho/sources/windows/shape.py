"""What a shape of rendered events says: which of its values is which part of the event.

A shape (``cutting``) is looked at once, by the rules for a single event (``leaves``), with the
numbers of its values in their places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np
import orjson

from sekisho.sources.splitting import Numbers
from sekisho.sources.windows.cutting import NotPlain
from sekisho.sources.windows.leaves import TEXT, leaves, text

NOTHING = -1
"""Stands for a value that the shape does not have; below it stand the shape's own texts."""
_KEPT = 4096
"""Shapes remembered; a month of a PC's logs has some hundreds."""

_PATHS: Mapping[str, tuple[str, ...]] = {
    "time": ("TimeCreated", "#attributes", "SystemTime"),
    "provider": ("Provider", "#attributes", "Name"),
    "provider_guid": ("Provider", "#attributes", "Guid"),
    "source_name": ("Provider", "#attributes", "EventSourceName"),
    "code": ("EventID",),
    "qualifiers": ("EventID", "#attributes", "Qualifiers"),
    "version": ("Version",),
    "level": ("Level",),
    "task": ("Task",),
    "opcode": ("Opcode",),
    "keywords": ("Keywords",),
    "record_id": ("EventRecordID",),
    "process_id": ("Execution", "#attributes", "ProcessID"),
    "thread_id": ("Execution", "#attributes", "ThreadID"),
    "activity_id": ("Correlation", "#attributes", "ActivityID"),
    "channel": ("Channel",),
    "computer": ("Computer",),
    "user_sid": ("Security", "#attributes", "UserID"),
}
"""Column of ``Parts.system`` → the element of ``System`` that tells it."""
SYSTEM = tuple(_PATHS)

_WORD = re.compile(r'"(?:[^"\\]|\\.)*+":?+|(?<=:)(?=[,}\]])')
"""A name, a value, or the place of a number that was cut out."""


@dataclass(frozen=True)
class Shape:
    """Places of what events of one shape say.

    A place is the number of one of the event's values (from 0), ``NOTHING``, or -2, -3 … for
    the first, second … of ``texts``, which all events of the shape have in common. ``system``: in
    the order of ``SYSTEM``. ``names`` and ``values``: the event data. ``data``: the unnamed data,
    None where there are none. ``size``: how many values were cut out.
    """

    system: Numbers
    names: Sequence[str]
    values: Numbers
    data: Numbers | None
    texts: Sequence[str]
    size: int


_NO_PLACES: Numbers = np.array([], dtype=np.int64)
SILENT = Shape(np.full(len(SYSTEM), NOTHING), (), _NO_PLACES, None, (), 0)
"""The shape of an event that says nothing."""


@lru_cache(_KEPT)
def shape_of(remains: str) -> Shape | None:
    """The shape that remained of events; None when a part of them is a text put together from
    several values, so that each event must be looked at (``alone``). Raises NotPlain."""
    mark = "#"
    while mark in remains:
        mark += "#"
    numbers = count()

    def numbered(found: re.Match[str]) -> str:
        word = found.group()
        return f'"{mark}{next(numbers)}"' if word in {"", '""'} else word

    marked = _WORD.sub(numbered, remains).encode()
    try:
        whole = orjson.loads(marked)
    except orjson.JSONDecodeError as error:
        raise NotPlain from error
    if orjson.dumps(whole) != marked:
        raise NotPlain
    found = _placed(whole, mark, next(numbers))
    return None if any(mark in text for text in found.texts) else found


def alone(event: str, size: int) -> Shape:
    """A shape that holds all texts of one event, of which ``size`` values were cut out."""
    return _placed(orjson.loads(event), None, size)


def _placed(whole: object, mark: str | None, size: int) -> Shape:
    """The places of values, which are their numbers behind ``mark``; without, all are texts."""
    texts: list[str] = []

    def place(value: str | None) -> int:
        if value is None:
            return NOTHING
        if mark is not None and value.startswith(mark):
            return int(value.removeprefix(mark))
        texts.append(value)
        return -1 - len(texts)

    def places(values: Sequence[str | None]) -> Numbers:
        return np.array([place(value) for value in values], dtype=np.int64)

    event = whole.get("Event") if isinstance(whole, dict) else None
    event = event if isinstance(event, dict) else {}
    found = leaves(event)
    system = places([_at(event.get("System"), keys) for keys in _PATHS.values()])
    data = None if found.data is None else places(found.data)
    return Shape(system, tuple(found.names), places(found.values), data, tuple(texts), size)


def _at(element: object, keys: Sequence[str]) -> str | None:
    """The text of an element or attribute below ``System``; None where there is none."""
    for key in keys:
        element = element.get(key) if isinstance(element, dict) else None
    if isinstance(element, dict):
        element = element.get(TEXT)
    return None if element is None or isinstance(element, (dict, list)) else text(element)
