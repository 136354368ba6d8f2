"""Windows events as JSON lines: Winlogbeat, NXLog, rendered; and that all forms say the same."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.windows.event_xml import SOURCE as EVENT_XML
from sekisho.sources.windows.evtx import SOURCE as EVTX
from sekisho.sources.windows.winlogbeat import SOURCE, identify

AT = datetime(2016, 6, 3, 7, 3, 11, 123000, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(data: Path) -> Path:
    return data / "sources" / "winlogbeat"


@pytest.fixture(scope="module")
def told(tell_of, folder):
    return tell_of(SOURCE, folder / "good.ndjson")


def by_position(told) -> dict[int, dict]:
    return {event["position"]: event for event in told.events}


def test_everything_good_is_read(told):
    assert told.identified == 90
    assert told.unread == []
    assert sorted(by_position(told)) == [1, 2, 3, 4, 5]


def test_a_logon_of_winlogbeat(told):
    assert by_position(told)[1] == {
        "@timestamp": AT,
        "time.text": "2016-06-03T07:03:11.123Z",
        "host.name": "PC-07.town.example",
        "observer.name": "WEC01",
        "user.name": "田中",
        "source.ip": "192.168.1.33",
        "event.dataset": "winlogbeat.windows",
        "event.provider": "Microsoft-Windows-Security-Auditing",
        "event.code": "4624",
        "event.outcome": "success",
        "evidence": "good.ndjson",
        "position": 1,
        "unit": "line",
        "EventID": 4624,
        "winlog.channel": "Security",
        "winlog.record_id": 11,
        "winlog.level": "0",
        "winlog.task": "Logon",
        "winlog.opcode": "Info",
        "winlog.keywords": "0x8020000000000000",
        "winlog.process_id": "680",
        "winlog.thread_id": "1234",
        "winlog.version": "2",
        "winlog.provider_guid": "{54849625-5478-4994-a5ba-3e3b0328c30d}",
        "fields": {
            "SubjectUserSid": "S-1-0-0",
            "SubjectUserName": "-",
            "TargetUserName": "田中",
            "TargetDomainName": "TOWN",
            "LogonType": "10",
            "IpAddress": "192.168.1.33",
            "IpPort": "50123",
            "EventData.Channel": "rdp",
            "Message": "アカウントが正常にログオンしました。",
        },
    }


def test_user_data_of_winlogbeat(told):
    event = by_position(told)[2]
    assert event["user.name"] == "tanaka"
    assert event["fields"]["UserData.Name"] == "LogFileCleared"


def test_local_times_of_nxlog_by_the_utc_times_beside_them(told):
    assert told.note("note.windows_offset_found").values == {"offset": "+09:00"}
    assert not told.note("note.windows_offset_found").doubt
    event = by_position(told)[3]
    assert event["@timestamp"] == datetime(2016, 6, 3, 7, 4, tzinfo=UTC)
    assert event["time.text"] == "2016-06-03 16:04:00"
    assert event["winlog.level"] == "0"
    assert event["winlog.keywords"] == "0x8020000000000000"
    assert event["fields"]["ServiceName"] == "TeamViewer"
    assert "EventType" not in event["fields"]
    sysmon = by_position(told)[4]
    assert sysmon["winlog.level"] == "4"
    assert sysmon["winlog.keywords"] == "0x8000000000000000"


def test_a_rendered_line(told):
    event = by_position(told)[5]
    assert event["Data"] == ["一つ目", "二つ目"]
    assert event["fields"] == {"Binary": "00FF"}
    assert event["winlog.qualifiers"] == "0"


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Tokyo", 7), ("UTC", 16)])
def test_local_times_alone_are_of_the_zone_assumed(tell_of_bytes, zone, hour):
    line = b'{"EventTime":"2016-06-03 16:04:00","EventID":7045,"SourceName":"x","Hostname":"p"}'
    found = tell_of_bytes(SOURCE, line, zone=zone)
    assert found.events[0]["@timestamp"] == datetime(2016, 6, 3, hour, 4, tzinfo=UTC)
    assert found.note("note.zone_assumed").values == {"zone": zone}


def test_utc_that_is_none_is_doubted(tell_of_bytes):
    line = orjson.dumps(
        {
            "TimeCreated": "2016-06-03T03:04:00.100Z",
            "UtcTime": "2016-06-03 07:04:00.090",
            "EventID": 1,
            "Channel": "Microsoft-Windows-Sysmon/Operational",
        }
    )
    found = tell_of_bytes(SOURCE, line)
    note = found.note("note.windows_utc_contradicted")
    assert (note.values, note.doubt) == ({"offset": "-04:00"}, True)


def test_bad_lines_are_unread_and_the_rest_goes_on(tell_of, folder):
    found = tell_of(SOURCE, folder / "bad.ndjson")
    assert sorted(event["position"] for event in found.events) == [1, 5]
    assert found.unread == [
        (2, "unread.windows_json_broken"),
        (3, "unread.windows_json_other"),
        (4, "unread.windows_json_broken"),
    ]


def test_line_ends_and_encodings(tell_of_bytes, folder, told):
    lines = (folder / "good.ndjson").read_bytes()
    for data in (lines.replace(b"\n", b"\r\n"), lines.rstrip(), b"\xef\xbb\xbf" + lines):
        assert tell_of_bytes(SOURCE, data, name="good.ndjson").events == told.events
    cp932 = lines.decode().encode("cp932")
    assert by_position(tell_of_bytes(SOURCE, cp932, name="good.ndjson")) == by_position(told)


@pytest.mark.parametrize(
    "line",
    [
        b'{"level":"info","msg":"x"}',
        b'{"eventVersion":"1.08","eventID":"a"}',
        b'{"Event":"x"}',
        b'{"EventID":1}',
        b"[]",
        b"{",
    ],
)
def test_other_json_is_not_claimed(line):
    assert identify(Sample("x.json", line + b"\n", len(line) + 1)) == 0


def test_a_pointer_leads_back(reread_equals, folder):
    assert reread_equals(SOURCE, folder / "good.ndjson") == 5


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 4000), inserted=st.binary(max_size=60), cut=st.integers(0, 5000))
def test_no_damage_raises_and_every_line_is_accounted_for(tell_of_bytes, folder, at, inserted, cut):
    whole = (folder / "good.ndjson").read_bytes()
    data = (whole[:at] + inserted + whole[at:])[:cut]
    found = tell_of_bytes(SOURCE, data)
    lines = [line for line in data.replace(b"\r\n", b"\n").split(b"\n") if line]
    assert len(found.events) + len(found.unread) == len(lines)


SAME = (
    *("user.name", "source.ip", "host.name", "event.provider", "event.code", "event.outcome"),
    *("EventID", "winlog.channel", "winlog.record_id", "winlog.level", "winlog.keywords"),
)


def test_the_same_event_says_the_same_in_every_form(tell_of, data, told):
    evtx = tell_of(EVTX, data / "sources" / "evtx" / "good.evtx").events[0]
    xml = tell_of(EVENT_XML, data / "sources" / "event_xml" / "good.xml").events[0]
    beats = by_position(told)[1]
    assert evtx["fields"] == xml["fields"]
    assert evtx["time.text"] == xml["time.text"]
    assert evtx["@timestamp"] == xml["@timestamp"]
    for name in SAME:
        assert evtx.get(name) == xml.get(name) == beats.get(name), name
    # Winlogbeat leaves out what is empty, writes milliseconds, and adds the message
    assert beats["fields"].pop("Message")
    assert {name: text for name, text in evtx["fields"].items() if text} == beats["fields"]
    assert evtx["@timestamp"] - beats["@timestamp"] < timedelta(milliseconds=1)


def test_shared_events_are_read_whole(tell_of_bytes, shared):
    """Every line of the smaller sets is an event, dated, with its fields."""
    counted = 0
    for path in sorted((shared / "data/otrf-security-datasets/atomic").rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = member.filename
                if not name.endswith(".json") or "__MACOSX" in name or member.file_size > 1e6:
                    continue
                data = archive.read(member)
                found = tell_of_bytes(SOURCE, data, name="x.json", zone="UTC")
                lines = [line for line in data.split(b"\n") if line.strip()]
                assert found.identified == 90, name
                assert len(found.events) == len(lines), name
                assert found.unread == []
                assert all("@timestamp" in event for event in found.events), name
                check_fields(found.events, data.split(b"\n"))
                counted += len(lines)
    assert counted > 1500


def check_fields(events, lines) -> None:
    """No text of a line is lost: it stands in a column or in ``fields``."""
    for event in events[::50]:
        line = orjson.loads(lines[event["position"] - 1])
        kept = set(event["fields"].values()) | {str(value) for value in event.values()}
        for name in ("Message", "Image", "CommandLine", "TargetUserName", "Hostname", "Channel"):
            if isinstance(line.get(name), str) and line[name] not in {"", "-"}:
                assert line[name] in kept
