"""Ammyy Admin's access.log: who was let in, when it ended, how much went each way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.remote_tools.ammyy import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "remote_tools" / "ammyy"


def test_a_session(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.log")
    assert (told.identified, told.unread) == (85, [])
    assert told.note("note.ammyy_form").doubt
    assert [one["event.action"] for one in told.events] == ["other", "incoming", "end"]
    assert told.events[1] == {
        "@timestamp": datetime(2026, 5, 14, 7, 3, 7, 637000, tzinfo=UTC),
        "time.text": "20260514-16:03:07.637000",
        "event.dataset": "ammyy.remote",
        "event.action": "incoming",
        "event.outcome": "success",
        "evidence": "good.log",
        "position": 2,
        "unit": "line",
        "remote.tool": "Ammyy Admin",
        "remote.peer": "59203423",
        "fields": {"message": "[12345678] Passed authorization remoteId=59203423"},
    }
    sent, received = (told.events[2]["fields"][name] for name in ("bytes_sent", "bytes_received"))
    assert (sent, received) == ("48293344", "812345")


def test_what_cannot_be_read_is_kept(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.log", zone="UTC")
    assert told.unread == [(2, "unread.ammyy_line")]
    assert told.events[0]["@timestamp"].hour == 16
    assert told.events[2]["event.action"] == "end"
    assert "@timestamp" not in told.events[2]


@pytest.mark.parametrize("head", [b"", b"20260514-16:03:07.637 something else\n", b"remoteId=1\n"])
def test_other_formats_are_left_alone(head):
    assert identify(Sample("access.log", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.log", "bad.log"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name) > 0


@settings(max_examples=30, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 240), keep=st.integers(0, 240))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / "good.log").read_bytes()
    assert tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep]).refused is None
