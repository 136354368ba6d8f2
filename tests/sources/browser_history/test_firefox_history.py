"""History of Firefox: visits and downloads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.browser_history.chrome_history import SOURCE as CHROME
from sekisho.sources.browser_history.firefox_history import SOURCE
from sekisho.sources.contract import Sample

AT = datetime(2016, 6, 3, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def good(data: Path) -> Path:
    return data / "sources" / "firefox_history" / "good_places.sqlite"


@pytest.fixture(scope="module")
def told(tell_of, good):
    return tell_of(SOURCE, good)


def test_everything_good_is_read(told, good):
    assert told.identified == 95
    assert told.unread == []
    assert [event["position"] for event in told.events] == [1, 2, -5]
    head = good.read_bytes()
    assert CHROME.identify(Sample("places.sqlite", head, len(head))) == 0


def test_a_visit(told):
    assert told.events[0] == {
        "@timestamp": AT.replace(microsecond=1),
        "time.text": "1464937200000001",
        "event.dataset": "firefox_history.browser",
        "event.provider": "Mozilla Firefox",
        "event.action": "visit",
        "evidence": "good_places.sqlite",
        "position": 1,
        "unit": "row",
        "c-uri": "https://town.example.jp/",
        "cs-host": "town.example.jp",
        "page.title": "話題",
        "visit.transition": "typed",
        "browser.table": "moz_historyvisits",
        "fields": {
            "visit_type": "2",
            "from_visit": "0",
            "visit_count": "2",
            "typed": "1",
            "hidden": "0",
        },
    }
    assert told.events[1]["visit.transition"] == "download"
    assert told.events[1]["cs-referrer"] == "https://town.example.jp/"


def test_a_download(told):
    download = told.events[2]
    assert download["event.action"] == "download"
    assert download["event.outcome"] == "success"
    assert download["file.path"] == r"C:\Users\tanaka\Downloads\Quick Support.exe"
    assert download["file.size"] == 1000
    assert download["@timestamp"] == AT.replace(minute=1)
    assert download["event.end"] == AT.replace(minute=2)


def test_a_pointer_leads_back(reread_equals, good):
    assert reread_equals(SOURCE, good) == 3


def test_a_cut_off_database_is_not_readable_or_partly_read(tell_of, data):
    found = tell_of(SOURCE, data / "sources" / "firefox_history" / "bad_cut_off")
    assert found.refused == "not_read.database" or found.unread


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    places=st.lists(st.tuples(st.integers(0, 24_000), st.binary(min_size=1, max_size=300))),
    end=st.integers(1, 24_576),
)
def test_no_damage_raises(tell_of_bytes, good, places, end):
    whole = bytearray(good.read_bytes())
    for start, bytes_ in places:
        whole[start : start + len(bytes_)] = bytes_
    found = tell_of_bytes(SOURCE, bytes(whole[:end]), name="places.sqlite")
    assert found.refused in {None, "not_read.database", "not_read.browser_no_tables"}
