"""What really happened, as the file beside an exercise says it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from sekisho.drill.clock import Span, iso
from sekisho.drill.options import Options

Verdict = Literal["proven", "possible", "excluded", "unknown"]
Judgement = Literal["incident", "registered", "unexplained", "blocked"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """The verdict that the records allow for one document.

    `accept` holds the answers that count as right: more than one only where the line between
    possible and unknown is a matter of definition. Persons and households are None where the
    truth says nothing about them (no list, or not among the evidence).
    """

    path: str | None
    original_path: str
    host: str
    verdict: Verdict
    why: str
    accept: tuple[Verdict, ...] = ()
    persons: int | None = None
    households: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The form in the file."""
        return {
            "path": self.path,
            "original_path": self.original_path,
            "host": self.host,
            "verdict": self.verdict,
            "accept": list(self.accept or (self.verdict,)),
            "why": self.why,
            "persons": _range(self.persons),
            "households": _range(self.households),
        }


@dataclass(frozen=True, slots=True)
class Session:
    """A use of a tool for remote support, or the attempt."""

    host: str
    user: str
    address: str
    tool: str
    span: Span
    judgement: Judgement

    def as_json(self) -> dict[str, Any]:
        """The form in the file."""
        return {
            "host": self.host,
            "user": self.user,
            "address": self.address,
            "tool": self.tool,
            "start": iso(self.span.start),
            "end": iso(self.span.end),
            "judgement": self.judgement,
        }


def _range(count: int | None) -> dict[str, int] | None:
    return None if count is None else {"low": count, "high": count}


@dataclass(slots=True)
class Truth:
    """Collects the truth while a story is told; every time is real time."""

    name: str
    options: Options
    reason_for_no_window: str | None = None
    windows: list[dict[str, Any]] = field(default_factory=list)
    clocks: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    exposure: list[Exposure] = field(default_factory=list)
    sent_bytes: int | None = None
    sent_reason: str = ""
    spread: list[dict[str, Any]] = field(default_factory=list)
    cause: list[dict[str, Any]] = field(default_factory=list)
    addresses: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[dict[str, Any]] = field(default_factory=list)
    silent_hosts: list[str] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    outbreak: dict[str, Any] | None = None
    unread: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def clock(self, source: str, host: str, offset_s: int) -> None:
        """Note how far a clock is off; positive when it runs ahead."""
        self.clocks.append({"source": source, "host": host, "offset_s": offset_s})

    def gap(self, source: str, span: Span, host: str | None = None) -> None:
        """Note a stretch for which a source has nothing."""
        self.gaps.append(
            {"source": source, "host": host, "start": iso(span.start), "end": iso(span.end)}
        )

    def write(self, path: Path) -> Path:
        """Write the file beside the evidence."""
        options = asdict(self.options)
        options["date"] = self.options.day_of(self.name).isoformat()
        document = {
            "name": self.name,
            "seed": self.options.seed,
            "options": options,
            "zone": "+09:00",
            "window_reason": self.reason_for_no_window,
            "windows": self.windows,
            "clock_offsets": self.clocks,
            "sessions": [
                one.as_json() for one in sorted(self.sessions, key=lambda one: one.span.start)
            ],
            "exposure": [one.as_json() for one in self.exposure],
            "volume": {"sent_bytes": self.sent_bytes, "reason": self.sent_reason},
            "spread": self.spread,
            "cause": self.cause,
            "addresses": self.addresses,
            "gaps": self.gaps,
            "silent_hosts": sorted(self.silent_hosts),
            "statements": self.statements,
            "outbreak": self.outbreak,
            "unread_expected": sorted(self.unread),
            "facts": self.facts,
        }
        path.write_text(
            json.dumps(document, ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
            newline="\n",
        )
        return path
