"""Yamaha's messages, kind by kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sekisho.sources.syslog.syslog import SOURCE as SYSLOG
from sekisho.sources.syslog.yamaha import SOURCE

Told = Callable[..., Any]
FOLDER = "sources/syslog/yamaha"


@pytest.fixture(scope="module")
def good(telling: Told, data: Path) -> list[dict[str, Any]]:
    return list(telling(SOURCE, data / FOLDER / "good.log").events)


def test_a_session_whole(good: list[dict[str, Any]]) -> None:
    """The time in parentheses is when the session began; the line is written at its end."""
    assert good[0] == {
        "kind": "firewall",
        "@timestamp": "2016-06-03T07:41:35Z",
        "time.text": "2016/06/03 16:41:35",
        "source.ip": "192.168.1.33",
        "destination.ip": "203.0.113.10",
        "event.dataset": "yamaha.firewall",
        "event.provider": "yamaha",
        "event.action": "allowed",
        "position": 1,
        "event.start": "2016-06-03T07:03:11Z",
        "event.end": "2016-06-03T07:41:35Z",
        "source.port": 50123,
        "destination.port": 443,
        "network.transport": "tcp",
        "session.state": "close",
        "rule.name": "101",
        "fields": {"interface": "PP[01]", "direction": "out", "begun": "2016/06/03 16:03:11"},
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            1,
            {
                "source.ip": "2001:db8::1",
                "source.port": 56609,
                "destination.ip": "2001:db8::2",
                "destination.port": 443,
            },
        ),
        (
            2,
            {
                "event.action": "denied",
                "session.state": "denied",
                "rule.name": "IN(2000)",
                "event.start": None,
                "destination.port": 23,
            },
        ),
        (3, {"network.transport": "udp", "source.port": 67}),
        (4, {"source.mac": "00:a0:de:00:00:01", "network.transport": "ip", "source.ip": None}),
        (
            5,
            {
                "kind": "dhcp",
                "event.action": "renew",
                "event.code": "Extends",
                "client.ip": "192.168.1.33",
                "client.mac": "00:1b:a9:00:00:21",
                "event.start": "2016-06-03T07:41:40Z",
            },
        ),
        (6, {"event.action": "assign", "client.mac": "00:1b:a9:00:00:22"}),
        (7, {"network.transport": "icmp", "source.ip": "203.0.113.66", "source.port": None}),
        (8, {"kind": "syslog", "message": "Login succeeded for HTTP: 192.168.1.5"}),
    ],
)
def test_columns(good: list[dict[str, Any]], row: int, expected: dict[str, Any]) -> None:
    assert {name: good[row].get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("act", "action"), [("Releases", "release"), ("Expires", "expire"), ("Offers", "other")]
)
def test_leases(lines_told: Told, act: str, action: str) -> None:
    text = f"2016/06/03 16:41:40: [DHCPD] LAN1 {act} 192.168.1.33: 00:1b:a9:00:00:21"
    [event] = lines_told(SOURCE, text).events
    assert event["event.action"] == action
    assert "event.start" not in event


def test_the_same_inside_syslog(telling: Told, data: Path, lines_told: Told) -> None:
    bare = telling(SOURCE, data / FOLDER / "good.log").events
    lines = (data / FOLDER / "good.log").read_text(encoding="utf-8").splitlines()
    heads = ("Jun  3 16:41:40 192.168.1.1 ", "<134>Jun  3 16:41:40 ")
    for head in heads:
        text = "\n".join(head + line.partition(": ")[2] for line in lines[:8])
        told = lines_told(SYSLOG, text)
        for ours, theirs in zip(told.events, bare, strict=False):
            for key in ("kind", "source.ip", "event.action", "client.mac", "fields"):
                assert ours.get(key) == theirs.get(key)
