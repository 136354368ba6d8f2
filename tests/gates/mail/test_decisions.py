"""Decisions carried out between two entries, and what the record says when one is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.mail.decisions import carried_out, perhaps_done, undecided
from sekisho.gates.mail.queue import NOT_THERE
from sekisho.gates.mail.sealed import Sealed

LINE = {"at": "2026-11-28T03:00:00Z", "decided": "4AbC0", "by": "関 次郎", "reason": "電話で確認",
        "sha256": "ab" * 32}  # fmt: skip


def entry(what: str, outcome: str, by: str = "関 次郎") -> dict[str, Any]:
    return {**LINE, "what": what, "outcome": outcome, "by": by}


@pytest.mark.parametrize(("why", "outcome"), [("", "done"), (NOT_THERE, NOT_THERE)])
def test_the_record_knows_of_it_before_the_mail_server_does(
    why: str, outcome: str, tmp_path: Path
) -> None:
    sealed = Sealed(tmp_path / "state")
    seen: list[str] = []

    def ask() -> str:
        seen.extend(one["outcome"] for one in sealed.entries())
        return why

    assert carried_out(sealed.record, {**LINE, "what": "release"}, ask) == why
    assert seen == ["begun"]
    assert [one["outcome"] for one in sealed.entries()] == ["begun", outcome]


def test_who_is_cut_off_leaves_what_was_begun(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path / "state")

    def cut_off() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carried_out(sealed.record, {**LINE, "what": "delete"}, cut_off)
    before = list(sealed.entries())
    assert [one["outcome"] for one in before] == ["begun"]
    assert undecided(before)
    assert perhaps_done(before) == before[0]


B, D, N = "begun", "done", NOT_THERE


@pytest.mark.parametrize(
    ("told", "open_"),
    [
        ([], None),
        ([("release", D)], None),  # as it was recorded before there was a beginning
        ([("release", B), ("release", D)], None),
        ([("release", B), ("release", N)], None),
        ([("release", B)], 0),
        # carried out again: it had not been done, then it is
        ([("release", B), ("release", B), ("release", D)], None),
        # carried out again, and the mail is gone: the first time did it, perhaps
        ([("release", B), ("release", B), ("release", N)], 0),
        # let go perhaps, then deleted: what was there was not let go
        ([("release", B), ("delete", B), ("delete", D)], None),
        ([("ask", B), ("release", B), ("release", D)], 0),
        ([("ask", B), ("ask", B), ("ask", D)], None),
    ],
)
def test_what_is_open(told: list[tuple[str, str]], open_: int | None) -> None:
    before = [entry(*one) for one in told]
    assert perhaps_done(before) == (None if open_ is None else before[open_])


def test_another_persons_end_is_not_the_end_of_ones_own() -> None:
    before = [entry("release", B), entry("release", B, "真木 花"), entry("release", N, "真木 花")]
    assert perhaps_done(before) == before[0]
