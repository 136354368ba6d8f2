"""TeamViewer's lists of sessions: start and end of each, who and what for."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.remote_tools.teamviewer_connections import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "remote_tools" / "teamviewer_connections"


def test_each_session(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.txt")
    assert (told.identified, told.unread, told.notes) == (88, [], [])
    start = datetime(2026, 5, 14, 7, 2, 52, tzinfo=UTC)
    assert told.events[0] == {
        "@timestamp": start,
        "time.text": "14-05-2026 07:02:52",
        "event.start": start,
        "event.end": datetime(2026, 5, 14, 7, 41, 14, tzinfo=UTC),
        "event.dataset": "teamviewer_connections.remote",
        "event.action": "incoming",
        "evidence": "good.txt",
        "position": 2,
        "unit": "line",
        "user.name": "gikai01",
        "remote.tool": "TeamViewer",
        "remote.peer": "1761879737",
        "fields": {
            "alias": "サポート窓口",
            "mode": "RemoteControl",
            "connection": "{b3a4df33-d027-44d5-b50f-4e61115494d4}",
        },
    }
    assert told.events[1]["event.action"] == "incoming"  # without a name, but with its column
    assert told.events[1]["fields"]["mode"] == "FileTransfer"


def test_the_list_of_outgoing_sessions_has_no_name(tell_of, folder):
    (event,) = tell_of(SOURCE, folder / "good_outgoing.txt").events
    assert (event["event.action"], event["user.name"]) == ("outgoing", "soumu02")


def test_what_cannot_be_read_is_kept(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.txt")
    assert told.unread == [(2, "unread.teamviewer_line")]
    assert "@timestamp" not in told.events[2]
    assert told.events[2]["time.text"] == "31-02-2026 07:02:52"


def test_names_in_the_encoding_of_windows(tell_of_bytes, folder):
    text = (folder / "good.txt").read_bytes().decode()
    told = tell_of_bytes(SOURCE, text.encode("cp932"))
    assert told.events[0]["fields"]["alias"] == "サポート窓口"


@pytest.mark.parametrize("head", [b"", b"1\ta\t14-05-2026\n", b"a\tb\tc\n" * 9])
def test_other_formats_are_left_alone(head):
    assert identify(Sample("Connections_incoming.txt", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.txt", "good_outgoing.txt", "bad.txt"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name) > 0


@settings(max_examples=30, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 250), keep=st.integers(0, 250))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / "good.txt").read_bytes()
    assert tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep]).refused is None


def test_a_real_file(tell_of, shared):
    folder = shared / "data" / "plaso-artefacts"
    listed = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (truth,) = (one for one in listed if one["file"] == "teamviewer/connections_incoming.txt")
    told = tell_of(SOURCE, folder / truth["file"])
    assert told.unread == []
    (event,), (wanted,) = told.events, truth["expected_events"]
    assert event["event.start"].isoformat() == wanted["start_time"]
    assert event["event.end"].isoformat() == wanted["end_time"]
    assert event["remote.peer"] == str(wanted["source_identifier"])
    assert event["user.name"] == wanted["local_account"]
    assert event["fields"] == {
        "alias": wanted["connection_display_name"],
        "mode": wanted["activity_type"],
        "connection": wanted["connection_identifier"],
    }
