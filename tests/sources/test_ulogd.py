"""Packets as a real ulogd2 wrote them, and lines it never wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sekisho.events.evidence import Evidence
from sekisho.intake.folder import receive_file
from sekisho.sources.contract import Context, Events, Unread
from sekisho.sources.reading import read
from sekisho.sources.ulogd import SOURCE


def told(path: Path) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    evidence = receive_file(path, path.name)
    assert isinstance(evidence, Evidence)
    rows: list[dict[str, Any]] = []
    unread: list[tuple[int, str]] = []
    for item in read(SOURCE, evidence, Context(now=datetime(2026, 12, 1, tzinfo=UTC))):
        if isinstance(item, Events):
            rows += item.batch.to_pylist()
        elif isinstance(item, Unread):
            unread += [(row["position"], row["reason"]) for row in item.batch.to_pylist()]
    return rows, unread


def test_every_packet_is_a_connection_refused(data: Path) -> None:
    rows, unread = told(data / "sources" / "ulogd" / "good.jsonl")
    assert unread == []
    seen = [
        (row["source.ip"], row["destination.ip"], row["network.transport"], row["destination.port"])
        for row in rows
    ]
    assert seen == [
        ("198.18.20.1", "198.18.30.9", "tcp", 445),
        ("198.18.20.1", "198.18.30.9", "udp", 53),
        ("198.18.20.1", "198.18.30.9", "icmp", None),
        ("198.18.20.1", "198.18.30.9", "47", None),
        ("203.0.113.9", "198.18.20.1", "tcp", 3389),
        ("2001:db8:20::5", "2001:db8:30::9", "tcp", 445),
        ("2001:db8:20::5", "2001:db8:30::9", "ipv6-icmp", None),
        ("192.168.7.7", "198.18.30.9", "tcp", 22),
    ]
    assert {(row["event.action"], row["session.state"]) for row in rows} == {("denied", "denied")}
    assert [row["rule.name"] for row in rows[4::3]] == ["L-庁外-行政系", "L-不明-住民情報系"]
    first = rows[0]
    assert first["@timestamp"] == datetime(2026, 11, 28, 17, 3, 58, 430969, tzinfo=UTC)
    assert first["observer.name"] is None
    fields = dict(first["fields"])
    assert (fields["stage"], fields["oob.in"], fields["tcp.syn"]) == ("enforce", "sin", "1")


def test_what_is_not_read_and_what_cannot_be(data: Path) -> None:
    rows, unread = told(data / "sources" / "ulogd" / "bad.jsonl")
    assert unread == [(3, "unread.ulogd_line"), (4, "unread.ulogd_line")]
    by_line = {row["position"]: row for row in rows}
    assert by_line[2]["@timestamp"] is None
    assert (by_line[5]["rule.name"], by_line[5]["event.action"]) == ("[UFW BLOCK]", "denied")
    assert by_line[5]["observer.name"] == "rt1"
    assert (by_line[6]["source.ip"], by_line[6]["destination.port"]) == (None, None)
    assert (by_line[7]["rule.name"], by_line[7]["event.action"]) == ('L-a "b\\', "allowed")
