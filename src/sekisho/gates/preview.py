"""What a gate would have refused: facts for a person who decides whether to switch it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Refusals:
    """What one rule would have refused of one computer and person, to one other end.

    ``person``: whom the record names, else whose computer the rulebook says it is.
    ``count``: connections, requests or files; ``hours``: how many of them in each hour of the
    day (Japan time); ``first``, ``last``: aware; the pointer leads to the first record.
    """

    code: str
    host: str
    address: str
    person: str
    department: str
    to: str
    count: int
    hours: Mapping[int, int]
    first: datetime
    last: datetime
    evidence: str
    position: int
    unit: str


@dataclass(frozen=True)
class Pointed:
    """What one detection rule found, on one side of the gate. ``code``: the gate's rule that
    refuses it, ``""`` where it lets it pass; ``count``: records; ``hosts``: as the findings
    name them; ``first``: aware, of the first record, to which the pointer leads (None where it
    has no time)."""

    rule_id: str
    title: str
    level: str
    code: str
    count: int
    hosts: tuple[str, ...]
    first: datetime | None
    evidence: str
    position: int
    unit: str


@dataclass(frozen=True)
class Preview:
    """``judged``: how many records were judged, from ``first`` to ``last`` (None where there
    were none); ``refused``: how many of them; ``unjudged``: how many could not be judged,
    and why (a text code each). *Nothing would be refused* is said only of what was judged.
    ``permitted``: what the gate's settings alone would refuse, of remote support that the rulebook
    permitted in that hour (by ticket); it is judged and not refused.

    ``whole``: how many of the judged were judged by all their bytes (mails), not by what records
    hold of them.
    ``stopped``, ``missed``: what findings point to among the gate's own records, and the gate
    would have refused or let pass; None: not asked."""

    gate: str
    judged: int
    refused: int
    first: datetime | None
    last: datetime | None
    refusals: tuple[Refusals, ...]
    unjudged: Mapping[str, int]
    stopped: tuple[Pointed, ...] | None = None
    missed: tuple[Pointed, ...] | None = None
    permitted: Mapping[str, int] = field(default_factory=dict)
    whole: int = 0
