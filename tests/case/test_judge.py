from __future__ import annotations

from datetime import time, timedelta

import pytest

from sekisho.case.facts import Reason
from sekisho.case.judge import judge, same_tool
from sekisho.case.known import Known, Ticket
from sekisho.case.signs import Sign
from sekisho.case.uses import Use

from .conftest import at

FAKE = Sign(Reason("session.sign.fake_page"), at("15:50"), strong=True, deceit=True)
ERASED = Sign(Reason("session.sign.erased"), at("16:40"), strong=True)
FETCHED = Sign(Reason("session.sign.fetched"), at("15:58"), strong=False)


def use(start: str = "16:03", end: str = "16:41", outcome: str = "allowed") -> Use:
    return Use(
        tool="AnyDesk", host="pc-a", address="10.0.0.21", user=None, start=at(start), end=at(end),
        start_uncertainty_s=1.0, end_uncertainty_s=1.0, clock_offset_s=0.0, outcome=outcome,
        connections=(), calls=(), traces=(), reasons=(),
    )  # fmt: skip


def ticket(host: str = "PC-A.town.local", tool: str = "エニーデスク", end: str = "17:00") -> Known:
    return Known(tickets=(Ticket("28-3", tool, host, at("16:00"), at(end)),))


@pytest.mark.parametrize(
    ("signs", "known", "judgement", "first"),
    [
        ((), Known(), "unexplained", "session.unexplained"),
        ((FETCHED,), Known(), "unexplained", "session.unexplained"),
        ((FAKE,), Known(), "incident", "session.sign.fake_page"),
        ((ERASED,), Known(), "incident", "session.sign.erased"),
        ((), ticket(), "registered", "session.registered"),
        ((ERASED,), ticket(), "registered", "session.registered"),
        ((FAKE,), ticket(), "incident", "session.sign.fake_page"),
        ((), ticket(host="PC-B"), "unexplained", "session.unexplained"),
        ((), ticket(tool="TeamViewer"), "unexplained", "session.unexplained"),
        ((), ticket(end="16:40"), "unexplained", "session.unexplained"),
    ],
)
def test_the_proposal_follows_the_grounds(
    signs: tuple[Sign, ...], known: Known, judgement: str, first: str
) -> None:
    judged = judge(use(), signs, known)
    assert (judged.judgement, judged.reasons[0].code) == (judgement, first)


def test_a_permission_that_deceit_outweighs_is_still_told() -> None:
    judged = judge(use(), (FAKE,), ticket())
    assert "session.registered" in {reason.code for reason in judged.reasons}
    assert judged.ticket == "28-3"


def test_nothing_that_got_through_is_blocked() -> None:
    assert judge(use(outcome="denied"), (FAKE,), Known()).judgement == "blocked"


def test_who_came_by_deceit_comes_back() -> None:
    night = use("23:10", "23:50")
    assert judge(night, (), Known(), [use()]).judgement == "incident"
    assert judge(night, (), Known(), [use("23:20", "23:30")]).judgement == "unexplained"


def test_daily_hours_of_a_permission() -> None:
    allowed = Ticket("1", "AnyDesk", "pc-a", None, None, time(16), time(17))
    assert allowed.allows(at("16:10"), at("16:50"))
    assert not allowed.allows(at("16:10"), at("17:00"))
    assert not allowed.allows(at("16:10"), at("16:10") + timedelta(days=1))


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("AnyDesk", True),
        ("anydesk 7.1", True),
        ("エニーデスク", True),
        ("TeamViewer", False),
        ("", False),
    ],
)
def test_words_for_a_tool(written: str, same: bool) -> None:
    assert same_tool(written, "AnyDesk") is same
