"""What a schema cannot see: names that point nowhere, things said twice, ends before starts."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from difflib import get_close_matches
from typing import Any

from sekisho.form.mistakes import Mistake, mistake
from sekisho.form.schema import Schema
from sekisho.form.tree import Node, place_of

Path = tuple[str | int, ...]

_ORDERED = (("since", "until"), ("start", "end"))
_YEARLY = "year_end"
_GUESSES = 30
"""Guessing compares with every name: enough for slips, bounded for a wrong list of thousands."""


@dataclass(frozen=True)
class _Marks:
    """What the form says of its values, as dotted patterns.

    ``names``: section → where its names stand (``x-name-of``); ``references``: pattern and the
    section it points to (``x-refers-to``); ``once``: patterns that share a mark, of whose values
    none may stand in two entries (``x-once``).
    """

    names: dict[str, list[str]] = field(default_factory=dict)
    references: list[tuple[str, str]] = field(default_factory=list)
    once: dict[str, list[str]] = field(default_factory=dict)


def _marks(form: Schema) -> _Marks:
    found = _Marks()
    waiting: list[tuple[str, Schema]] = [("", form)]
    while waiting:
        pattern, part = waiting.pop(0)
        if "x-name-of" in part:
            found.names.setdefault(part["x-name-of"], []).append(pattern)
        if "x-refers-to" in part:
            found.references.append((pattern, part["x-refers-to"]))
        if "x-once" in part:
            found.once.setdefault(part["x-once"], []).append(pattern)
        steps = {**part.get("properties", {}), **({"*": part["items"]} if "items" in part else {})}
        waiting += [(f"{pattern}.{step}".lstrip("."), inner) for step, inner in steps.items()]
    return found


def check_references(data: Any, tree: Node, form: Schema) -> list[Mistake]:
    """All mistakes between the entries of canonical ``data``, placed by ``tree``.

    A reference is checked only where the section it points to was written at all. The data may
    still hold mistakes of form; what is not of the expected shape is passed over here.
    """
    marks = _marks(form)
    return [
        *_unknown(data, tree, marks),
        *_twice(data, tree, marks),
        *_backwards(data, tree),
        *_outside_zone(data, tree),
    ]


def _select(data: Any, pattern: str) -> Iterator[tuple[Path, str]]:
    """Every text at a dotted pattern, ``*`` standing for each item of a list."""
    found: list[tuple[Path, Any]] = [((), data)]
    for step in pattern.split("."):
        deeper: list[tuple[Path, Any]] = []
        for path, value in found:
            if step == "*" and isinstance(value, list):
                deeper += [((*path, at), item) for at, item in enumerate(value)]
            elif isinstance(value, dict) and step in value:
                deeper.append(((*path, step), value[step]))
        found = deeper
    for path, value in found:
        if isinstance(value, str):
            yield path, value


def _unknown(data: Any, tree: Node, marks: _Marks) -> Iterator[Mistake]:
    for pattern, section in marks.references:
        names = [text for source in marks.names[section] for _, text in _select(data, source)]
        owners = Counter(name.casefold() for name in names)
        guesses = 0
        for path, text in _select(data, pattern) if names else ():
            place = place_of(tree, path)
            if text.casefold() not in owners:
                close = get_close_matches(text, names, 1) if guesses < _GUESSES else []
                guesses += 1
                meant = close[0] if close else ""
                yield mistake(place, f"unknown.{section}", value=text, meant=meant)
            elif section == "people" and owners[text.casefold()] > 1:
                yield mistake(place, "ambiguous_person", value=text)


def _twice(data: Any, tree: Node, marks: _Marks) -> Iterator[Mistake]:
    for patterns in marks.once.values():
        entries = [(path, text) for pattern in patterns for path, text in _select(data, pattern)]
        yield from _repeated(((path, text.casefold()) for path, text in entries), tree)
    shares = list(_select(data, "shares.*.name"))
    servers = {path[:2]: text for path, text in _select(data, "shares.*.server")}
    keyed = [(path, f"{servers.get(path[:2], '')}/{text}".casefold()) for path, text in shares]
    yield from _repeated(iter(keyed), tree)


def _repeated(entries: Iterator[tuple[Path, str]], tree: Node) -> Iterator[Mistake]:
    first: dict[str, Path] = {}
    for path, key in entries:
        # A thing may carry its own name again (an alias equal to the name): same entry.
        if key in first and _owner(first[key]) != _owner(path):
            there = place_of(tree, first[key])
            yield mistake(
                place_of(tree, path),
                "said_twice",
                value=key,
                first_file=there.file,
                first_line=there.line,
            )
        first.setdefault(key, path)


def _owner(path: Path) -> Path:
    """The entry of a list that a value belongs to."""
    at = next((at for at, step in enumerate(path) if isinstance(step, int)), len(path))
    return path[: at + 1]


def _backwards(data: Any, tree: Node, path: Path = ()) -> Iterator[Mistake]:
    if isinstance(data, dict):
        for begin, end in _ORDERED:
            low, high = data.get(begin), data.get(end)
            if path[-1:] != (_YEARLY,) and _backward(low, high):
                yield mistake(place_of(tree, (*path, end)), "ends_before", start=low, end=high)
    items = data.items() if isinstance(data, dict) else _numbered(data)
    for key, value in items:
        yield from _backwards(value, tree, (*path, key))


def _backward(low: Any, high: Any) -> bool:
    """Whether two canonical times or moments are out of order; False where one is neither."""
    if not (isinstance(low, str) and isinstance(high, str)):
        return False
    try:
        return time.fromisoformat(low) >= time.fromisoformat(high)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(low) >= datetime.fromisoformat(high)
    except (TypeError, ValueError):  # a mistake of form, answered by the schema
        return False


def _numbered(data: Any) -> Iterator[tuple[int, Any]]:
    if isinstance(data, list):
        yield from enumerate(data)


def _outside_zone(data: Any, tree: Node) -> Iterator[Mistake]:
    zones = {path[1]: text for path, text in _select(data, "zones.*.name")}
    networks: dict[str, list[str]] = {}
    for path, text in _select(data, "zones.*.networks.*"):
        networks.setdefault(zones.get(path[1], ""), []).append(text)
    placed = {path[1]: text for path, text in _select(data, "assets.*.zone")}
    for path, text in _select(data, "assets.*.addresses.*"):
        zone = placed.get(path[1], "")
        if zone in networks and not _within(text, networks[zone]):
            given = ", ".join(networks[zone])
            yield mistake(
                place_of(tree, path), "outside_zone", value=text, zone=zone, networks=given
            )


def _within(text: str, networks: list[str]) -> bool:
    try:
        address = ipaddress.ip_address(text)
        return any(address in ipaddress.ip_network(network) for network in networks)
    except ValueError:  # a mistake of form, answered by the schema
        return True
