"""Findings held against the line gate: stopped, missed, and none of its matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sekisho.detect.findings import Finding
from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.confront import confronted
from sekisho.gates.line.gate import GATE
from sekisho.gates.preview import Preview
from sekisho.ledger.tables import of_batches
from tests.gates.line import loaded
from tests.gates.line.test_crossings import RULES, START, packet, seen

SENT = [
    packet("198.18.20.1", "198.18.30.9", 445),  # refused
    packet("198.18.20.1", "198.18.30.9", 445),  # refused, its session goes on
    packet("198.18.20.1", "198.18.50.10", 3128),  # let pass
    packet("198.18.20.2", "198.18.30.9", 445),  # refused, and nobody found anything
]


def finding(position: int, rule: str = "r1", evidence: str = "fw.log") -> Finding:
    return Finding(
        rule_id=rule, title=f"規則 {rule}", level="high",
        time=START + timedelta(minutes=position - 1), host="PC-1", evidence=evidence,
        position=position, unit="line", tags=(), rule_file="r.yml",
    )  # fmt: skip


def held(findings: list[Finding], tmp_path: Path, between: Between = ALWAYS) -> Preview:
    rulebook = loaded(RULES, tmp_path)
    with of_batches([seen(SENT, ["close", "interim", "close", "close"])]) as connection:
        found = GATE.preview(connection, rulebook, between)
        assert (found.stopped, found.missed) == (None, None)
        return confronted(found, GATE, connection, rulebook, findings, between)


def told(side: tuple[object, ...] | None) -> list[tuple[object, ...]]:
    assert side is not None
    return [(one.rule_id, one.code, one.count, one.position) for one in side]  # type: ignore[attr-defined]


def test_each_finding_stands_on_its_side(tmp_path: Path) -> None:
    findings = [
        finding(1), finding(2), finding(2, "r2"), finding(3), finding(3, "r1", "proxy.log"),
    ]  # fmt: skip
    found = held(findings, tmp_path)
    code = "L-行政系-住民情報系"
    assert told(found.stopped) == [("r1", code, 2, 1), ("r2", code, 1, 2)]
    assert told(found.missed) == [("r1", "", 1, 3)]


def test_only_the_time_asked_for(tmp_path: Path) -> None:
    between = Between(START + timedelta(minutes=1), START + timedelta(minutes=2))
    found = held([finding(1), finding(2), finding(3)], tmp_path, between)
    assert (told(found.stopped), told(found.missed)) == (
        [("r1", "L-行政系-住民情報系", 1, 2)],
        [],
    )


def test_no_findings_is_not_unasked(tmp_path: Path) -> None:
    found = held([], tmp_path)
    assert (found.stopped, found.missed) == ((), ())


def test_a_gate_that_judges_no_records_is_not_asked(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    gate = replace(GATE, judge=None)
    with of_batches([seen(SENT)]) as connection:
        found = gate.preview(connection, rulebook, ALWAYS)
        found = confronted(found, gate, connection, rulebook, [finding(1)], ALWAYS)
    assert (found.stopped, found.missed) == (None, None)
