"""Of a case's documents only those proven to have been read, each record once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from sekisho.case.facts import Case, Exposure, Reference, Window
from sekisho.gates.copied import RULE_ID, copied

START = datetime(2016, 6, 3, 7, 15, tzinfo=UTC)
WINDOW = Window(
    start=START, end=START, start_uncertainty_s=0, end_uncertainty_s=0, host="PC-1", user=None,
    address=None, tool="AnyDesk", evidence=(),
)  # fmt: skip
READ = Exposure(
    path=None, original_path=None, host="fs01", verdict="proven", reasons=(), persons=None,
    households=None, count_reason=None,
    evidence=(
        Reference("samba.log", 828, "line"), Reference("samba.log", 829, "line"),
        Reference("share/a.docx", None, None),
    ),
)  # fmt: skip


def case(window: Window | None, *documents: Exposure) -> Case:
    return cast("Case", cast("Any", SimpleNamespace(window=window, exposure=documents)))


def test_the_records_that_prove_it() -> None:
    found = copied(case(WINDOW, READ, replace(READ, verdict="possible"), READ))
    assert [(one.evidence, one.position) for one in found] == [
        ("samba.log", 828), ("samba.log", 829),
    ]  # fmt: skip
    assert {(one.rule_id, one.host, one.time) for one in found} == {(RULE_ID, "PC-1", START)}


def test_without_a_window_nothing_was_copied_in_it() -> None:
    assert copied(case(None, READ)) == ()
