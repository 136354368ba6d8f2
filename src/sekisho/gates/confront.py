"""Findings held against a gate: what it would have stopped of an incident, and what it missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import duckdb
import pyarrow as pa

from sekisho.detect.findings import Finding
from sekisho.gates.between import Between
from sekisho.gates.contract import Gate
from sekisho.gates.preview import Pointed, Preview
from sekisho.rulebook import Rulebook

_Pointer = tuple[str, int, str]


def confronted(
    found: Preview,
    gate: Gate,
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    findings: Sequence[Finding],
    between: Between,
) -> Preview:
    """The preview with what findings in the same stretch of time point to: ``stopped`` and
    ``missed``. A record that the gate could not judge counts as missed; one that lies in no
    table of this gate is none of its matters. Unchanged for a gate that judges no records."""
    if gate.judge is None:
        return found
    within = [one for one in findings if is_within(one, between)]
    pointers = {_pointer(one): None for one in within}
    rows = gate.judge(connection, rulebook, _table(pointers)).to_pylist() if pointers else []
    codes = {
        (row["evidence"], row["position"], row["unit"]): row["code"] if row["refused"] else ""
        for row in rows
    }
    stopped = [one for one in within if codes.get(_pointer(one))]
    missed = [one for one in within if codes.get(_pointer(one)) == ""]
    return replace(
        found,
        stopped=tuple(_by_rule(stopped, codes)),
        missed=tuple(_by_rule(missed, codes)),
    )


def is_within(finding: Finding, between: Between) -> bool:
    """Whether a finding lies in a stretch of time; one without a time only where it is open."""
    if finding.time is None:
        return between.start is None and between.end is None
    begun = between.start is None or between.start <= finding.time
    return begun and (between.end is None or finding.time < between.end)


def _pointer(finding: Finding) -> _Pointer:
    return (finding.evidence, finding.position, finding.unit)


def _table(pointers: Iterable[_Pointer]) -> pa.Table:
    evidence, position, unit = zip(*pointers, strict=True)
    return pa.table(
        {
            "evidence": pa.array(evidence, pa.string()),
            "position": pa.array(position, pa.int64()),
            "unit": pa.array(unit, pa.string()),
        }
    )


def _by_rule(findings: Sequence[Finding], codes: dict[_Pointer, str]) -> Iterator[Pointed]:
    """In the order in which each rule first found something: findings come in that order."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.rule_id, codes[_pointer(one)]), []).append(one)
    for (rule_id, code), own in groups.items():
        first = own[0]
        yield Pointed(
            rule_id=rule_id,
            title=first.title,
            level=first.level,
            code=code,
            count=len({_pointer(one) for one in own}),
            hosts=tuple(dict.fromkeys(one.host for one in own if one.host)),
            first=first.time,
            evidence=first.evidence,
            position=first.position,
            unit=first.unit,
        )
