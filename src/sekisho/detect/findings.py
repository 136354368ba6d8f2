"""Findings (検知): a rule that matched, with its event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sekisho.detect.sigma.reasons import Skipped
from sekisho.events.time import iso


@dataclass(frozen=True)
class Finding:
    """One rule that matched one event. ``time`` is aware (UTC), None for an event without one."""

    rule_id: str
    title: str
    level: str
    time: datetime | None
    host: str | None
    evidence: str
    position: int
    unit: str
    tags: tuple[str, ...]
    rule_file: str


@dataclass(frozen=True)
class Detection:
    """What the rules found, and which rules could not be asked.

    ``loaded``: rules that were read; ``applied``: rules asked of events of a kind that readers
    give; ``skipped``: the others, each with the reason; ``rules_sha256``: of the rule files.
    """

    findings: tuple[Finding, ...]
    loaded: int
    applied: int
    skipped: tuple[Skipped, ...]
    rules_sha256: str


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By time, evidence, position and rule; those without a time at the end; each once."""
    return tuple(sorted(set(findings), key=_order))


def _order(finding: Finding) -> tuple[bool, float, str, int, str]:
    moment = finding.time.timestamp() if finding.time is not None else 0.0
    place = (finding.evidence, finding.position, finding.rule_id)
    return (finding.time is None, moment, *place)


def jsonl(findings: Iterable[Finding]) -> Iterator[str]:
    """One line of JSON a finding, without the line's end; times with the offset of Japan."""
    for finding in findings:
        line = {
            "rule_id": finding.rule_id,
            "title": finding.title,
            "level": finding.level,
            "time": iso(finding.time) if finding.time is not None else None,
            "host": finding.host,
            "evidence": finding.evidence,
            "position": finding.position,
            "unit": finding.unit,
            "tags": list(finding.tags),
            "rule_file": finding.rule_file,
        }
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))
