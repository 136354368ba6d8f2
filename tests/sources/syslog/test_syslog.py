"""Framing of mixed files, years, encodings, and that no line gets lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Note, Sample
from sekisho.sources.syslog.syslog import SOURCE

GOOD = "sources/syslog/syslog/good.log"
Telling = Callable[..., Any]


def _sample(data: bytes) -> Sample:
    return Sample("messages", data, len(data))


def test_a_file_that_mixes_all_forms(telling: Telling, data: Path) -> None:
    told = telling(SOURCE, data / GOOD)
    assert told.unread == []
    assert [event["@timestamp"] for event in told.events] == [
        "2015-12-30T14:59:58Z",
        "2015-12-31T14:59:59Z",
        "2015-12-31T15:00:01Z",
        "2015-12-31T14:59:59Z",
        "2015-12-31T15:00:02Z",
        "2015-12-31T15:00:03.250000Z",
        "2015-12-31T15:00:04.123456Z",
        "2015-12-31T15:00:05Z",
        "2015-12-31T15:00:07Z",
        "2015-12-31T15:00:07Z",
    ]
    assert [event["kind"] for event in told.events] == [
        *("mail", "mail", "mail", "share", "dhcp"),
        *("syslog", "syslog", "syslog", "syslog", "syslog"),
    ]
    assert told.events[5] == {
        "kind": "syslog",
        "@timestamp": "2015-12-31T15:00:03.250000Z",
        "time.text": "2016-01-01T00:00:03.250+09:00",
        "host.name": "ids",
        "observer.name": "ids",
        "event.dataset": "syslog.syslog",
        "event.provider": "sshd",
        "position": 6,
        "process.name": "sshd",
        "log.syslog.priority": 34,
        "message": "Accepted publickey for root",
        "fields": {"pid": "991", "structured_data": 'ID7 [origin ip="192.168.1.9"]'},
    }
    inner = told.events[7]
    assert (inner["host.name"], inner["fields"]["relay"]) == ("ids", "Jan  1 00:00:06 kanshi")
    assert told.events[9]["message"] == "inner line"
    assert told.notes[:2] == [
        Note("note.year_chosen", {"year": "2015–2016", "from": "line=6"}),
        Note("note.zone_assumed", {"zone": "Asia/Tokyo"}),
    ]


def test_what_is_not_read_is_counted(telling: Telling, data: Path) -> None:
    told = telling(SOURCE, data / "sources/syslog/syslog/bad.log")
    assert told.unread == [(line, "unread.syslog_header") for line in (3, 6, 7, 8)]
    assert [event["position"] for event in told.events] == [1, 4, 5]
    undated = [event for event in told.events if "@timestamp" not in event]
    assert [event["time.text"] for event in undated] == ["Feb 31 10:00:00", "Jun  3 25:61:00"]


@pytest.mark.parametrize(
    ("rest", "host", "program", "message"),
    [
        ("gw prog[12]: text", "gw", "prog", "text"),
        ("prog[12]: text", None, "prog", "text"),
        ("prog: ", None, "prog", ""),
        ("192.168.1.1 PP[01] Rejected", "192.168.1.1", None, "PP[01] Rejected"),
        ("fe80::1 prog: text", "fe80::1", "prog", "text"),
        ("PP[01] text", None, None, "PP[01] text"),
        ("key=value other=1", None, None, "key=value other=1"),
        ("gw auth-worker(304): text", "gw", "auth-worker(304)", "text"),
    ],
)
def test_a_header_may_lack_host_or_program(
    lines_told: Telling, rest: str, host: str | None, program: str | None, message: str
) -> None:
    [event] = lines_told(SOURCE, f"Jun  3 16:03:11 {rest}\n").events
    assert event.get("host.name") == host
    assert event.get("process.name") == program
    assert event.get("message") == message


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_encodings_and_line_ends(
    lines_told: Telling, ending: str, last: str, encoding: str
) -> None:
    line = "Jun  3 16:03:11 kyoyu smbd_audit: 佐藤|192.168.1.33|openat|ok|r|税務課/国保名簿.xlsx"
    text = ending.join([line] * 3) + (ending if last else "")
    told = lines_told(SOURCE, text.encode(encoding))
    assert [event["file.path"] for event in told.events] == ["税務課/国保名簿.xlsx"] * 3
    assert {event["user.name"] for event in told.events} == {"佐藤"}


def test_stamps_with_year_fraction_or_one_digit(lines_told: Telling) -> None:
    text = "Jun  3 2015 16:03:11 gw a: x\nJun 03 16:03:11.25 gw a: x\nJun 3 16:03:11 gw a: x\n"
    told = lines_told(SOURCE, text, zone="UTC")
    assert [event["@timestamp"] for event in told.events] == [
        "2015-06-03T16:03:11Z",
        "2015-06-03T16:03:11.250000Z",
        "2015-06-03T16:03:11Z",
    ]
    assert Note("note.year_chosen", {"year": "2015", "from": "line=1"}) in told.notes


def test_a_bare_zone_is_the_one_assumed(lines_told: Telling) -> None:
    text = "2016-06-03T16:03:11.5 gw prog: a\n2016-06-03 16:03:11 gw prog: b\n"
    told = lines_told(SOURCE, text, zone="UTC")
    assert [event["@timestamp"] for event in told.events] == [
        "2016-06-03T16:03:11.500000Z",
        "2016-06-03T16:03:11Z",
    ]
    assert Note("note.zone_assumed", {"zone": "UTC"}) in told.notes


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (b"Jun  3 16:03:11 gw prog: a\n", 70, 80),
        (b"2016-06-03T16:03:11Z gw prog: a\n", 70, 80),
        (b"<13>1 2016-06-03T16:03:11Z gw prog - - - a\n", 70, 80),
        (b"# comment\nJun  3 16:03:11 gw prog: a\n", 50, 65),
        (b"", 0, 0),
        (b"hello\n", 0, 0),
        (b"1465000000.120 61234 192.168.1.33 TCP_MISS/200 482 GET http://a/ - - -\n", 0, 0),
        (b"2005-05-04 17:16:12 1 45.110.2.82 200 TCP_HIT 941 729 GET http a /\n", 0, 0),
        (b"Sep 19 19:26:56 4872 1000/01/ - - 192.168.1.1 192.168.1.1 - u [19/Sep/2017\n", 0, 0),
        (b'192.168.1.33 - t [03/Jun/2016:16:03:11 +0900] "GET / HTTP/1.1" 200 5\n', 0, 0),
        (b"ID,Date,Time,Description,IP Address\n10,06/03/16,16:03:11,Assign,192.0.2.1\n", 0, 0),
    ],
)
def test_identification(text: bytes, least: int, most: int) -> None:
    assert least <= SOURCE.identify(_sample(text)) <= most


def test_reread(same_at_pointer: Telling, data: Path) -> None:
    same_at_pointer(SOURCE, data / GOOD)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(change=st.binary(max_size=40), at=st.floats(0, 1), keep=st.floats(0.3, 1))
def test_no_change_of_bytes_loses_a_line(
    mutated: Telling, data: Path, change: bytes, at: float, keep: float
) -> None:
    mutated(SOURCE, data / GOOD, change, at, keep)


@pytest.mark.parametrize(
    ("name", "events", "unread", "first"),
    [
        ("syslog", 16, [8, 14], "01-22T07:52:33"),
        ("syslog_cron.log", 9, [], "03-11T00:00:00"),
        ("syslog_rsyslog", 5, [], "05-31T00:00:45.698463"),
        ("syslog_ssh.log", 9, [], "03-11T00:00:00"),
    ],
)
def test_the_odd_lines_of_plaso(
    telling: Telling, shared: Path, name: str, events: int, unread: list[int], first: str
) -> None:
    told = telling(SOURCE, shared / "data/plaso-artefacts/syslog" / name, zone="UTC")
    assert len(told.events) == events
    assert [line for line, _ in told.unread] == unread
    assert told.events[0]["@timestamp"][5:-1] == first
    if name == "syslog":
        leap = next(event for event in told.events if event["time.text"] == "Feb 29 01:15:43")
        assert leap["@timestamp"] == "2012-02-29T01:15:43Z"


def test_real_lines_of_many_programs(telling: Telling, shared: Path, tmp_path: Path) -> None:
    """Every line of the rule tests that has a syslog header is framed; times as the rules say."""
    lines = []
    for file in sorted((shared / "data/logs-wazuh/tests").glob("*.ini")):
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            _, mark, text = line.partition(" pass = ")
            if mark and text[:3] in ("Jun", "Jan", "May", "Dec", "Oct", "Nov", "Mar", "Feb"):
                lines.append(text)
    path = tmp_path / "wazuh.log"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = telling(SOURCE, path)
    kinds = Counter(event["kind"] for event in told.events)
    assert len(lines) > 60
    assert len(told.events) + len(told.unread) == len(lines)
    assert len(told.unread) < len(lines) / 20
    assert kinds["mail"] >= 2
    assert kinds["syslog"] > 40
