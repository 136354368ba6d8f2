"""The record of a drill's page: calls, looks of programs, and that it was up."""

from __future__ import annotations

from datetime import UTC, datetime

from sekisho.sources.notice_page import SOURCE

DATA = "sources/notice_page"


def test_calls_and_looks(tell_of, data):
    told = tell_of(SOURCE, data / DATA / "good.jsonl")
    assert (told.identified, told.unread) == (95, [])
    assert [one["event.action"] for one in told.events] == ["up", "call", "look"]
    call = told.events[1]
    assert call["@timestamp"] == datetime(2026, 6, 8, 0, 3, 10, tzinfo=UTC)
    assert (call["event.code"], call["source.ip"]) == ("00112233445566aa", "192.168.10.21")
    assert call["event.dataset"] == "notice_page.receipt"


def test_what_is_no_line_of_it(tell_of, data):
    told = tell_of(SOURCE, data / DATA / "bad.jsonl")
    assert told.unread == [(line, "unread.notice_page_line") for line in (2, 4, 6)]
    assert len(told.events) == 3
