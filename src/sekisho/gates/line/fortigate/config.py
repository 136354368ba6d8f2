"""A FortiGate's configuration as a tree: the backup file, or what ``show`` prints.

Reference: Fortinet, *FortiOS CLI Reference*, CLI syntax: ``config`` opens a table, ``edit`` an
entry of it, ``set`` gives a field one or more values, ``unset`` takes them away, ``next`` and
``end`` close. Values may be quoted, with ``\\`` before a quote or backslash, and may run over
lines. Lines that begin with ``#`` are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OPEN_QUOTE = re.compile(r'^(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*"(?:[^"\\]|\\.)*$', re.DOTALL)
LONGEST = 2000
"""Lines that one quoted value may run over (a certificate chain has some hundreds)."""


@dataclass
class Entry:
    """One entry of a table, or a table without entries: ``values`` by field, inner ``tables``
    by name. ``line``: where it begins in the file."""

    name: str
    line: int
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)

    def one(self, name: str, otherwise: str = "") -> str:
        """The only value of a field."""
        return next(iter(self.values.get(name, ())), otherwise)

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return self.values.get(name, ())


@dataclass
class Table(Entry):
    """A ``config`` section: its own values and its entries, in order."""

    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Odd:
    """A line that does not fit: its number, and a text code."""

    line: int
    code: str


@dataclass(frozen=True)
class Configuration:
    """The whole file: the first table of each name, and every one of a name over all VDOMs."""

    root: Entry
    odd: tuple[Odd, ...]

    def tables(self, name: str) -> Iterator[tuple[str, Table]]:
        """Every table of a name with the VDOM it stands in (``""`` where there are none)."""
        yield from _tables(self.root, name, "")


def _tables(entry: Entry, name: str, vdom: str) -> Iterator[tuple[str, Table]]:
    for own, table in entry.tables.items():
        if own == name:
            yield vdom, table
        elif own in ("vdom", "global"):
            for inner in [*table.entries, table]:
                yield from _tables(inner, name, inner.name if own == "vdom" else vdom)


def parse(text: str) -> Configuration:
    """The tree of a configuration. What does not fit is passed over and named in ``odd``."""
    root = Entry("", 0)
    open_: list[Entry] = [root]
    odd: list[Odd] = []
    for line, words in _statements(text, odd):
        if not _take(open_, words, line):
            odd.append(Odd(line, "gates.fortigate.odd_line"))
    if len(open_) > 1:
        odd.append(Odd(text.count("\n") + 1, "gates.fortigate.cut_off"))
    return Configuration(root, tuple(odd))


def _take(open_: list[Entry], words: list[str], line: int) -> bool:
    """One statement; False when it has no place here."""
    here, (verb, *rest) = open_[-1], words
    match verb:
        case "config" if rest:
            open_.append(here.tables.setdefault(" ".join(rest), Table(" ".join(rest), line)))
        case "edit" if isinstance(here, Table) and rest:
            entry = Entry(rest[0], line)
            here.entries.append(entry)
            open_.append(entry)
        case "set" if rest:
            here.values[rest[0]] = tuple(rest[1:])
        case "append" if rest:
            here.values[rest[0]] = (*here.values.get(rest[0], ()), *rest[1:])
        case "unset" if rest:
            here.values.pop(rest[0], None)
        case "next" if len(open_) > 1 and not isinstance(here, Table):
            open_.pop()
        case "end" if len(open_) > 1:
            if not isinstance(open_.pop(), Table) and len(open_) > 1:
                open_.pop()  # an entry left open: ``end`` closes it with its table
        case _:
            return False
    return True


def _statements(text: str, odd: list[Odd]) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        start, statement = number, lines[number]
        number += 1
        if not statement.strip() or statement.lstrip().startswith("#"):
            continue
        while _OPEN_QUOTE.match(statement) and number < len(lines) and number - start < LONGEST:
            statement += "\n" + lines[number]
            number += 1
        if _OPEN_QUOTE.match(statement):
            odd.append(Odd(start + 1, "gates.fortigate.open_quote"))
            number, statement = start + 1, lines[start]
        yield start + 1, _words(statement)


def _words(statement: str) -> list[str]:
    return [
        _ESCAPED.sub(r"\1", quoted) if bare == "" else bare
        for quoted, bare in _WORD.findall(statement)
    ]
