"""AnyDesk's own log: who was let in, who only asked, what was prepared for sending."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.remote_tools.anydesk_trace import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "remote_tools" / "anydesk_trace"


def acts(told):
    return [
        (one["position"], one["event.action"])
        for one in told.events
        if one["event.action"] != "other"
    ]


def test_a_session_begins_when_somebody_lets_it_in(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.trace")
    assert (told.identified, told.unread, told.notes) == (90, [], [])
    assert len(told.events) == 19
    assert acts(told) == [(11, "incoming"), (16, "end"), (18, "outgoing"), (20, "end")]
    assert told.events[9] == {
        "@timestamp": datetime(2026, 5, 14, 7, 3, 9, 402000, tzinfo=UTC),
        "time.text": "2026-05-14 07:03:09.402",
        "event.dataset": "anydesk_trace.remote",
        "event.action": "incoming",
        "event.outcome": "success",
        "evidence": "good.trace",
        "position": 11,
        "unit": "line",
        "remote.tool": "AnyDesk",
        "remote.peer": "442226597",
        "fields": {
            "level": "info",
            "role": "back",
            "pid": "3668",
            "tid": "3660",
            "module": "app.session",
            "message": "1: Authenticated by local user.",
            "method": "by local user",
            "alias": "サポート センター",
        },
    }


def test_the_other_side_and_what_was_prepared(tell_of, folder):
    by_line = {one["position"]: one for one in tell_of(SOURCE, folder / "good.trace").events}
    assert by_line[5]["fields"]["own_id"] == "294433414"
    assert by_line[7]["destination.ip"] == "198.51.100.21"
    assert [by_line[at]["remote.peer"] for at in (6, 8, 9, 18)] == [
        *["442226597"] * 3,
        "313313313",
    ]
    assert by_line[12]["fields"]["folder"] == r"C:\Users\gikai01\Documents\名簿"
    assert by_line[12]["fields"]["direction"] == "sent"
    assert by_line[14]["fields"]["direction"] == "received"
    assert "file.path" not in by_line[12]


def test_a_log_that_never_says_who_was_let_in(tell_of, folder):
    told = tell_of(SOURCE, folder / "good_old.trace")
    assert told.note("note.anydesk_requests").values == {"requests": "1"}
    assert told.note("note.anydesk_requests").doubt
    assert acts(told) == [(2, "incoming"), (3, "end")]
    assert told.events[1]["remote.peer"] == "442226597"
    assert "event.outcome" not in told.events[1]


def test_what_cannot_be_read_is_kept(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.trace")
    assert told.unread == [(2, "unread.anydesk_line"), (5, "unread.anydesk_line")]
    assert [one["position"] for one in told.events] == [1, 3, 4, 6]
    assert "@timestamp" not in told.events[2]
    assert told.events[2]["time.text"] == "2026-13-41 07:02:52.181"
    assert acts(told) == [(6, "incoming")]


def test_the_line_of_a_published_examination(tell_of_bytes):
    line = (
        b"   info 2024-02-16 20:29:04.298       back   4668   6440                   "
        b"app.backend_session - Incoming session request: Richard Beard (221436813)"
    )
    told = tell_of_bytes(SOURCE, line)
    (event,) = told.events
    assert (event["remote.peer"], event["fields"]["alias"]) == ("221436813", "Richard Beard")
    assert event["@timestamp"] == datetime(2024, 2, 16, 20, 29, 4, 298000, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"info 2026-05-14 a\n",
        b"2026-05-14 07:03:09,402 INFO app.session - started\n",
        b"info 2026-05-14 07:03:09.402 front 1 2 nothing\n",
    ],
)
def test_other_formats_are_left_alone(head):
    assert identify(Sample("ad.trace", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.trace", "good_old.trace", "bad.trace"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name, most=20) > 0


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 2700), keep=st.integers(0, 2700))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / "good.trace").read_bytes()
    assert tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep]).refused is None
