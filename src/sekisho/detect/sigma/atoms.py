"""The smallest questions of a rule: one field, one value. Asked of distinct values only.

A log repeats itself: the same program, the same host, thousands of times. So each question is
answered once for each distinct text of a field. All plain texts that rules look for in a field
are found in one pass (Aho-Corasick), whatever their number.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from ahocorasick_rs import AhoCorasick

Answers = npt.NDArray[np.bool_]
Operator = Literal["<", "<=", ">", ">=", "!="]
Wild = Literal["*", "?"]


@dataclass(frozen=True)
class Text:
    """A text whose parts are plain (``str`` in a tuple of one) or wildcards (``*``, ``?``)."""

    parts: tuple[tuple[str] | Wild, ...]
    cased: bool = False


@dataclass(frozen=True)
class Regex:
    """A regular expression (RE2) that fits somewhere in the text."""

    pattern: str


@dataclass(frozen=True)
class Null:
    """No field, or one without a value: Windows events write the latter as an empty text."""


@dataclass(frozen=True)
class Exists:
    """The field is there, whatever its value."""


@dataclass(frozen=True)
class Compare:
    """A number on one side of another."""

    operator: Operator
    number: float


@dataclass(frozen=True)
class Within:
    """An address within a network."""

    network: ipaddress.IPv4Network | ipaddress.IPv6Network


Atom = Text | Regex | Null | Exists | Compare | Within

Place = Literal["whole", "start", "end", "inside"]
SHAPES: Mapping[tuple[str, ...], Place] = {
    ("t",): "whole",
    ("t", "*"): "start",
    ("*", "t"): "end",
    ("*", "t", "*"): "inside",
}


def place(atom: Atom) -> tuple[str, Place] | None:
    """The plain text to look for and where it must stand; None for what needs a pattern."""
    if not isinstance(atom, Text) or atom.cased:
        return None
    shape = tuple(part if isinstance(part, str) else "t" for part in atom.parts)
    found = SHAPES.get(shape)
    plain = [part[0] for part in atom.parts if not isinstance(part, str)]
    return (plain[0], found) if found is not None and plain[0] else None


class Questions:
    """All atoms that rules ask of one field."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        uses: dict[str, list[tuple[int, Place]]] = {}
        for number, atom in enumerate(atoms):
            found = place(atom)
            if found is not None:
                uses.setdefault(found[0], []).append((number, found[1]))
        self._plain = {number for use in uses.values() for number, _ in use}
        self._uses = list(uses.values())
        self._finder = AhoCorasick(list(uses)) if uses else None

    def answers(self, values: pa.Array) -> list[Answers | None]:
        """For each atom, for each value and at last for "no value", whether it holds.

        None where it holds nowhere. ``values``: distinct texts without null.
        """
        lower = pc.utf8_lower(values)
        found: list[Answers | None] = [None] * len(self._atoms)
        for number, rows in self._found(lower).items():
            answers = np.zeros(len(values) + 1, dtype=np.bool_)
            answers[rows] = True
            found[number] = answers
        for number, atom in enumerate(self._atoms):
            if number not in self._plain:
                answers = _answers(atom, values, lower)
                found[number] = answers if answers.any() else None
        return found

    def _found(self, lower: pa.Array) -> Mapping[int, list[int]]:
        """Rows in which the atoms that are plain texts hold."""
        rows: dict[int, list[int]] = {}
        if self._finder is None:
            return rows
        for row, text in enumerate(lower.to_pylist()):
            for pattern, start, end in self._finder.find_matches_as_indexes(text, overlapping=True):
                for number, where in self._uses[pattern]:
                    if _stands(where, start, end, len(text)):
                        rows.setdefault(number, []).append(row)
        return rows


def _stands(where: Place, start: int, end: int, length: int) -> bool:
    if where == "inside":
        return True
    if where == "start":
        return start == 0
    if where == "end":
        return end == length
    return start == 0 and end == length


def _answers(atom: Atom, values: pa.Array, lower: pa.Array) -> Answers:
    """An atom that is no plain text, answered for each value and for "no value"."""
    asked: Mapping[type, Callable[..., Answers]] = {
        Text: _wild,
        Regex: _regex,
        Null: _null,
        Exists: _exists,
        Compare: _compare,
        Within: _within,
    }
    return asked[type(atom)](atom, values, lower)


def _closed(answers: object, *, missing: bool = False) -> Answers:
    return np.append(np.asarray(answers, dtype=np.bool_), missing)


def _wild(atom: Text, values: pa.Array, lower: pa.Array) -> Answers:
    pieces = {"*": ".*", "?": "."}
    pattern = "".join(
        pieces[part] if isinstance(part, str) else re.escape(part[0]) for part in atom.parts
    )
    texts = values if atom.cased else lower
    return _closed(pc.match_substring_regex(texts, rf"(?s)\A(?:{pattern})\z"))


def _regex(atom: Regex, values: pa.Array, _lower: pa.Array) -> Answers:
    return _closed(pc.match_substring_regex(values, atom.pattern))


def _null(_atom: Null, values: pa.Array, _lower: pa.Array) -> Answers:
    return _closed(pc.equal(values, ""), missing=True)


def _exists(_atom: Exists, values: pa.Array, _lower: pa.Array) -> Answers:
    return _closed(np.ones(len(values)))


def _compare(atom: Compare, values: pa.Array, _lower: pa.Array) -> Answers:
    compared: Mapping[Operator, Callable[[float], bool]] = {
        "<": lambda number: number < atom.number,
        "<=": lambda number: number <= atom.number,
        ">": lambda number: number > atom.number,
        ">=": lambda number: number >= atom.number,
        "!=": lambda number: number != atom.number,
    }
    test = compared[atom.operator]
    numbers = (_number(text) for text in values.to_pylist())
    return _closed([number is not None and test(number) for number in numbers])


def _number(text: str) -> float | None:
    try:
        return float(int(text, 16)) if text.lower().startswith("0x") else float(text)
    except ValueError:
        return None


def _within(atom: Within, values: pa.Array, _lower: pa.Array) -> Answers:
    return _closed([_address_within(text, atom.network) for text in values.to_pylist()])


def _address_within(text: str, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address in network
