"""Which control stops what of the incident, and whom else it meets: in an order by numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sekisho.gates.controls import controls
from sekisho.gates.held import Held
from sekisho.gates.preview import Pointed
from tests.gates.line import loaded
from tests.gates.test_summary import FIRST, ONE, PREVIEW

FOUND = Pointed(
    rule_id="r", title="通信 / Tunnel", level="high", code="L-1", count=2, hosts=("pc-1.x",),
    first=FIRST, evidence="fw.log", position=1, unit="line",
)  # fmt: skip
HELD = Held("r", "通信 / Tunnel", 3, ("N16-1",), FIRST, (), ())
RULES = {"version": 1, "assets": [{"name": "PC-1", "aliases": ["N16-1"]}]}


def test_what_meets_nobody_else_comes_first(tmp_path: Path) -> None:
    elsewhere = replace(ONE, evidence="other.log")
    two = replace(FOUND, title="別 / Other")
    wide = replace(
        PREVIEW,
        refusals=(*(replace(one, evidence="other.log") for one in PREVIEW.refusals),
                  replace(elsewhere, code="L-0", host="PC-9")),
        stopped=(FOUND, two, FOUND),
    )  # fmt: skip
    narrow = replace(PREVIEW, gate="web", refusals=(replace(ONE, code="w", evidence="x"),),
                     stopped=(replace(FOUND, code="w"),))  # fmt: skip
    silent = replace(PREVIEW, gate="mail", judged=0, refusals=(), stopped=None)
    calm = replace(PREVIEW, gate="device", refusals=(), stopped=())
    rows = controls([silent, calm, wide, narrow], [HELD], loaded(RULES, tmp_path))
    assert [(one.gate, one.code, one.effect) for one in rows] == [
        ("web", "w", "only"), ("line", "L-1", "also"), ("line", "L-0", "elsewhere"),
        ("device", "", "nobody"), ("mail", "", "unknown"),
    ]  # fmt: skip
    first, second, third, fourth, last = rows
    assert (first.hosts, first.others, first.people) == (("PC-1",), (), ("関 次郎",))
    assert second.stopped == (("通信 / Tunnel", 4), ("別 / Other", 2))
    assert second.others == ("198.18.20.2", "PC-3"), "an alias of the finding is the same computer"
    assert (second.count, second.per_day) == (10, 3.3)
    assert second.departments == ("住民課", "税務課")
    assert (third.stopped, third.others) == ((), ("PC-9",))
    assert (fourth.stopped, last.stopped) == ((), None)


def test_a_finding_that_names_no_computer_is_known_by_its_record(tmp_path: Path) -> None:
    nameless = replace(FOUND, hosts=())
    own = replace(PREVIEW, refusals=(ONE,), stopped=(nameless,))
    held = replace(HELD, hosts=())
    (row,) = controls([own], [held], loaded(RULES, tmp_path))
    assert (row.effect, row.others) == ("only", ())
    later = replace(own, refusals=(replace(ONE, position=2),))
    (row,) = controls([later], [held], loaded(RULES, tmp_path))
    assert (row.effect, row.others) == ("also", ("PC-1",))
