"""The facts of a case from ``case.json``: the way back from ``json``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sekisho.case.facts import Case
from sekisho.case.json import VERSION


class NotACaseError(ValueError):
    """The data are not those of a case this version writes."""


def from_json(content: Any) -> Case:
    """The case that ``json.to_json`` wrote as this plain data; its words are left aside.

    Raises NotACaseError for anything else.
    """
    if not isinstance(content, Mapping) or content.get("format") != VERSION:
        raise NotACaseError
    try:
        case: Case = _value(Case, content)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise NotACaseError from error
    return case


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: str,
    int: int,
    bool: bool,
    float: float,
    datetime: _moment,
    date: date.fromisoformat,
}


def _value(kind: Any, value: Any) -> Any:
    if kind in _PLAIN:
        return _PLAIN[kind](value)
    if isinstance(kind, UnionType):
        (inner,) = (choice for choice in get_args(kind) if choice is not type(None))
        return None if value is None else _value(inner, value)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Literal, tuple, Mapping):
        return _of_parts(origin, inside, value)
    fields = {name: _value(own, value[name]) for name, own in _fields(kind) if name in value}
    return kind(**fields)


def _of_parts(origin: Any, inside: tuple[Any, ...], value: Any) -> Any:
    """A value of one of ``inside``, a tuple of them, or a map to them."""
    if origin is Literal:
        if value not in inside:
            raise ValueError(value)
        return value
    if origin is tuple and inside[-1] is Ellipsis:
        return tuple(_value(inside[0], item) for item in value)
    if origin is tuple:
        return tuple(_value(own, item) for own, item in zip(inside, value, strict=True))
    return MappingProxyType({key: _value(inside[1], item) for key, item in value.items()})


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))
