"""Extended logs: fields by their names, changing inside a file, in blanks and in tabs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.elff import SOURCE, identify

AT = datetime(2016, 6, 3, 7, 3, tzinfo=UTC)


def test_blue_coat(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "elff" / "good.log")
    assert (told.identified, told.unread) == (92, [])
    assert [event["position"] for event in told.events] == [6, 7, 8, 9, 12, 13]
    assert told.note("note.elff_fields_changed").values == {"lines": "4, 11"}
    assert told.events[0] == {
        "@timestamp": AT + timedelta(seconds=11),
        "time.text": "2016-06-03 07:03:11",
        "event.start": AT + timedelta(seconds=11) - timedelta(milliseconds=61234),
        "event.end": AT + timedelta(seconds=11),
        "user.name": "tanaka",
        "source.ip": "192.168.1.33",
        "event.dataset": "elff.proxy",
        "event.action": "allowed",
        "event.outcome": "success",
        "evidence": "good.log",
        "position": 6,
        "unit": "line",
        "c-uri": "relay.example.com:443",
        "cs-host": "relay.example.com",
        "cs-method": "CONNECT",
        "sc-status": 200,
        "sc-bytes": 48231,
        "cs-bytes": 918273,
        "destination.port": 443,
        "s-action": "TCP_TUNNELED",
        "url.category": "Remote Access Tools",
        "fields": {
            "s-hierarchy": "DIRECT",
            "sc-filter-result": "OBSERVED",
            "s-ip": "192.0.2.3",
            "s-supplier-name": "relay.example.com",
        },
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, {"c-uri": "http://www.Example.jp/a/b?q=1", "destination.ip": "198.51.100.7"}),
        (1, {"cs-host": "www.example.jp", "url.category": "News/Media;Sports"}),
        (2, {"event.action": "denied", "c-useragent": 'An "odd" agent'}),
        (2, {"c-uri": "http://bad.example.org:8080/", "destination.port": 8080}),
        (3, {"c-useragent": 'A stray " quote', "event.action": "allowed"}),
        (4, {"@timestamp": AT + timedelta(seconds=15), "sc-bytes": None, "cs-bytes": None}),
        (4, {"event.reason": "tcp_error", "event.outcome": "failure", "destination.port": 443}),
        (5, {"event.action": "denied", "time.text": "03/Jun/2016:16:03:16 +0900"}),
    ],
)
def test_special_lines(tell_of, data, number, expected):
    event = tell_of(SOURCE, data / "sources" / "elff" / "good.log").events[number]
    assert {key: event.get(key) for key in expected} == expected


def test_isa_server_in_tabs(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "elff" / "good_tabs.log")
    (event,) = told.events
    assert (told.unread, told.notes) == ([], [])
    assert event["c-useragent"] == "Mozilla/4.0 (compatible; MSIE 6.0)"
    assert (event["user.name"], event["observer.name"]) == ("TOWN\\tanaka", "ISA01")
    assert (event["cs-bytes"], event["sc-bytes"], event["sc-status"]) == (512, 2048, 200)
    assert event["@timestamp"] == AT + timedelta(seconds=11)


def test_what_cannot_be_read_is_kept(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "elff" / "bad.log")
    assert told.unread == [
        (1, "unread.elff_no_fields"),
        (5, "unread.elff_line"),
        (8, "unread.elff_line"),
    ]
    good, undated, odd = told.events
    assert good["position"] == 4
    assert undated["time.text"] == "2016-06-31 07:03:13"
    assert "@timestamp" not in undated
    assert odd["fields"] == {"sc-status": "20x", "cs-bytes": "twenty"}
    assert "sc-status" not in odd
    assert "cs-bytes" not in odd
    assert told.note("note.elff_milliseconds").doubt


def test_local_times_without_zone_are_a_doubt(tell_of_bytes):
    log = b"#Fields: date-local time-local c-ip cs-uri\n2016-06-03 16:03:11 192.168.1.3 http://a/\n"
    told = tell_of_bytes(SOURCE, log)
    assert told.events[0]["@timestamp"] == AT + timedelta(seconds=11)
    assert told.note("note.zone_assumed").doubt


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"hello\n",
        b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-host c-ip\n",
        b"#Fields: date-time,client-ip,client-hostname,server-ip,message-subject\n",
        b"#Fields: date time action protocol src-ip dst-ip src-port dst-port size\n",
    ],
)
def test_other_formats_are_left_alone(head):
    assert identify(Sample("x.log", head, len(head))) == 0


def test_line_ends_bom_and_cp932(tell_of_bytes):
    head = "#Fields: date time c-ip cs-uri cs-categories\r\n"
    line = '2016-06-03 07:03:11 192.168.1.3 http://a/ "遠隔 操作"'
    told = tell_of_bytes(SOURCE, (head + line).encode("cp932"))
    assert told.events[0]["url.category"] == "遠隔 操作"
    told = tell_of_bytes(SOURCE, (head + line).encode("utf-8-sig"))
    assert (told.identified, told.events[0]["url.category"]) == (92, "遠隔 操作")


@pytest.mark.parametrize("name", ["good.log", "good_tabs.log", "bad.log"])
def test_every_pointer_leads_back(reread_equals, data, name):
    assert reread_equals(SOURCE, data / "sources" / "elff" / name) > 0


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 2400), keep=st.integers(0, 2400))
def test_damage_never_raises(tell_of_bytes, data, cut, at, keep):
    name = "good.log" if at % 2 else "good_tabs.log"
    whole = (data / "sources" / "elff" / name).read_bytes()
    damaged = whole[:at] + cut + whole[at:][:keep]
    told = tell_of_bytes(SOURCE, damaged)
    assert told.refused is None
