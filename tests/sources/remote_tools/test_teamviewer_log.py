"""TeamViewer's own log: the session by the desktop process, the offset by the heading."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.remote_tools.teamviewer_log import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "remote_tools" / "teamviewer_log"


def acts(told):
    return [
        (one["position"], one["event.action"])
        for one in told.events
        if one["event.action"] != "other"
    ]


def test_a_session_and_its_files(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.log")
    assert (told.identified, told.unread) == (90, [])
    assert told.note("note.teamviewer_offset").values == {"offsets": "UTC+9:00"}
    assert acts(told) == [(21, "incoming"), (23, "file"), (24, "end"), (25, "end")]
    by_line = {one["position"]: one for one in told.events}
    assert by_line[21] == {
        "@timestamp": datetime(2026, 5, 14, 7, 3, 7, 506000, tzinfo=UTC),
        "time.text": "2026/05/14 16:03:07.506",
        "event.dataset": "teamviewer_log.remote",
        "event.action": "incoming",
        "event.outcome": "success",
        "evidence": "good.log",
        "position": 21,
        "unit": "line",
        "remote.tool": "TeamViewer",
        "remote.peer": "1761879737",
        "fields": {
            "pid": "1084",
            "tid": "1436",
            "process": "D1",
            "message": "CParticipantManagerBase participant サポート 窓口 "
            "(ID [1761879737,-207968498]) was added with the role 6",
            "alias": "サポート 窓口",
            "session": "-207968498",
        },
    }
    assert by_line[23]["file.path"] == r"C:\Users\gikai01\Documents\名簿\117世帯 連絡網.xlsx"
    assert by_line[22]["fields"]["direction"] == "received"
    assert by_line[24]["remote.peer"] == "1761879737"


def test_lines_before_the_first_heading_go_with_it(tell_of, folder):
    told = tell_of(SOURCE, folder / "good_moved.log")
    assert told.note("note.teamviewer_offset").values == {"offsets": "UTC-3:30"}
    assert told.events[0]["@timestamp"] == datetime(2026, 5, 14, 19, 25, 13, 640000, tzinfo=UTC)


def test_two_headings_with_different_offsets(tell_of_bytes, folder):
    east, west = ((folder / name).read_bytes().decode("cp932" if "moved" in name else "utf-8")
                  for name in ("good.log", "good_moved.log"))  # fmt: skip
    heading = west[west.index("Start:") :]
    told = tell_of_bytes(SOURCE, (east + heading).encode())
    assert told.note("note.teamviewer_offset").values == {"offsets": "UTC+9:00, UTC-3:30"}
    assert told.events[0]["@timestamp"].hour == 6
    assert told.events[-1]["@timestamp"] == datetime(2026, 5, 14, 6, 30, tzinfo=UTC)


def test_without_a_heading_the_zone_is_a_doubt(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.log")
    assert told.note("note.zone_assumed").doubt
    assert told.events[0]["@timestamp"] == datetime(2026, 5, 14, 7, 2, 52, 444000, tzinfo=UTC)
    assert told.unread == [(5, "unread.teamviewer_line"), (7, "unread.teamviewer_line")]
    assert "@timestamp" not in told.events[4]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"2026/05/14 16:02:52.444  2216       2492 S0   something\n" * 3,
        b"2026/05/14 16:02:52 TeamViewer started\n",
        b"Start:              2026/05/14 15:55:13.342 (UTC+9:00)\n",
    ],
)
def test_other_formats_are_left_alone(head):
    assert identify(Sample("TeamViewer15_Logfile.log", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.log", "good_moved.log", "bad.log"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name, most=30) > 0


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 2400), keep=st.integers(0, 2400))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / "good.log").read_bytes()
    assert tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep]).refused is None


def test_a_real_log(tell_of, shared):
    folder = shared / "data" / "plaso-artefacts"
    listed = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (truth,) = (one for one in listed if one["file"].endswith("TeamViewer15_Logfile.log"))
    told = tell_of(SOURCE, folder / truth["file"])
    assert (told.identified, told.unread) == (90, [])
    assert len(told.events) == truth["counts"]["number_of_event_data"]
    assert told.note("note.teamviewer_offset").values == {"offsets": "UTC-8:00"}
    (wanted,) = truth["expected_events"]  # the truth leaves the local time without its offset
    local = datetime.fromisoformat(wanted["recorded_time"])
    assert any(
        one["fields"].get("message") == wanted["message_body"]
        and one["fields"]["pid"] == str(wanted["process_identifier"])
        and one["@timestamp"] == local + timedelta(hours=8)
        for one in told.events
    )
    assert acts(told) == [(726, "incoming"), (984, "end"), (991, "end")]
    start = next(one for one in told.events if one["event.action"] == "incoming")
    assert start["remote.peer"] == "1660360496"
