"""i-FILTER and D-SPA: access logs of three layouts, changed columns, and what is not read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.ifilter.ifilter import SOURCE, identify

AT = datetime(2016, 6, 3, 7, 3, tzinfo=UTC)


def test_version_ten(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "ifilter" / "good.log")
    assert (told.identified, told.unread) == (85, [])
    assert told.note("note.ifilter_columns").doubt
    assert told.events[0] == {
        "@timestamp": AT + timedelta(seconds=11),
        "time.text": "Jun 3 16:03:11",
        "event.start": AT - timedelta(seconds=50),
        "event.end": AT + timedelta(seconds=11),
        "host.name": "pc033.town.example",
        "user.name": "tanaka",
        "source.ip": "192.168.1.33",
        "destination.ip": "203.0.113.10",
        "destination.port": 443,
        "event.dataset": "ifilter.proxy",
        "event.action": "allowed",
        "event.outcome": "success",
        "event.reason": "0",
        "evidence": "good.log",
        "position": 1,
        "unit": "line",
        "c-uri": "https://relay.example.com:443",
        "cs-host": "relay.example.com",
        "cs-method": "CONNECT",
        "sc-status": 200,
        "sc-bytes": 48231,
        "c-useragent": "Mozilla/5.0 (Windows NT 10.0)",
        "s-action": "allow",
        "url.category": "133/61",
        "fields": {
            "pid": "4872",
            "version": "1000/01/",
            "peer": "192.168.1.1",
            "c15": "0",
            "category": "133",
            "c21": "-1",
            "c22": "0",
            "c23": "1518",
            "c24": "0",
            "group": "総務課",
            "c27": "0",
            "protocol": "HTTP/1.1",
            "id": "A667FEFF",
        },
    }
    blocked, new_year = told.events[1:]
    assert (blocked["event.action"], blocked["event.outcome"]) == ("denied", "failure")
    assert blocked["http.response.mime_type"] == "text/html; charset=utf-8"
    assert new_year["c-uri"] == "http://www.example.jp/a b"
    assert new_year["event.start"] == datetime(2016, 12, 31, 14, 59, 4, tzinfo=UTC)
    assert new_year["event.end"] == datetime(2016, 12, 31, 15, 0, 5, tzinfo=UTC)


def test_older_appliance_also_with_blanks_missing(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "ifilter" / "good_dspa.log")
    assert [event["position"] for event in told.events] == [1, 2]
    for event in told.events:
        assert event["cs-referrer"] == "http://www.example.jp/search"
        assert event["c-useragent"] == "Mozilla/4.0"
        assert event["event.start"] == datetime(2010, 12, 10, 9, 32, 4, tzinfo=UTC)


def test_block_log_with_a_name_in_cp932(tell_of, data):
    (event,) = tell_of(SOURCE, data / "sources" / "ifilter" / "good_block.log").events
    assert event["user.name"] == "田中"
    assert event["fields"]["virus"] == "EICAR-Test-File"
    assert "event.end" not in event
    assert event["@timestamp"] == event["event.start"]


def test_what_cannot_be_read_is_kept(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "ifilter" / "bad.log")
    assert told.unread == [(2, "unread.ifilter_line"), (4, "unread.ifilter_line")]
    assert [event.get("@timestamp") for event in told.events] == [
        datetime(2014, 10, 6, 2, 26, 21, tzinfo=UTC),
        None,
    ]
    assert told.events[1]["time.text"] == "31/Sep/2014:11:26:23 +0900"


def test_columns_given_by_the_town(tell_of_bytes):
    hints = {"ifilter.columns": ("start offset client user action uri size sent",)}
    line = b"[03/Jun/2016:16:03:00 +0900] 192.168.1.3 sato block http://a.example/ 5 77\n"
    assert identify(Sample("x", line, len(line))) == 0
    told = tell_of_bytes(SOURCE, line, hints=hints)
    assert told.identified == 55
    (event,) = told.events
    assert (event["@timestamp"], event["user.name"], event["sc-bytes"]) == (AT, "sato", 5)
    assert event["fields"] == {"sent": "77"}
    assert told.note("note.ifilter_columns").values["name"] == "given"
    assert not told.note("note.ifilter_columns").doubt


@pytest.mark.parametrize("head", [b"", b"one two\n", b"Jun  3 16:03:11 host sshd[1]: x\n" * 9])
def test_what_is_no_such_log_is_refused(tell_of_bytes, head):
    told = tell_of_bytes(SOURCE, head)
    assert (told.identified, told.refused) == (0, "unread.ifilter_format")


def test_line_ends(tell_of_bytes, data):
    whole = (data / "sources" / "ifilter" / "good.log").read_bytes().strip()
    told = tell_of_bytes(SOURCE, whole.replace(b"\n", b"\r\n"))
    assert (len(told.events), told.unread) == (3, [])
    assert told.events[2]["fields"]["id"] == "A667FF01"


@pytest.mark.parametrize("name", ["good.log", "good_dspa.log", "good_block.log", "bad.log"])
def test_every_pointer_leads_back(reread_equals, data, name):
    assert reread_equals(SOURCE, data / "sources" / "ifilter" / name) > 0


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 1200), keep=st.integers(0, 1200))
def test_damage_never_raises(tell_of_bytes, data, cut, at, keep):
    name = "good.log" if at % 2 else "good_dspa.log"
    whole = (data / "sources" / "ifilter" / name).read_bytes()
    damaged = whole[:at] + cut + whole[at:][:keep]
    told = tell_of_bytes(SOURCE, damaged)
    lines = damaged.replace(b"\r\n", b"\n").split(b"\n")
    if told.refused is None and b"\x1b" not in cut:  # ISO-2022-JP escapes alone are no text
        assert len(told.events) + len(told.unread) == sum(bool(line) for line in lines)


def test_the_makers_own_samples(tell_of_bytes, shared):
    text = (shared / "data" / "ja-vendor-formats" / "samples.md").read_text("utf-8")
    cells = [cell for cell in text.split("`") if cell.startswith(("Sep 19 ", "4582 "))]
    assert len(cells) == 2
    first, second = (tell_of_bytes(SOURCE, cell.encode()) for cell in cells)
    assert (first.identified, second.identified) == (85, 80)
    assert first.events[0]["c-uri"] == "https://www.youtube.com/sw.js"
    assert first.events[0]["event.action"] == "denied"
    assert first.events[0]["@timestamp"] == datetime(2017, 9, 19, 10, 26, 56, tzinfo=UTC)
    assert second.events[0]["user.name"] == "user000"
    assert second.events[0]["url.category"] == "3"
