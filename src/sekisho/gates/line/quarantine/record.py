"""The record of quarantines: JSON lines beside the journal of changes, only ever added to.

An act has two lines as a change has: its beginning, before anything is done, and its end. What
began and never ended may have been done: until its time is over it counts as cut off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

import orjson

from sekisho.events.time import iso
from sekisho.form.values import Address
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import add_line

NAME = "quarantine.jsonl"
Act = Literal["contain", "lift", "restore"]
Outcome = Literal["done", "failed", "by_hand"]
"""``by_hand``: a person was given the commands; nothing here knows whether they were typed."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act. ``when`` and ``until`` are aware; ``until`` None: it contains nobody."""

    number: int
    act: Act
    when: datetime
    who: str
    reason: str
    name: str
    addresses: tuple[Address, ...]
    until: datetime | None = None
    rulebook: str = ""
    outcome: Outcome | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """The record below a state folder. ``torn``: lines that cannot be read."""

    state: Path
    entries: tuple[Entry, ...] = ()
    torn: int = 0

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.state / NAME

    def in_force(self, at: datetime) -> dict[Address, Entry]:
        """Who is cut off at a moment, and by which act."""
        found: dict[Address, Entry] = {}
        for one in self.entries:
            for address in one.addresses:
                if one.act == "contain" and one.outcome != "failed":
                    found[address] = one
                elif one.act == "lift" and one.outcome in ("done", "by_hand"):
                    found.pop(address, None)
        return {own: one for own, one in found.items() if one.until and one.until > at}

    def begin(self, entry: Entry) -> Entry:
        """Writes the beginning of an act under the next number, down to the disk. Raises
        OSError."""
        own = replace(entry, number=1 + max((one.number for one in self.entries), default=0))
        private_folder(self.state)
        told = {
            "number": own.number,
            "act": own.act,
            "when": iso(own.when),
            "who": own.who,
            "reason": own.reason,
            "name": own.name,
            "addresses": list(map(str, own.addresses)),
            "until": own.until and iso(own.until),
            "rulebook": own.rulebook,
        }
        add_line(self.path, orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))
        return own

    def end(self, entry: Entry, outcome: Outcome, said: Iterable[str] = ()) -> None:
        """Writes the end of an act. Raises OSError."""
        told = {"number": entry.number, "outcome": outcome, "said": list(said)}
        add_line(self.path, orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))


def read(state: Path) -> Record:
    """The record of a state folder; empty where there is none. Raises OSError."""
    try:
        lines = (state / NAME).read_bytes().split(b"\n")
    except FileNotFoundError:
        return Record(state)
    entries: dict[int, Entry] = {}
    torn = 0
    for line in filter(None, lines):
        try:
            told = orjson.loads(line)
            number = int(told["number"])
            if "act" in told:
                entries[number] = _entry(told)
            else:
                outcome, said = told["outcome"], tuple(told["said"])
                entries[number] = replace(entries[number], outcome=outcome, said=said)
        except (ValueError, KeyError, TypeError, AttributeError):
            torn += 1
    return Record(state, tuple(entries.values()), torn)


def seconds_left(entry: Entry, at: datetime) -> int:
    """Whole seconds until a quarantine ends, at least one."""
    left = entry.until - at if entry.until else timedelta(0)
    return max(1, -(-left // timedelta(seconds=1)))


def _entry(told: dict[str, Any]) -> Entry:
    until = told["until"]
    return Entry(
        number=int(told["number"]),
        act=told["act"],
        when=datetime.fromisoformat(told["when"]),
        who=told["who"],
        reason=told["reason"],
        name=told["name"],
        addresses=tuple(map(ip_address, told["addresses"])),
        until=datetime.fromisoformat(until) if until else None,
        rulebook=told["rulebook"],
    )
