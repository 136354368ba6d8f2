"""Canonical content to typed entries, led by the annotations of the entry classes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from ipaddress import ip_address, ip_network
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from sekisho.events.time import JAPAN
from sekisho.form.values import Address, Column, Network
from sekisho.form.when import When, when

_READ: dict[Any, Callable[[Any], Any]] = {
    str: str,
    int: int,
    float: float,
    bool: bool,
    date: date.fromisoformat,
    time: time.fromisoformat,
    datetime: lambda text: datetime.fromisoformat(text).astimezone(JAPAN),
    Network: ip_network,
    Address: ip_address,
    When: when,
}


def build(kind: Any, value: Any) -> Any:
    """``value`` as an instance of ``kind``: a scalar, ``X | None``, ``tuple[X, ...]`` or a class.

    The value has passed the checks; anything else is a defect of the form and raises.
    """
    if kind in _READ:
        return _READ[kind](value)
    if kind == tuple[Column, ...]:
        return tuple(Column(field=field, at=_position(at)) for field, at in value.items())
    if get_origin(kind) is tuple:
        return tuple(build(get_args(kind)[0], item) for item in value)
    if isinstance(kind, UnionType):
        (inner,) = (choice for choice in get_args(kind) if choice is not type(None))
        return build(inner, value)
    given = {name: build(own, value[name]) for name, own in _fields(kind) if name in value}
    return kind(**given)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))


def _position(at: str) -> int | str:
    return int(at) if at.isdecimal() else at
