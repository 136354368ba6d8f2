"""FortiGate's messages, kind by kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sekisho.sources.contract import Note
from sekisho.sources.syslog.fortigate import SOURCE
from sekisho.sources.syslog.syslog import SOURCE as SYSLOG

Told = Callable[..., Any]
FOLDER = "sources/syslog/fortigate"


@pytest.fixture(scope="module")
def good(telling: Told, data: Path) -> list[dict[str, Any]]:
    told = telling(SOURCE, data / FOLDER / "good.log")
    assert told.unread == []
    assert told.notes == [Note("note.zone_assumed", {"zone": "Asia/Tokyo"})]
    return list(told.events)


def test_a_running_session_whole(good: list[dict[str, Any]]) -> None:
    assert good[0] == {
        "kind": "firewall",
        "@timestamp": "2016-06-03T07:45:02Z",
        "time.text": "1464939902",
        "host.name": "PC-033",
        "observer.name": "FGT60",
        "source.ip": "192.168.1.33",
        "destination.ip": "203.0.113.10",
        "event.dataset": "fortigate.firewall",
        "event.provider": "fortigate",
        "event.code": "0000000020",
        "event.action": "allowed",
        "position": 1,
        "event.start": "2016-06-03T07:15:02Z",
        "event.end": "2016-06-03T07:45:02Z",
        "source.port": 50123,
        "source.mac": "00:1b:a9:00:00:21",
        "destination.port": 443,
        "network.transport": "tcp",
        "network.application": "SSL",
        "source.bytes": 52000000,
        "destination.bytes": 900000,
        "session.id": "881200",
        "session.state": "interim",
        "rule.name": "inside to out",
        "fields": {
            "date": "2016-06-03",
            "time": "16:45:02",
            "devid": "FGT60E0000000001",
            "type": "traffic",
            "subtype": "forward",
            "level": "notice",
            "vd": "root",
            "action": "accept",
            "policyid": "3",
            "service": "HTTPS",
            "duration": "1800",
            "sentdelta": "300000",
            "rcvddelta": "4000",
        },
    }


def test_times_of_every_size(good: list[dict[str, Any]]) -> None:
    assert [event["@timestamp"] for event in good[:5]] == [
        "2016-06-03T07:45:02Z",
        "2016-06-03T07:41:35.123000Z",
        "2016-06-03T07:41:36.123456Z",
        "2016-06-03T07:03:11.369913Z",
        "2016-06-03T07:03:12Z",
    ]
    assert good[3]["time.text"] == "1464937391369913239"
    assert good[4]["time.text"] == "2016-06-03 16:03:12+0900"


def test_kinds_and_states(good: list[dict[str, Any]]) -> None:
    found = [
        (event["kind"], event.get("session.state"), event["event.action"]) for event in good[:9]
    ]
    assert found == [
        ("firewall", "interim", "allowed"),
        ("firewall", "close", "allowed"),
        ("firewall", "denied", "denied"),
        ("proxy", None, "allowed"),
        ("firewall", "app", "denied"),
        ("dns", None, "allowed"),
        ("antivirus", None, "detect"),
        ("dhcp", None, "assign"),
        ("login", None, "login"),
    ]
    assert (good[9]["kind"], good[9]["event.dataset"]) == ("syslog", "fortigate.syslog")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (1, {"source.bytes": 53000000, "event.start": "2016-06-03T07:03:11.123000Z"}),
        (
            3,
            {
                "c-uri": "https://Support.example.net/help, now?q=a b",
                "cs-host": "support.example.net",
                "user.name": "satou",
                "s-action": "passthrough",
                "event.reason": r"URL is allowed, by \"policy\"",
                "sc-bytes": None,
                "cs-bytes": None,
            },
        ),
        (4, {"network.application": "Remote.Tool", "destination.domain": "relay.example.net"}),
        (
            5,
            {
                "dns.question.name": "relay.example.net",
                "dns.question.type": "A",
                "answer": "203.0.113.10, 203.0.113.11",
            },
        ),
        (
            6,
            {
                "threat.name": "W32/Invented.A!tr",
                "file.path": "請求書.zip",
                "antivirus.product": "FortiGate",
            },
        ),
        (
            7,
            {
                "client.ip": "192.168.1.33",
                "client.mac": "00:1b:a9:00:00:21",
                "client.name": "PC-033",
                "event.start": "2016-06-02T23:31:00Z",
                "event.end": "2016-06-03T23:31:00Z",
            },
        ),
        (
            8,
            {
                "user.name": "admin",
                "source.ip": "192.168.1.5",
                "event.outcome": "success",
                "login.method": "https",
            },
        ),
    ],
)
def test_columns(good: list[dict[str, Any]], row: int, expected: dict[str, Any]) -> None:
    assert {name: good[row].get(name) for name in expected} == expected


def test_a_web_filters_bytes_stay_apart(good: list[dict[str, Any]]) -> None:
    fields = good[3]["fields"]
    assert (fields["sentbyte"], fields["rcvdbyte"]) == ("517", "3000")


HEAD = 'date=2016-06-03 time=10:00:00 devname=F tz="+0900" '


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("type=traffic action=accept duration=900 sentdelta=1 sentbyte=9", "interim"),
        ("logid=0000000013 type=traffic action=accept sentdelta=1 sentbyte=9", "close"),
        ("logid=0001000014 type=traffic subtype=local action=close sentbyte=9", "close"),
        ("logid=0000000015 type=traffic action=start", "open"),
        ("logid=0000000013 type=traffic action=timeout sentbyte=9", "close"),
        ("logid=0000000013 type=traffic action=blocked", "denied"),
    ],
)
def test_states(lines_told: Told, text: str, state: str) -> None:
    [event] = lines_told(SOURCE, HEAD + text).events
    assert event["session.state"] == state


@pytest.mark.parametrize(
    ("text", "action", "outcome", "address"),
    [
        (
            'type=event subtype=vpn action="tunnel-up" user=satou remip=203.0.113.7',
            *("login", "success", "203.0.113.7"),
        ),
        (
            'type=event subtype=vpn action="ssl-login-fail" user=satou remip=203.0.113.7',
            *("login", "failure", "203.0.113.7"),
        ),
        (
            'type=event subtype=user action=authentication status="success" srcip=192.168.1.9',
            *("login", "success", "192.168.1.9"),
        ),
        (
            'type=event subtype=system action=login status=failed ui="ssh(192.168.1.5)"',
            *("login", "failure", "192.168.1.5"),
        ),
        ("type=event subtype=system action=logout user=admin", "logout", None, None),
    ],
)
def test_logins(
    lines_told: Told, text: str, action: str, outcome: str | None, address: str | None
) -> None:
    [event] = lines_told(SOURCE, HEAD + text).events
    assert (event["kind"], event["event.action"]) == ("login", action)
    assert (event.get("event.outcome"), event.get("source.ip")) == (outcome, address)


@pytest.mark.parametrize(
    ("word", "action"),
    [("Ack", "assign"), ("Release", "release"), ("Nak", "deny"), ("Discover", "other")],
)
def test_dhcp_acts(lines_told: Told, word: str, action: str) -> None:
    rest = f"type=event subtype=dhcp dhcp_msg={word} mac=00:1b:a9:00:00:21 ip=192.168.1.33"
    [event] = lines_told(SOURCE, HEAD + rest).events
    assert (event["kind"], event["event.action"]) == ("dhcp", action)
    assert "event.end" not in event


def test_the_same_inside_syslog(telling: Told, data: Path, lines_told: Told) -> None:
    bare = telling(SOURCE, data / FOLDER / "good.log").events
    lines = (data / FOLDER / "good.log").read_text(encoding="utf-8").splitlines()
    told = lines_told(
        SYSLOG, "\n".join(f"<189>Jun  3 16:45:02 192.168.1.1 {line}" for line in lines)
    )
    assert told.unread == []
    keys = ("kind", "@timestamp", "observer.name", "source.ip", "session.state", "fields")
    for ours, theirs in zip(told.events, bare, strict=True):
        assert [ours.get(key) for key in keys] == [theirs.get(key) for key in keys]
