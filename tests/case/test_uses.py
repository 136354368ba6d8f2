from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sekisho.case.addresses import addresses
from sekisho.case.clocks import Clocks, clocks
from sekisho.case.connections import connections, tool_hosts
from sekisho.case.hosts import Names
from sekisho.case.known import Known
from sekisho.case.places import learn_names, places
from sekisho.case.traces import traces
from sekisho.case.uses import Use, uses

from .conftest import Records, at

RELAY, BOOT = "relay-0a1b2c3d.net.anydesk.com", "boot.net.anydesk.com"
IP = "10.0.0.21"


def found(records: Records) -> tuple[Use, ...]:
    connection = records.connection()
    names = Names()
    learn_names(connection, names)
    places(connection, [one.name for one in records.entries()], names)
    book = addresses(connection, Known(), names)
    tool_hosts(connection)
    raw = traces(connection)
    times: Clocks = clocks(connection, None, at("23:00"))
    return uses(connections(connection, book, times), raw, times)


@pytest.fixture
def pc(records: Records) -> Records:
    records.lease(at("8:20"), IP, "PC-A")
    return records


def test_short_calls_are_evidence_and_not_duration(pc: Records) -> None:
    boot = pc.tunnel(at("16:02:58"), at("16:02:59"), IP, BOOT)
    relay = pc.tunnel(at("16:03:00"), at("16:41:00"), IP, RELAY)
    (use,) = found(pc)
    assert (use.host, use.tool, use.start, use.end) == ("pc-a", "AnyDesk", at("16:03"), at("16:41"))
    assert [one.evidence.position for one in use.calls] == [boot]
    assert [one.evidence.position for one in use.connections] == [relay]


def test_an_interruption_separates_sessions(pc: Records) -> None:
    pc.tunnel(at("16:03"), at("16:20"), IP, RELAY)
    pc.tunnel(at("16:20:25"), at("16:30"), IP, RELAY)
    pc.tunnel(at("16:31:23"), at("16:41"), IP, RELAY)
    first, second = found(pc)
    assert first.interruptions == ((at("16:20"), at("16:20:25")),)
    assert (first.end, second.start) == (at("16:30"), at("16:31:23"))


def test_what_was_fetched_before_bounds_a_start_that_is_not_told(pc: Records) -> None:
    pc.page(at("16:00"), IP, "http://download.anydesk.com/AnyDesk.exe")
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY, **{"event.start": None})
    (use,) = found(pc)
    assert (use.start, use.end) == (at("16:00"), at("16:41"))
    assert use.start_uncertainty_s == pytest.approx(41 * 60 + 1)
    assert [reason.code for reason in use.reasons] == ["session.start_estimated"]


def test_a_firewall_session_without_its_close_has_no_known_end(pc: Records) -> None:
    for minute in ("16:05", "16:07"):
        pc.add(
            "firewall", at(minute), event__start=at("16:03"), source__ip=IP,
            event__action="allowed", destination__ip="203.0.113.9", session__id="7",
            session__state="interim",
            **{"network.application": "AnyDesk"},
        )  # fmt: skip
    (use,) = found(pc)
    assert (use.start, use.end) == (at("16:03"), at("16:07"))
    assert use.end_uncertainty_s >= 8 * 3600
    assert [reason.code for reason in use.reasons] == ["session.end_unknown"]


@pytest.mark.parametrize(("more", "code"), [(30, "session.perhaps_open"), (300, None)])
def test_a_tunnel_may_be_open_when_the_proxys_records_stop(
    pc: Records, more: int, code: str | None
) -> None:
    pc.tunnel(at("16:03"), at("16:03:02"), IP, BOOT)
    pc.page(at("16:03") + timedelta(minutes=more), "10.0.0.99", "http://news.example.jp/")
    (use,) = found(pc)
    assert [reason.code for reason in use.reasons] == ([code] if code else [])
    assert (use.end_uncertainty_s > 3600) == (code is not None)


@pytest.mark.parametrize(
    "request_",
    [
        {"uri": "http://news.example.jp/it/anydesk-teamviewer-sagi.html"},
        {"uri": "http://anydesk.com/ja"},
        {"uri": "http://www.teamviewer.com/ja/"},
    ],
)
def test_reading_about_a_tool_or_on_its_site_is_no_use(
    pc: Records, request_: dict[str, Any]
) -> None:
    pc.page(at("10:00"), IP, request_["uri"])
    assert found(pc) == ()


def test_a_challenge_of_the_proxy_is_no_refusal(pc: Records) -> None:
    challenged = {"sc-status": 407, "event.action": "denied"}
    pc.tunnel(at("16:02:59"), at("16:02:59"), IP, RELAY, **challenged)
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    assert [use.outcome for use in found(pc)] == ["allowed"]


def test_refused_attempts_are_one_attempt(pc: Records) -> None:
    for second in (0, 4, 31):
        refused = {"sc-status": 403, "event.action": "denied"}
        pc.tunnel(at(f"10:00:{second}"), at(f"10:00:{second}"), IP, "get.teamviewer.com", **refused)
    (use,) = found(pc)
    assert (use.outcome, len(use.connections)) == ("denied", 3)


def test_a_connection_that_failed_is_no_use(pc: Records) -> None:
    pc.tunnel(at("16:03"), at("16:04"), IP, RELAY, **{"sc-status": 503})
    assert found(pc) == ()


