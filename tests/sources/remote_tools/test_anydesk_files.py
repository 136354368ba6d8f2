"""AnyDesk's list of transferred files: what left the PC and what came to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.intake.road import take_in
from sekisho.sources.contract import Context, Sample
from sekisho.sources.remote_tools.anydesk_files import SOURCE, identify


@pytest.fixture(scope="module")
def folder(data):
    return data / "sources" / "remote_tools" / "anydesk_files"


def test_what_left_is_a_file_what_came_is_not(tell_of, folder):
    told = tell_of(SOURCE, folder / "good.txt")
    assert (told.identified, told.unread) == (88, [])
    assert told.note("note.anydesk_files_zone").doubt
    assert [
        (one["event.action"], one["fields"]["direction"], one.get("event.outcome"))
        for one in told.events
    ] == [
        ("other", "received", None),
        ("file", "sent", None),
        ("file", "sent", "success"),
        ("file", "sent", "success"),
        ("other", "sent", None),
    ]
    assert told.events[2] == {
        "@timestamp": datetime(2026, 5, 14, 7, 12, tzinfo=UTC),
        "time.text": "2026-05-14, 07:12",
        "event.dataset": "anydesk_files.remote",
        "event.action": "file",
        "event.outcome": "success",
        "evidence": "good.txt",
        "position": 3,
        "unit": "line",
        "remote.tool": "AnyDesk",
        "file.path": "117世帯_連絡網.xlsx",
        "fields": {
            "means": "File Manager",
            "phase": "finish",
            "amount": "48.3 KiB",
            "direction": "sent",
        },
    }
    assert [one.get("file.size") for one in told.events] == [None, None, None, 0, None]
    assert told.events[4]["file.path"] == "it's big.zip"


def test_what_cannot_be_read_is_kept(tell_of, folder):
    told = tell_of(SOURCE, folder / "bad.txt")
    assert told.unread == [(2, "unread.anydesk_line")]
    assert "@timestamp" not in told.events[2]


def test_as_the_program_writes_it_in_utf_16_without_a_mark(folder, tmp_path: Path):
    evidence, ledger, work = (tmp_path / name for name in ("evidence", "ledger", "work"))
    for one in (evidence, ledger, work):
        one.mkdir()
    text = (folder / "good.txt").read_bytes().decode()
    # the second byte of 上 is a line feed: the text must be decoded before it is cut into lines
    text = text.replace("117世帯", "上田117世帯")
    (evidence / "file_transfer_trace.txt").write_bytes(text.encode("utf-16-le"))
    manifest = take_in(evidence, ledger, work, Context(now=datetime(2026, 6, 1, tzinfo=UTC)))
    (entry,) = manifest.entries
    assert (entry.source, entry.events, entry.unread) == ("anydesk_files", 5, 0)


@pytest.mark.parametrize("head", [b"", b"File\t2026-05-14, 07:12\tupload\n", b"a\n" * 9])
def test_other_formats_are_left_alone(head):
    assert identify(Sample("file_transfer_trace.txt", head, len(head))) == 0


@pytest.mark.parametrize("name", ["good.txt", "bad.txt"])
def test_every_pointer_leads_back(reread_equals, folder, name):
    assert reread_equals(SOURCE, folder / name) > 0


@settings(max_examples=30, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 450), keep=st.integers(0, 450))
def test_damage_never_raises(tell_of_bytes, folder, cut, at, keep):
    whole = (folder / "good.txt").read_bytes()
    assert tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep]).refused is None
