"""Remote desktop from outside: a session with its grounds; from inside, or of others: silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest

from sekisho.case.build import Given, build
from sekisho.case.desktops import desktop_named
from sekisho.case.facts import Case, MadeBy, Session
from sekisho.rulebook import Rulebook, Support, Zone, load

from .conftest import Records, at

OUTSIDE, INSIDE = "203.0.113.77", "10.0.0.50"
MANAGER = "Microsoft-Windows-TerminalServices-RemoteConnectionManager"
SESSIONS = "Microsoft-Windows-TerminalServices-LocalSessionManager"
MADE_BY = MadeBy("sekisho", "0", None, None, "0", {})


def let_in(records: Records, time: datetime, address: str, host: str = "PC-A") -> None:
    more = {"Param1": "tanaka", "Param2": "TOWN", "Param3": address}
    records.windows(time, host, 1149, provider=MANAGER, **more)


def session(
    records: Records, time: datetime, code: int, address: str | None = None, host: str = "PC-A"
) -> None:
    more = {"User": r"TOWN\Tanaka", "SessionID": "2", **({"Address": address} if address else {})}
    records.windows(time, host, code, provider=SESSIONS, **more)


def logon(records: Records, time: datetime, address: str, kind: str = "10") -> None:
    more = {"TargetUserName": "tanaka", "LogonType": kind, "IpAddress": address}
    records.windows(time, "PC-A", 4624, TargetLogonId="0x9f1", **more)


def case(records: Records, rulebook: Rulebook | None = None) -> Case:
    given = Given(at("23:00"), MADE_BY, records.entries(), rulebook=rulebook)
    return build(records.connection(), given)


def only(records: Records, rulebook: Rulebook | None = None) -> Session:
    (found,) = case(records, rulebook).sessions
    return found


def codes(found: Session) -> set[str]:
    return {reason.code for reason in found.reasons}


@pytest.fixture
def night(records: Records) -> Records:
    """From outside, by all records that Windows keeps of it, for 40 minutes."""
    let_in(records, at("2:00:00"), OUTSIDE)
    logon(records, at("2:00:02"), OUTSIDE)
    session(records, at("2:00:03"), 21, OUTSIDE)
    session(records, at("2:40:00"), 24, OUTSIDE)
    records.windows(
        at("2:40:01"), "PC-A", 4779, AccountName="tanaka", ClientAddress=OUTSIDE, LogonID="0x9f1"
    )
    return records


@pytest.fixture
def town(tmp_path) -> Rulebook:
    path = tmp_path / "rulebook.yaml"
    path.write_text("version: 1\ntown: {name: 試験町}\n", encoding="utf-8")
    return load(path)


def test_all_records_of_one_connection_are_one_session(night: Records) -> None:
    found = only(night)
    assert (found.tool, found.host, found.user) == ("Remote Desktop", "PC-A", "tanaka")
    assert (found.start, found.end) == (at("2:00"), at("2:40"))
    assert found.judgement == "unexplained"
    assert found.peers == (OUTSIDE,)
    assert len(found.evidence) == 5
    assert codes(found) == {"session.unexplained", "session.desktop"}
    assert case(night).window is None


def test_passwords_guessed_before_make_it_an_incident(night: Records) -> None:
    for number in range(30):
        more = {"TargetUserName": "administrator", "LogonType": "3", "IpAddress": OUTSIDE}
        night.windows(at("1:30") + timedelta(seconds=number), "PC-A", 4625, **more)
    found = only(night)
    assert found.judgement == "incident"
    (sign,) = [one for one in found.reasons if one.code == "session.sign.guess"]
    assert sign.values["count"] == "30"
    told = case(night)
    assert told.window is not None
    assert (told.window.start, told.window.end) == (at("2:00"), at("2:40"))
    assert [step.what for step in told.cause] == ["cause.guess", "cause.session"]
    assert told.volume.sent_bytes is None


def test_a_few_slips_are_no_guessing(night: Records) -> None:
    for number in range(3):
        more = {"TargetUserName": "tanaka", "LogonType": "3", "IpAddress": OUTSIDE}
        night.windows(at("1:59") + timedelta(seconds=number), "PC-A", 4625, **more)
    assert only(night).judgement == "unexplained"


def test_an_account_made_during_it_makes_it_an_incident(night: Records) -> None:
    more = {"SubjectUserName": "tanaka", "TargetUserName": "help"}
    night.windows(at("2:10"), "PC-A", 4720, **more)
    found = only(night)
    assert found.judgement == "incident"
    assert "session.sign.account" in codes(found)


def test_an_account_made_by_others_says_nothing(night: Records) -> None:
    more = {"SubjectUserName": "admin", "TargetUserName": "help"}
    night.windows(at("2:10"), "PC-A", 4720, **more)
    assert only(night).judgement == "unexplained"


def test_a_log_cleared_afterwards_makes_it_an_incident(night: Records) -> None:
    night.windows(at("2:41"), "PC-A", 1102, provider="Microsoft-Windows-Eventlog")
    assert only(night).judgement == "incident"


@pytest.mark.parametrize(
    "written", ["リモートデスクトップ", "RDP", "Windows Remote Desktop", "mstsc"]
)
def test_support_of_the_rulebook_registers_it(night: Records, town: Rulebook, written: str) -> None:
    allowed = Support(tool=written, host="PC-A", ticket="28-7", since=at("1:00"), until=at("4:00"))
    found = only(night, replace(town, support=(allowed,)))
    assert (found.judgement, found.ticket) == ("registered", "28-7")
    other = replace(allowed, host="PC-B")
    assert only(night, replace(town, support=(other,))).judgement == "unexplained"


@pytest.mark.parametrize(
    "address", [INSIDE, "192.168.3.4", "LOCAL", "ローカル", "-", "fe80::1%12", "::1"]
)
def test_from_inside_nothing_is_said(records: Records, address: str) -> None:
    let_in(records, at("10:00"), address)
    session(records, at("10:00:01"), 21, address)
    logon(records, at("10:00:02"), address)
    session(records, at("11:00"), 24, address)
    assert case(records).sessions == ()


def test_networks_of_the_rulebook_are_inside(night: Records, town: Rulebook) -> None:
    own = zone_of(OUTSIDE)
    assert case(night, replace(town, zones=(own,))).sessions == ()


def zone_of(address: str) -> Zone:
    return Zone(name="出張所", kind="branch", networks=(ip_network(f"{address}/32"),))


def test_an_address_that_a_computer_of_the_town_has_is_inside(night: Records) -> None:
    night.lease(at("0:10"), OUTSIDE, "PC-Z")
    assert case(night).sessions == ()


def test_other_logons_from_outside_are_no_remote_desktop(records: Records) -> None:
    logon(records, at("2:00"), OUTSIDE, kind="3")
    records.windows(at("2:00"), "PC-A", 21, User="x", Address=OUTSIDE, provider="Other")
    assert case(records).sessions == ()


def test_let_in_is_not_yet_logged_on(records: Records) -> None:
    let_in(records, at("2:00"), OUTSIDE)
    found = only(records)
    assert {"session.desktop_only_let_in", "session.end_unknown"} <= codes(found)
    assert found.end_uncertainty_s == 8 * 3600


def test_coming_back_is_another_session_and_an_end_not_told_is_unknown(records: Records) -> None:
    session(records, at("2:00"), 21, OUTSIDE)
    session(records, at("2:20"), 24, OUTSIDE)
    session(records, at("2:50"), 25, OUTSIDE)
    first, second = case(records).sessions
    assert (first.start, first.end) == (at("2:00"), at("2:20"))
    assert (second.start, second.end, second.end_uncertainty_s) == (
        at("2:50"),
        at("2:50"),
        8 * 3600,
    )
    assert "session.end_unknown" in codes(second) - codes(first)


def test_a_logoff_names_no_address(records: Records) -> None:
    session(records, at("2:00"), 21, OUTSIDE)
    session(records, at("2:30"), 23)
    assert only(records).end == at("2:30")


def test_only_the_logoff_of_its_own_logon_ends_it(records: Records) -> None:
    logon(records, at("2:00"), OUTSIDE)
    more = {"TargetUserName": "tanaka", "LogonType": "10"}
    records.windows(at("2:10"), "PC-A", 4634, TargetLogonId="0x111", **more)
    records.windows(at("2:35"), "PC-A", 4634, TargetLogonId="0x9f1", **more)
    assert only(records).end == at("2:35")


def test_two_from_outside_at_once_are_two(records: Records) -> None:
    let_in(records, at("2:00"), OUTSIDE)
    let_in(records, at("2:01"), "198.51.100.9")
    let_in(records, at("2:02"), OUTSIDE, host="PC-B")
    assert len(case(records).sessions) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [("リモート デスクトップ", True), ("Chrome Remote Desktop", False), ("AnyDesk", False)],
)
def test_words_for_the_remote_desktop(written: str, meant: bool) -> None:
    assert desktop_named(written) == meant
