"""What became of an evidence, as its entry says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT, PROXY
from sekisho.intake.entries import Received, absent, entry_of, refused, without_reading
from sekisho.intake.folder import NotReceived
from sekisho.intake.seal import Tally
from sekisho.ledger.manifest import Entry, Manifest, Said
from sekisho.sources.contract import Item, Note, Source

NOW = datetime(2016, 6, 23, 11, 0, tzinfo=timezone(timedelta(hours=9)))
MODIFIED = datetime(2016, 6, 3, 7, 41, 0, 500, tzinfo=UTC)
DOUBT = Note("note.zone_assumed", {"zone": "Asia/Tokyo"}, doubt=True)


def reads_nothing(*_told: object) -> Iterator[Item]:
    yield from ()


LOG = Source("squid", (PROXY,), "line", "", "", "", "", lambda _sample: 0, reads_nothing)
PAPER = Source("docx", (DOCUMENT,), "row", "", "", "", "", lambda _sample: 0, reads_nothing)


def received(
    source: Source | None = LOG, name: str = "a.log", size: int = 9, digest: str = "1" * 64
) -> Received:
    evidence = Evidence(name, Path(name), size, digest, MODIFIED)
    return Received(evidence, "folder", evidence, source)


@pytest.mark.parametrize(
    ("item", "status", "reason"),
    [
        (replace(received(None), archive=True), "archive", None),
        (received(LOG, size=0), "not_read", "not_read.empty"),
        (received(None, size=0), "not_read", "not_read.empty"),
        (received(None), "not_read", "not_read.unknown_format"),
    ],
    ids=["archive", "empty_log", "empty", "unknown"],
)
def test_what_needs_no_reading_is_answered(item: Received, status: str, reason: str | None) -> None:
    entry = without_reading(item, {}, NOW)
    assert entry is not None
    assert (entry.status, entry.reason) == (status, reason)
    assert (entry.name, entry.sha256, entry.origin) == ("a.log", "1" * 64, "folder")


def test_the_same_log_is_read_once_and_the_second_names_the_first() -> None:
    seen: dict[str, str] = {}
    assert without_reading(received(name="a.log"), seen, NOW) is None
    assert without_reading(received(name="c.log", digest="2" * 64), seen, NOW) is None
    entry = without_reading(received(name="b.log"), seen, NOW)
    assert entry is not None
    assert (entry.status, entry.reason) == ("duplicate", "not_read.duplicate")
    assert (entry.values, entry.source) == ({"of": "a.log"}, "squid")
    assert without_reading(received(name="a.log"), seen, NOW) is None


def test_the_same_document_in_two_places_lies_in_two_places() -> None:
    seen: dict[str, str] = {}
    assert without_reading(received(PAPER, "a.docx"), seen, NOW) is None
    assert without_reading(received(PAPER, "b.docx"), seen, NOW) is None


def test_times_of_an_entry_are_utc_with_offset() -> None:
    entry = entry_of(received(), Tally(first=MODIFIED, last=NOW), "digest", NOW)
    assert entry.received == "2016-06-23T02:00:00+00:00"
    assert entry.modified == "2016-06-03T07:41:00.000500+00:00"
    assert (entry.first, entry.last) == (entry.modified, entry.received)


@pytest.mark.parametrize(
    ("tally", "status", "reason"),
    [
        (Tally(events=5), "read", None),
        (Tally(), "read", None),
        (Tally(events=5, unread=1, first_unread=3), "partly", None),
        (Tally(unread=2), "partly", None),
        (Tally(events=5, undated=5, implausible=1), "read", None),
        (Tally(failed=("not_read.reader_failed", {"error": "x"})), "not_read",
         "not_read.reader_failed"),
        (Tally(events=5, failed=("not_read.changed", {})), "partly", "not_read.changed"),
    ],
)  # fmt: skip
def test_a_tally_becomes_an_entry(tally: Tally, status: str, reason: str | None) -> None:
    entry = entry_of(received(), tally, "digest", NOW)
    assert (entry.status, entry.reason) == (status, reason)
    assert (entry.events, entry.unread, entry.undated) == (
        tally.events, tally.unread, tally.undated,
    )  # fmt: skip
    assert (entry.implausible, entry.first_unread) == (tally.implausible, tally.first_unread)
    assert entry.values == (tally.failed[1] if tally.failed else {})
    assert (entry.source, entry.unit, entry.reading) == ("squid", "line", "digest")


def test_notes_from_before_the_reading_stand_first() -> None:
    item = replace(received(), notes=(Note("note.source_failed"),))
    entry = entry_of(item, Tally(notes=[DOUBT]), "digest", NOW)
    assert entry.notes == (
        Said("note.source_failed", {}, doubt=False),
        Said("note.zone_assumed", {"zone": "Asia/Tokyo"}, doubt=True),
    )


def test_what_was_refused_has_an_entry_without_hash() -> None:
    entry = refused(NotReceived("link", "not_read.link", 7), "folder", NOW)
    assert (entry.name, entry.sha256, entry.size) == ("link", "", 7)
    assert (entry.status, entry.reason) == ("not_read", "not_read.link")


def entry(name: str, digest: str) -> Entry:
    return Entry(name, digest, 1, None, "2016-06-23T02:00:00+00:00", "folder", "read", "squid")


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ([], [("a", "1")], []),
        ([("a", "1")], [("a", "1")], []),
        ([("a", "1")], [], ["a"]),
        ([("a", "1")], [("a", "2")], []),
        ([("a", "1")], [("moved", "1")], []),
        ([("a", "1"), ("b", "2")], [("a", "1")], ["b"]),
        ([("link", "")], [], []),
    ],
    ids=["first", "same", "gone", "changed", "moved", "one_of_two", "never_received"],
)
def test_what_is_gone_is_named(
    before: list[tuple[str, str]], now: list[tuple[str, str]], gone: list[str]
) -> None:
    manifest = Manifest("root", tuple(entry(*one) for one in before))
    found = list(absent(manifest, [entry(*one) for one in now]))
    assert [one.name for one in found] == gone
    assert {one.status for one in found} <= {"absent"}


def test_before_the_first_run_nothing_is_gone() -> None:
    assert list(absent(None, [])) == []
