"""The journal of a machine's gates: JSON lines, only ever added to.

A change has two lines: its beginning, written before the first file is touched and naming every
version it takes away and brings, and its end. A beginning without an end was cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from sekisho.gates.applied.kept import Version
from sekisho.gates.stages import Stages
from sekisho.ledger.put import add_line

NAME = "journal.jsonl"
Act = Literal["apply", "return"]
Outcome = Literal["applied", "returned", "put_back", "returned_not_loaded", "put_back_not_loaded"]
"""``put_back``: something failed, the machine has what it had before. ``…_not_loaded``: the
files are the earlier ones, but a command that loads them failed."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file of a change: its absolute path, what stood there, what stands there after.
    ``block``: the SHA-256 of our block, where the rest of the file is the town's own."""

    path: str
    before: Version | None
    after: Version | None
    block: str | None = None


@dataclass(frozen=True)
class Part:
    """One target's share of a change: its files, the commands that load and unload them, and the
    stages it was built at."""

    gate: str
    target: str
    files: tuple[Placed, ...]
    load: tuple[tuple[str, ...], ...]
    unload: tuple[tuple[str, ...], ...]
    stages: Stages = field(default_factory=Stages)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change. ``when``, ``ended``: ISO 8601 with an offset.
    ``straight``: why it enforces without having observed. ``outcome`` None: cut off."""

    number: int
    act: Act
    when: str
    who: str
    reason: str
    straight: str
    rulebook: str
    parts: tuple[Part, ...]
    outcome: Outcome | None = None
    said: tuple[str, ...] = ()
    ended: str = ""


@dataclass(frozen=True)
class Journal:
    """The journal below a state folder. ``torn``: lines that cannot be read, as a cut leaves
    one at the end."""

    path: Path
    changes: tuple[Change, ...] = ()
    torn: int = 0

    @property
    def cut_off(self) -> Change | None:
        """The change that began and never ended: only the last can be."""
        last = self.changes[-1] if self.changes else None
        return last if last is not None and last.outcome is None else None

    def history(self, gate: str, target: str) -> tuple[Change, ...]:
        """The changes of a target that are on, one on top of the other; the last one is what
        the machine has."""
        found: list[Change] = []
        for change in self.changes:
            if not any((one.gate, one.target) == (gate, target) for one in change.parts):
                continue
            if change.outcome == "applied":
                found.append(change)
            elif found and change.outcome in ("returned", "returned_not_loaded"):
                found.pop()
        return tuple(found)

    def targets(self) -> tuple[tuple[str, str], ...]:
        """Every gate and target that stands in the journal."""
        named = {(one.gate, one.target) for change in self.changes for one in change.parts}
        return tuple(sorted(named))


def read(state: Path) -> Journal:
    """The journal of a state folder; empty where there is none. Raises OSError."""
    path = state / NAME
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Journal(path)
    changes: dict[int, Change] = {}
    torn = 0
    for line in filter(None, lines):
        try:
            _take(changes, orjson.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            torn += 1
    return Journal(path, tuple(changes.values()), torn)


def begin(journal: Journal, change: Change) -> None:
    """Writes the beginning of a change, down to the disk. Raises OSError."""
    told = asdict(change)
    for name in ("outcome", "said", "ended"):
        del told[name]
    add_line(journal.path, _line(told))


def end(journal: Journal, change: Change) -> None:
    """Writes the end of a change, down to the disk. Raises OSError."""
    told = {"number": change.number, "outcome": change.outcome, "said": change.said}
    add_line(journal.path, _line({**told, "ended": change.ended}))


def _line(told: Mapping[str, Any]) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def _take(changes: dict[int, Change], told: dict[str, Any]) -> None:
    number = int(told["number"])
    if "act" not in told:
        outcome, said, ended = told["outcome"], tuple(told["said"]), told["ended"]
        changes[number] = replace(changes[number], outcome=outcome, said=said, ended=ended)
        return
    changes[number] = Change(
        number=number,
        act=told["act"],
        when=told["when"],
        who=told["who"],
        reason=told["reason"],
        straight=told["straight"],
        rulebook=told["rulebook"],
        parts=tuple(_part(one) for one in told["parts"]),
    )


def _stages(told: dict[str, Any]) -> Stages:
    at = told.get("at")
    return Stages(
        told["everybody"],
        told["departments"],
        told["assets"],
        datetime.fromisoformat(at) if at else None,
    )


def _part(told: dict[str, Any]) -> Part:
    return Part(
        told["gate"],
        told["target"],
        tuple(
            Placed(one["path"], _version(one["before"]), _version(one["after"]), one.get("block"))
            for one in told["files"]
        ),
        _commands(told["load"]),
        _commands(told["unload"]),
        _stages(told["stages"]),
    )


def _version(told: dict[str, Any] | None) -> Version | None:
    return None if told is None else Version(told["sha256"], told["mode"])


def _commands(told: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in told)
