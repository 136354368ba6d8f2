"""Persons' decisions: applied where they can only mean one session, told where not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sekisho.case.decided import decided, overruled
from sekisho.case.judge import Judged
from sekisho.case.sheet.entries import Decision, Sheet
from sekisho.case.uses import Use

AT = datetime(2016, 6, 3, 7, 0, tzinfo=UTC)


def use(host: str = "pc-1", start: datetime = AT, minutes: int = 40) -> Use:
    return Use(
        tool="AnyDesk", host=host, address="192.0.2.1", user=None, start=start,
        end=start + timedelta(minutes=minutes), start_uncertainty_s=5, end_uncertainty_s=5,
        clock_offset_s=0, outcome="allowed", connections=(), calls=(), traces=(), reasons=(),
    )  # fmt: skip


def sheet(session: datetime | None, host: str = "", judgement: str = "incident") -> Sheet:
    one = Decision(
        about="遠隔操作", decided_by="課長", session=session, host=host, judgement=judgement,
        reason="聞き取り",
    )  # fmt: skip
    return Sheet(name="@sheet/s.yaml", decisions=(one,))


@pytest.mark.parametrize("minutes", [-1, 0, 20, 40, 41])
def test_a_moment_within_a_session_means_it(minutes: int) -> None:
    found = decided(
        sheet(AT + timedelta(minutes=minutes)), [use("pc-0", AT - timedelta(days=1)), use()]
    )
    assert list(found.by_use) == [1]
    assert found.doubts == ()


@pytest.mark.parametrize(("minutes", "host", "code"), [
    (60, "", "doubt.decision_unmatched"),
    (20, "PC-9", "doubt.decision_unmatched"),
    (20, "", "doubt.decision_ambiguous"),
])  # fmt: skip
def test_what_means_none_or_several_is_told_and_not_applied(
    minutes: int, host: str, code: str
) -> None:
    found = decided(sheet(AT + timedelta(minutes=minutes), host), [use(), use("pc-2")])
    assert found.by_use == {}
    assert [one.code for one in found.doubts] == [code]
    assert found.doubts[0].evidence[0].evidence == "@sheet/s.yaml"


def test_the_computer_tells_two_apart() -> None:
    found = decided(sheet(AT, "PC-2"), [use(), use("pc-2")])
    assert list(found.by_use) == [1]


def test_a_decision_on_something_else_is_left_alone() -> None:
    found = decided(sheet(None), [use()])
    assert (found.by_use, found.doubts) == ({}, ())


def test_the_person_stands_before_the_proposal() -> None:
    made = sheet(AT, judgement="registered")
    judged = overruled(Judged("incident", ()), made.decisions[0], made)
    assert judged.judgement == "registered"
    assert judged.reasons[0].code == "session.decided"
    assert judged.reasons[0].values["decided_by"] == "課長"
    assert overruled(judged, None, made) is judged
