"""The lease journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sekisho.sources.syslog.dhcpd_leases as module
from sekisho.sources import blocks
from sekisho.sources.contract import Sample
from sekisho.sources.syslog.dhcpd_leases import SOURCE

Told = Callable[..., Any]
FOLDER = "sources/syslog/dhcpd_leases"


def test_the_journal(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "good.leases")
    assert told.unread == []
    assert told.events[0] == {
        "kind": "dhcp",
        "@timestamp": "2016-06-03T00:10:00Z",
        "time.text": "5 2016/06/03 00:10:00",
        "host.name": "PC-033",
        "source.ip": "192.168.1.33",
        "event.dataset": "dhcpd_leases.dhcp",
        "event.code": "active",
        "event.action": "assign",
        "position": 7,
        "event.start": "2016-06-03T00:10:00Z",
        "event.end": "2016-06-03T06:10:00Z",
        "client.ip": "192.168.1.33",
        "client.mac": "00:1b:a9:00:00:21",
        "client.name": "PC-033",
        "fields": {
            "journal": "earlier",
            "uid": r'"\001\000\033\251\000\000!"',
            "cltt": "5 2016/06/03 00:10:00",
        },
    }
    found = [
        (event["position"], event["event.action"], event["fields"]["journal"])
        for event in told.events
    ]
    assert found == [
        (7, "assign", "earlier"),
        (18, "assign", "current"),
        (22, "expire", "current"),
        (29, "conflict", "current"),
    ]
    epoch, free = told.events[1], told.events[2]
    assert epoch["@timestamp"] == "2016-06-03T00:10:00Z"
    assert "event.end" not in epoch
    assert epoch["client.name"] == "税務"
    assert free["@timestamp"] == "2016-06-03T06:40:00Z"


def test_bad_blocks(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "bad_cut.leases")
    assert [event["position"] for event in told.events] == [2, 10]
    assert "@timestamp" not in told.events[1]
    assert sorted(told.unread) == [(line, "unread.dhcpd_statement") for line in (1, 6, 13)]


@pytest.mark.parametrize("size", [80, 200, 1000])
def test_leases_across_blocks(
    telling: Told, data: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    whole = telling(SOURCE, data / FOLDER / "good.leases").events
    monkeypatch.setattr(module, "blocks", lambda path: blocks.blocks(path, size))
    assert telling(SOURCE, data / FOLDER / "good.leases").events == whole


def test_line_ends_and_encoding(telling: Told, data: Path, tmp_path: Path) -> None:
    text = (data / FOLDER / "good.leases").read_text(encoding="utf-8").rstrip("\n")
    path = tmp_path / "dhcpd.leases"
    path.write_bytes(text.replace("\n", "\r\n").encode("cp932"))
    assert telling(SOURCE, path).events == telling(SOURCE, data / FOLDER / "good.leases").events


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("lease 192.0.2.1 {\n starts 5 2016/06/03 00:10:00;\n}\n", 95),
        ("lease 192.0.2.1 {\n", 0),
        ("the lease starts today\n", 0),
        ("", 0),
    ],
)
def test_identification(text: str, confidence: int) -> None:
    assert SOURCE.identify(Sample("x", text.encode(), len(text))) == confidence


def test_reread(same_at_pointer: Told, data: Path) -> None:
    same_at_pointer(SOURCE, data / FOLDER / "good.leases")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(change=st.binary(max_size=40), at=st.floats(0, 1), keep=st.floats(0.3, 1))
def test_no_change_of_bytes_is_too_much(
    telling: Told,
    data: Path,
    tmp_path_factory: pytest.TempPathFactory,
    change: bytes,
    at: float,
    keep: float,
) -> None:
    good = bytearray((data / FOLDER / "good.leases").read_bytes())
    start = int(at * len(good))
    good[start : start + len(change)] = change
    path = tmp_path_factory.getbasetemp() / "mutated.leases"
    path.write_bytes(bytes(good[: int(keep * len(good))]))
    telling(SOURCE, path)
