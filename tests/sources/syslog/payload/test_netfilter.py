"""The packet filter's words in the kernel's log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sekisho.sources.syslog.syslog import SOURCE

Told = Callable[..., Any]
TCP = (
    "IN=sin OUT=sout MAC= SRC=198.18.20.1 DST=198.18.30.9 LEN=40 TOS=00 PREC=0x00 TTL=63 ID=1 "
    "PROTO=TCP SPT=20001 DPT=445 SEQ=1 ACK=0 WINDOW=1024 SYN URGP=0 MARK=0x0"
)


def _one(lines_told: Told, line: str) -> dict[str, Any]:
    told = lines_told(SOURCE, line)
    assert told.unread == []
    [event] = told.events
    return dict(event)


def test_a_packet_whole(lines_told: Told) -> None:
    event = _one(lines_told, f"Jun  3 16:03:11 rt enforce L-行政系-住民情報系  {TCP}")
    assert event == {
        "kind": "firewall",
        "@timestamp": "2016-06-03T07:03:11Z",
        "time.text": "Jun  3 16:03:11",
        "observer.name": "rt",
        "source.ip": "198.18.20.1",
        "destination.ip": "198.18.30.9",
        "event.dataset": "syslog.firewall",
        "event.provider": "netfilter",
        "event.code": "L-行政系-住民情報系",
        "event.action": "denied",
        "event.start": "2016-06-03T07:03:11Z",
        "position": 1,
        "source.port": 20001,
        "destination.port": 445,
        "network.transport": "tcp",
        "session.state": "denied",
        "rule.name": "L-行政系-住民情報系",
        "fields": {"in": "sin", "out": "sout", "stage": "enforce", "flags": "SYN"},
    }


KERNEL = (
    "IN=eth0 OUT= MAC=02:00:5e:00:53:01:02:00:5e:00:53:02:08:00 SRC=203.0.113.9 DST=198.18.20.1 "
    "LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 DF PROTO=TCP SPT=4 DPT=22 WINDOW=1 RES=0x00 SYN URGP=0"
)
SIX = (
    "IN=a OUT=b SRC=2001:0db8:0020:0000:0000:0000:0000:0005 DST=2001:db8:30::9 LEN=48 TC=0 "
    "HOPLIMIT=63 FLOWLBL=8 PROTO=ICMPv6 TYPE=128 CODE=0 ID=8 SEQ=1"
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            rf"kernel: [ 123.456789] warn L-\xe8\xa1\x8c\xe6\x94\xbf {TCP}",
            {"rule.name": "L-行政", "event.action": "allowed", "session.state": "open"},
        ),
        (
            f"kernel: [UFW BLOCK] {KERNEL}",
            {
                "event.action": "denied",
                "source.mac": "02:00:5e:00:53:02",
                "destination.port": 22,
            },
        ),
        (
            f"kernel: {SIX}",
            {"network.transport": "ipv6-icmp", "rule.name": None, "event.action": None},
        ),
        (
            "kernel: X IN=a OUT=b SRC=10.0.0.1 DST=10.0.0.2 LEN=28 PROTO=47",
            {"network.transport": "47", "destination.port": None},
        ),
    ],
)
def test_forms(lines_told: Told, said: str, expected: dict[str, Any]) -> None:
    event = _one(lines_told, f"Jun  3 16:03:11 rt {said}")
    assert event["kind"] == "firewall"
    assert {name: event.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "said", ["kernel: IN=eth0 OUT= link is up", "kernel: SRC=1 DST=2 PROTO=TCP"]
)
def test_other_words_of_the_kernel_stay(lines_told: Told, said: str) -> None:
    assert _one(lines_told, f"Jun  3 16:03:11 rt {said}")["kind"] == "syslog"
