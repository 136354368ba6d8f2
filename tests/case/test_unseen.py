from __future__ import annotations

from sekisho.case.build import Given, build
from sekisho.case.facts import Case, MadeBy

from .conftest import Records, at

RUN = {"NewProcessName": r"C:\Users\t\Downloads\AnyDesk.exe", "SubjectUserName": "tanaka"}


def case(records: Records) -> Case:
    given = Given(at("23:00"), MadeBy("sekisho", "0", None, None, "0", {}), records.entries())
    return build(records.connection(), given)


def test_a_tool_that_ran_while_the_network_was_not_recorded(records: Records) -> None:
    records.page(at("9:00"), "10.0.0.21", "http://town.example.jp/")
    records.windows(at("16:02"), "PC-A", 4688, **RUN)
    wiped = {"provider": "Microsoft-Windows-Eventlog", "channel": "Security"}
    records.windows(at("16:30"), "PC-A", 1102, **wiped)
    (session,) = case(records).sessions
    assert (session.host, session.user, session.judgement) == ("PC-A", "tanaka", "incident")
    assert (session.start, session.end) == (at("16:02"), at("16:30"))
    assert session.end_uncertainty_s >= 8 * 3600
    assert "session.no_network" in {reason.code for reason in session.reasons}
    assert session.sent_bytes is None


def test_a_tool_that_ran_and_reached_nobody_is_no_session(records: Records) -> None:
    records.page(at("16:05"), "10.0.0.21", "http://town.example.jp/")
    records.windows(at("16:02"), "PC-A", 4688, **RUN)
    assert case(records).sessions == ()
