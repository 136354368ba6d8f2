"""AnyDesk's list of connections: let in, turned away, outgoing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.remote_tools.anydesk_connections import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "remote_tools" / "anydesk_connections"


def test_each_connection(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.txt")
    assert (told.identified, told.unread, told.notes) == (88, [], [])
    assert [
        (one["event.action"], one.get("event.outcome"), one["fields"]["method"])
        for one in told.events
    ] == [
        ("incoming", "success", "User"),
        ("other", "failure", "REJECTED"),
        ("incoming", "success", "Passwd"),
        ("outgoing", None, "Token"),
    ]
    assert told.events[1] == {
        "@timestamp": datetime(2026, 5, 14, 8, 30, tzinfo=UTC),
        "time.text": "2026-05-14, 08:30",
        "event.dataset": "anydesk_connections.remote",
        "event.action": "other",
        "event.outcome": "failure",
        "evidence": "good.txt",
        "position": 2,
        "unit": "line",
        "remote.tool": "AnyDesk",
        "remote.peer": "555666777",
        "fields": {"method": "REJECTED", "alias": "tanaka@ad"},
    }


def test_what_cannot_be_read_is_kept(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.txt")
    assert told.unread == [(2, "unread.anydesk_line")]
    assert "@timestamp" not in told.events[2]


@pytest.mark.parametrize(
    "line",
    [
        b"Incoming    2024-02-16, 20:29    User                     221436813    221436813",
        b"Incoming\t2024-02-16, 20:29\tUser\t221436813\t221436813\r\n",
        b"Incoming     2024-02-16, 20:29 221436813 221436813\n",
    ],
)
def test_blanks_or_tabs_with_or_without_the_way_it_was_let_in(tell_of_bytes, line):
    (event,) = tell_of_bytes(SOURCE, line).events
    assert (event["event.action"], event["remote.peer"]) == ("incoming", "221436813")


@pytest.mark.parametrize("head", [b"", b"Incoming mail 2026-05-14, 07:03\n", b"a\n" * 9])
def test_other_formats_are_left_alone(head):
    assert identify(Sample("connection_trace.txt", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.txt", "bad.txt"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name) > 0


@settings(max_examples=30, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 400), keep=st.integers(0, 400))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / "good.txt").read_bytes()
    assert tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep]).refused is None
