"""The Windows DHCP log: which PC had which address, on English and Japanese servers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.windows_dhcp import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "windows_dhcp"


def test_acts_of_a_day(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.log")
    assert (told.identified, told.unread) == (92, [])
    assert not told.note("note.zone_assumed").doubt
    assert told.events[1] == {
        "@timestamp": datetime(2016, 6, 2, 23, 21, 5, tzinfo=UTC),
        "time.text": "06/03/16 08:21:05",
        "event.start": datetime(2016, 6, 2, 23, 21, 5, tzinfo=UTC),
        "event.dataset": "windows_dhcp.dhcp",
        "event.code": "10",
        "event.action": "assign",
        "event.outcome": "success",
        "evidence": "good.log",
        "position": 14,
        "unit": "line",
        "client.ip": "192.168.1.33",
        "client.mac": "00:50:56:9a:1b:2c",
        "client.name": "PC033.town.example",
        "fields": {
            "Description": "Assign",
            "TransactionID": "3905742",
            "QResult": "0",
            "VendorClass(Hex)": "0x4D53465420352E30",
            "VendorClass(ASCII)": "MSFT 5.0",
            "DnsRegError": "0",
        },
    }
    acts = [(event["event.code"], event["event.action"]) for event in told.events]
    assert acts == [
        *[("00", "other"), ("10", "assign"), ("11", "renew"), ("12", "release")],
        *[("13", "conflict"), ("15", "deny"), ("17", "expire"), ("30", "other")],
        *[("31", "other"), ("10", "assign")],
    ]
    assert told.events[2]["client.mac"] == "00:50:56:9a:1b:2c"
    assert told.events[8]["event.outcome"] == "failure"


def test_a_client_id_that_is_no_hardware_address(tell_of, folder):
    event = tell_of(SOURCE, folder / "good.log").events[9]
    assert "client.mac" not in event
    assert event["fields"]["MAC Address"] == "01005056AABBCCDDEE"


def test_a_japanese_server_with_seven_columns(tell_of, folder):
    told = tell_of(SOURCE, folder / "good_ja.log")
    assert (told.identified, told.unread) == (92, [])
    assert [event["client.name"] for event in told.events] == ["総務課-PC1"] * 2
    assert told.events[1]["fields"] == {"Description": "更新"}


def test_what_cannot_be_read_is_kept(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.log")
    assert told.identified == 85
    assert told.unread == [(3, "unread.dhcp_line"), (5, "unread.dhcp_line")]
    assert [event["position"] for event in told.events] == [2, 4, 6]
    assert "@timestamp" not in told.events[1]
    assert told.events[2]["fields"]["DnsRegError"] == "0,more,and more"


def test_zone_of_the_examination(tell_of, folder):
    told = tell_of(SOURCE, folder / "good_ja.log", zone="UTC")
    assert told.events[0]["@timestamp"] == datetime(2016, 6, 3, 8, 21, 5, tzinfo=UTC)


def test_another_order_of_the_date_is_a_doubt(tell_of_bytes):
    told = tell_of_bytes(SOURCE, b"10,2016/06/03,08:21:05,Assign,192.168.1.3,a,0050569A1B2C\n")
    assert told.identified == 70
    assert told.events[0]["@timestamp"] == datetime(2016, 6, 2, 23, 21, 5, tzinfo=UTC)
    assert told.note("note.dhcp_date").doubt


@pytest.mark.parametrize("head", [b"", b"ID,Name\n1,a\n", b"1,2,3\n", b"10,06/03/16,x\n"])
def test_other_formats_are_left_alone(head):
    assert identify(Sample("DhcpSrvLog-Fri.log", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.log", "good_ja.log", "bad.log"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name) > 0


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 1900), keep=st.integers(0, 1900))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / ("good.log" if at % 2 else "good_ja.log")).read_bytes()
    told = tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep])
    assert told.refused is None


def test_an_old_record_of_others(tell_of_bytes):
    lines = (
        b"10,01/01/01,01:01:01,Assign,192.0.2.10,host.test.example,000000000000,,17739,0,,,\n"
        b"30,09/20/21,09:16:15,DNS Update Request,172.28.43.169,host.test.example,,,0,6,,,,,,,,,0\n"
    )
    told = tell_of_bytes(SOURCE, lines)
    assert [event["event.action"] for event in told.events] == ["assign", "other"]
    assert told.unread == []
