"""What was found, over all gates: stopped by some, let pass by others, no matter of any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sekisho.detect.findings import Finding
from sekisho.gates.held import Side, held
from sekisho.gates.preview import Pointed, Preview

FIRST = datetime(2026, 6, 1, tzinfo=UTC)
FOUND = Finding(
    rule_id="tunnel", title="通信", level="high", time=FIRST, host="PC-1", evidence="fw.log",
    position=1, unit="line", tags=(), rule_file="r.yml",
)  # fmt: skip
POINTED = Pointed(
    rule_id="tunnel", title="通信", level="high", code="L-1", count=2, hosts=("PC-1",),
    first=FIRST, evidence="fw.log", position=1, unit="line",
)  # fmt: skip
LINE = Preview(
    "line", judged=9, refused=2, first=FIRST, last=FIRST, refusals=(), unjudged={},
    stopped=(POINTED, replace(POINTED, code="L-2", count=1)), missed=(),
)  # fmt: skip
WEB = replace(LINE, gate="web", stopped=(), missed=(replace(POINTED, code="", count=1),))
UNASKED = replace(LINE, gate="mail", stopped=None, missed=None)


def test_each_rule_on_its_sides() -> None:
    findings = [
        FOUND, replace(FOUND, position=2, host="PC-2"), replace(FOUND, position=2),
        replace(FOUND, rule_id="early", time=FIRST - timedelta(hours=1), host=None),
        replace(FOUND, rule_id="undated", time=None),
    ]  # fmt: skip
    early, tunnel, undated = held(findings, [LINE, WEB, UNASKED])
    assert (tunnel.count, tunnel.hosts, tunnel.first) == (2, ("PC-1", "PC-2"), FIRST)
    assert tunnel.stopped == (Side("line", 3, ("L-1", "L-2")),)
    assert tunnel.passed == (Side("web", 1),)
    assert [one.rule_id for one in (early, undated)] == ["early", "undated"]
    assert (early.stopped, early.passed, early.hosts) == ((), (), ())


def test_nothing_found() -> None:
    assert held([], [LINE]) == ()