def test_a_source_that_tells_only_ends_bounds_the_start(pc: Records) -> None:
    no_start = {"event.start": None}
    pc.tunnel(at("16:02:59"), at("16:02:59"), IP, BOOT, **no_start)
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY, **no_start)
    pc.windows(at("16:02:40"), "PC-A", 4688, NewProcessName=r"C:\Users\t\Downloads\AnyDesk.exe")
    (use,) = found(pc)
    assert (use.start, use.end) == (at("16:02:59"), at("16:41"))
    assert use.start_uncertainty_s >= (at("16:41") - at("16:02:59")).total_seconds()
    assert [reason.code for reason in use.reasons] == ["session.start_estimated"]


def test_without_any_sign_the_start_is_said_to_be_unknown(pc: Records) -> None:
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY, **{"event.start": None})
    (use,) = found(pc)
    assert [reason.code for reason in use.reasons] == ["session.start_unknown"]
    assert use.start_uncertainty_s >= 8 * 3600


def firewall(records: Records, start: str, end: str, state: str, sent: int, **more: Any) -> None:
    columns = {
        "event.start": at(start), "event.end": at(end), "source.ip": IP, "session.id": "77",
        "network.application": "AnyDesk", "destination.ip": "203.0.113.9", "session.state": state,
        "source.bytes": sent, "destination.port": 443, "event.action": "allowed",
    }  # fmt: skip
    records.add("firewall", at(end), **{**columns, **more})


def test_interim_lines_are_never_added_to_the_close(pc: Records) -> None:
    firewall(pc, "16:03", "16:13", "interim", 400)
    firewall(pc, "16:03", "16:23", "interim", 900)
    firewall(pc, "16:03", "16:41", "close", 1300)
    (use,) = found(pc)
    assert [one.sent_bytes for one in use.connections] == [1300]
    assert (use.start, use.end) == (at("16:03"), at("16:41"))


def test_without_a_close_the_last_interim_line_speaks(pc: Records) -> None:
    firewall(pc, "16:03", "16:13", "interim", 400)
    firewall(pc, "16:03", "16:23", "interim", 900)
    (use,) = found(pc)
    assert ([one.sent_bytes for one in use.connections], use.end) == ([900], at("16:23"))


def test_the_firewall_behind_the_proxy_adds_no_second_use(pc: Records) -> None:
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    firewall(pc, "16:03:01", "16:41:01", "close", 1300, **{"source.ip": "10.0.0.3"})
    assert [use.address for use in found(pc)] == [IP]


def test_the_tools_own_log_stands_where_nothing_else_does(pc: Records) -> None:
    log = {"host.name": "PC-A", "remote.tool": "AnyDesk"}
    pc.add("remote", at("16:03"), **{**log, "event.action": "incoming", "remote.peer": "442 226"})
    pc.add("remote", at("16:41"), **{**log, "event.action": "end"})
    (use,) = found(pc)
    assert (use.start, use.end, use.peer) == (at("16:03"), at("16:41"), "442 226")
    assert [reason.code for reason in use.reasons] == ["session.by_tool_log"]


def test_several_logs_of_a_tool_tell_of_one_session(pc: Records) -> None:
    """A list to the minute, a log to the second, and the lines the program writes of itself."""
    log = {"host.name": "PC-A", "remote.tool": "AnyDesk"}
    comes = {**log, "event.action": "incoming"}
    pc.add("remote", at("16:03"), **{**comes, "time.text": "2016-06-03, 07:03"})
    second = pc.add("remote", at("16:03:09"), **{**comes, "time.text": "2016-06-03 07:03:09.402"})
    pc.add("remote", at("16:10"), **{**log, "event.action": "other"})
    pc.add("remote", at("16:41"), **{**log, "event.action": "end"})
    pc.add("remote", at("19:00"), **comes)
    first, later = found(pc)
    assert (first.start, first.end) == (at("16:03:09"), at("16:41"))
    assert first.reasons[0].evidence[0].position == second
    assert [one.values["act"] for one in first.traces] == ["incoming", "incoming", "end"]
    assert (later.start, later.reasons[-1].code) == (at("19:00"), "session.end_unknown")


def test_a_tools_log_confirms_what_the_network_shows(pc: Records) -> None:
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    log = {"host.name": "PC-A", "remote.tool": "AnyDesk", "event.action": "incoming"}
    pc.add("remote", at("16:03:09"), **log)
    (use,) = found(pc)
    assert (use.start, use.end) == (at("16:03"), at("16:41"))
    assert [one.what for one in use.traces] == ["log"]


def test_traces_on_the_pc_are_joined_on_the_corrected_clock(pc: Records) -> None:
    ahead = timedelta(seconds=200)
    for number in range(4):
        uri = f"http://town.example.jp/{number}"
        pc.page(at(f"9:0{number}"), IP, uri)
        columns = {"c-uri": uri, "cs-host": "town.example.jp", "event.action": "visit"}
        pc.add("browser", at(f"9:0{number}") + ahead, **{**columns, "host.name": "PC-A"})
    pc.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    run = r"C:\Users\t\Downloads\AnyDesk.exe"
    pc.windows(at("16:02:50") + ahead, "PC-A", 4688, NewProcessName=run, SubjectUserName="tanaka")
    (use,) = found(pc)
    assert [(one.what, one.time, one.user) for one in use.traces] == [
        ("run", at("16:02:50"), "tanaka")
    ]
