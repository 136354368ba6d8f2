"""Exported event XML: with and without root, in any encoding, broken in places."""

from __future__ import annotations

import csv
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.windows import event_xml
from sekisho.sources.windows.event_xml import SOURCE, declared_encoding, identify


@pytest.fixture(scope="module")
def folder(data: Path) -> Path:
    return data / "sources" / "event_xml"


@pytest.fixture(scope="module")
def told(tell_of, folder):
    return tell_of(SOURCE, folder / "good.xml")


def contents(told) -> list[dict]:
    return [{k: v for k, v in event.items() if k != "evidence"} for event in told.events]


def test_everything_good_is_read(told):
    assert told.identified == 95
    assert told.unread == []
    assert told.notes == []
    assert [event["position"] for event in told.events] == [1, 2, 3, 4, 5]


def test_a_cleared_log_with_its_message(told):
    assert told.events[4] == {
        "@timestamp": datetime(2016, 6, 3, 7, 41, 0, 500000, tzinfo=UTC),
        "time.text": "2016-06-03T07:41:00.5000000Z",
        "host.name": "PC-07.town.example",
        "user.name": "tanaka",
        "event.dataset": "event_xml.windows",
        "event.provider": "Microsoft-Windows-Eventlog",
        "event.code": "1102",
        "event.outcome": "success",
        "evidence": "good.xml",
        "position": 5,
        "unit": "record",
        "EventID": 1102,
        "winlog.channel": "Security",
        "winlog.record_id": 15,
        "winlog.level": "4",
        "winlog.keywords": "0x4020000000000000",
        "fields": {
            "UserData.Name": "LogFileCleared",
            "SubjectUserName": "tanaka",
            "SubjectDomainName": "TOWN",
            "Message": "監査ログが消去されました。",
            "RenderingInfo.Level": "情報",
        },
    }


def test_without_root_in_cp932(tell_of, folder, told):
    found = tell_of(SOURCE, folder / "good_without_root.xml")
    assert found.identified == 95
    assert contents(found) == contents(told)
    assert found.note("note.encoding").values == {"encoding": "cp932"}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp932", "euc_jp"]
)
def test_encodings(tell_of_bytes, folder, told, encoding):
    text = (folder / "good.xml").read_bytes().decode()
    if encoding == "utf-16-le-bom":
        data = b"\xff\xfe" + text.replace("utf-8", "utf-16").encode("utf-16-le")
    else:
        data = text.encode(encoding)
    found = tell_of_bytes(SOURCE, data)
    assert found.identified == 95
    assert contents(found) == contents(told)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<?xml version="1.0" encoding="Shift_JIS"?><Event/>', "cp932"),
        (b'<?xml version="1.0" encoding="utf-16"?><Event>a</Event>', "utf-8"),
        (b'<?xml version="1.0" encoding="EUC-JP"?>' + "記録".encode("euc_jp"), "euc_jp"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?>' + "記録".encode(), "utf-8"),
    ],
)
def test_a_declaration_holds_when_the_bytes_bear_it_out(head, encoding):
    assert declared_encoding(head) == encoding


def test_run_together_and_across_pieces(tell_of_bytes, folder, told, monkeypatch):
    monkeypatch.setattr(event_xml, "PIECE", 97)
    monkeypatch.setattr(event_xml, "TOGETHER", 2)
    data = (folder / "good.xml").read_bytes().replace(b"</Event>\r\n<Event", b"</Event><Event")
    assert contents(tell_of_bytes(SOURCE, data)) == contents(told)


def test_broken_events_are_unread_and_the_rest_goes_on(tell_of, folder):
    found = tell_of(SOURCE, folder / "bad.xml")
    assert [event["position"] for event in found.events] == [1, 3, 6]
    assert found.unread == [
        (2, "unread.event_xml_not_well_formed"),
        (4, "unread.event_xml_not_an_event"),
        (5, "unread.event_xml_not_well_formed"),
        (7, "unread.event_xml_cut_off"),
    ]


def test_control_characters_and_carriage_returns_are_kept(tell_of_bytes, folder):
    data = (folder / "good.xml").read_bytes()
    for written in (b"a\x03b\xee\x80\x80", b"a&#x3;b\xee\x80\x80"):
        found = tell_of_bytes(SOURCE, data.replace(b"TeamViewer<", written + b"<"))
        assert found.events[1]["fields"]["ServiceName"] == "a\x03b\ue000"
    found = tell_of_bytes(SOURCE, data.replace(b">TeamViewer<", b">a\r\nb<"))
    assert found.events[1]["fields"]["ServiceName"] == "a\r\nb"


def test_entities_are_not_followed(tell_of_bytes, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("ひみつ", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    system = "<System><EventID>1</EventID></System>"
    data = f"""<!DOCTYPE Event [<!ENTITY l0 "lol">{laughs}
        <!ENTITY file SYSTEM "{secret.as_uri()}">]>
        <Event>{system}<EventData><Data Name="a">&l11;&file;</Data></EventData></Event>
        <Event>{system}<EventData><Data Name="a">b</Data></EventData></Event>"""
    start = time.monotonic()
    found = tell_of_bytes(SOURCE, data.encode())
    assert time.monotonic() - start < 5
    assert [event["fields"] for event in found.events] == [{"a": "b"}]
    assert found.unread == [(1, "unread.event_xml_not_well_formed")]


def test_an_endless_event_does_not_fill_the_memory(tell_of_bytes, folder, monkeypatch, told):
    monkeypatch.setattr(event_xml, "LONGEST", 3000)
    monkeypatch.setattr(event_xml, "PIECE", 1000)
    good = (folder / "good_without_root.xml").read_bytes()
    found = tell_of_bytes(SOURCE, b"<Event ><System>" + b"x" * 5000 + good)
    assert found.unread[0] == (1, "unread.event_xml_endless")
    assert len(found.events) == len(told.events)


@pytest.mark.parametrize(
    "data",
    [b"<html><Event></Event></html>", b"<Events><Entry/></Events>", b"Event", b"", b"\xff\xfe<"],
)
def test_other_xml_is_not_claimed(data):
    assert identify(Sample("x.xml", data, len(data))) == 0


def test_a_pointer_leads_back(reread_equals, folder):
    assert reread_equals(SOURCE, folder / "good.xml") == 5


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 4000), inserted=st.binary(max_size=80), cut=st.integers(0, 5000))
def test_no_damage_raises(tell_of_bytes, folder, at, inserted, cut):
    whole = (folder / "good.xml").read_bytes()
    found = tell_of_bytes(SOURCE, (whole[:at] + inserted + whole[at:])[:cut])
    assert len(found.events) + len(found.unread) <= 5 + 20


def test_shared_examples(tell_of, shared):
    root = shared / "data" / "winevent-xml"
    read = unread = 0
    with (root / "index.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found = tell_of(SOURCE, root / row["xml"])
            assert found.identified >= 70, row["xml"]
            read += len(found.events)
            unread += len(found.unread)
            if row["well_formed"] == "yes" and "7035" not in row["xml"]:  # its namespace is no URI
                assert len(found.events) == 1, row["xml"]
    assert (read, unread) == (259, 8)
