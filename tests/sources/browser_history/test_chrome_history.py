"""History of Chromium browsers: visits, downloads, versions, journals, damage."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from importlib import util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.browser_history import owner
from sekisho.sources.browser_history.chrome_history import SOURCE
from sekisho.sources.browser_history.firefox_history import SOURCE as FIREFOX

_spec = util.spec_from_file_location("histories", Path(__file__).with_name("histories.py"))
assert _spec is not None
assert _spec.loader is not None
histories = util.module_from_spec(_spec)
_spec.loader.exec_module(histories)


def at(minute: int, microsecond: int = 0) -> datetime:
    return datetime(2016, 6, 3, 7, minute, 0, microsecond, tzinfo=UTC)


@pytest.fixture(scope="module")
def good(data: Path) -> Path:
    return data / "sources" / "chrome_history" / "good_History"


@pytest.fixture(scope="module")
def told(tell_of, good):
    return tell_of(SOURCE, good)


def test_everything_good_is_read(told):
    assert told.identified == 95
    assert told.unread == []
    assert told.notes == []
    assert [event["position"] for event in told.events] == [1, 2, -1, -2]


def test_a_visit(told):
    assert told.events[1] == {
        "@timestamp": at(1, 123456),
        "time.text": "13109410860123456",
        "event.dataset": "chrome_history.browser",
        "event.provider": "Chromium",
        "event.action": "visit",
        "evidence": "good_History",
        "position": 2,
        "unit": "row",
        "c-uri": histories.WARNING,
        "cs-host": "warning-5530.web.example.net",
        "page.title": "",
        "cs-referrer": "https://town.example.jp/",
        "visit.transition": "link",
        "browser.table": "visits",
        "fields": {
            "transition": str(0x30000000),
            "from_visit": "1",
            "visit_count": "1",
            "typed_count": "0",
        },
    }
    assert told.events[0]["visit.transition"] == "typed"
    assert told.events[0]["visit.duration_us"] == 61_500_000
    assert told.events[0]["event.end"] == at(1, 500_000).replace(second=1)


def test_a_download(told):
    download = told.events[2]
    assert download["c-uri"] == histories.TOOL
    assert download["cs-host"] == "download.tool.example.com"
    assert download["cs-referrer"] == histories.WARNING
    assert download["file.path"] == r"C:\Users\tanaka\Downloads\QuickSupport.exe"
    assert download["file.size"] == 1000
    assert (download["@timestamp"], download["event.end"]) == (at(3), at(4))
    assert download["event.outcome"] == "success"
    assert download["fields"]["url_chain"].split("\n") == [
        "https://tool.example.com/get",
        histories.TOOL,
    ]
    assert told.events[3]["event.outcome"] == "failure"
    assert told.events[3]["file.path"].endswith("未確認.crdownload")
    assert "event.end" not in told.events[3]


def test_a_pointer_leads_back(reread_equals, good):
    assert reread_equals(SOURCE, good) == 4


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_what_lies_in_the_journal_counts_and_evidence_stays(tell_of, tmp_path, journal):
    """A write-ahead log holds more than the database; a hot journal takes a change back."""
    live = tmp_path / "live"
    live.mkdir()
    histories.chrome(live / "History")
    with closing(sqlite3.connect(live / "History", isolation_level=None)) as db:
        db.execute(f"PRAGMA journal_mode={journal}")
        db.execute("PRAGMA cache_spill=1")
        db.execute("PRAGMA cache_size=1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE visits SET visit_time = visit_time + 1000000")
        db.execute("INSERT INTO visits VALUES (9, 1, 13109411000000000, 0, '', 0, 0)")
        for number in range(200):  # more than the cache holds, so that it reaches the disk
            db.execute("INSERT INTO meta VALUES (?, ?)", [number, "x" * 900])
        if journal == "wal":
            db.execute("COMMIT")
        evidence = tmp_path / "evidence"
        shutil.copytree(live, evidence)
    before = {p.name: hashlib.sha256(p.read_bytes()).digest() for p in evidence.iterdir()}
    assert len(before) > 1
    found = tell_of(SOURCE, evidence / "History")
    visits = [event["position"] for event in found.events if event["event.action"] == "visit"]
    suffix = "-wal" if journal == "wal" else "-journal"
    assert found.note("note.browser_beside").values == {"suffix": suffix}
    assert visits == ([1, 2, 9] if journal == "wal" else [1, 2])
    moved = 1 if journal == "wal" else 0
    assert found.events[0]["@timestamp"] == at(0).replace(second=moved)
    after = {p.name: hashlib.sha256(p.read_bytes()).digest() for p in evidence.iterdir()}
    assert after == before


def test_a_cut_off_database_is_not_readable_or_partly_read(tell_of, data):
    found = tell_of(SOURCE, data / "sources" / "chrome_history" / "bad_cut_off")
    assert found.identified == 95
    assert found.refused == "not_read.database" or found.unread


def test_rows_on_both_sides_of_a_damage_are_read(tell_of, tmp_path):
    path = tmp_path / "History"
    histories.chrome(path, extra_visits=3000)
    whole = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
    leaves = [
        page
        for page in range(size, len(whole), size)
        if whole[page] == 13 and int.from_bytes(whole[page + 3 : page + 5]) > 100
    ]
    middle = leaves[len(leaves) // 2]
    whole[middle : middle + size] = b"\xee" * size
    path.write_bytes(whole)
    found = tell_of(SOURCE, path)
    positions = sorted(e["position"] for e in found.events if e["browser.table"] == "visits")
    assert positions[0] == 1
    assert positions[-1] == 3002
    assert 2000 < len(positions) < 3002
    assert len(set(positions)) == len(positions)
    assert [reason for _, reason in found.unread] == ["unread.browser_table"]
    assert found.note("note.browser_table_damaged").values["rows"] == str(len(positions))


def test_no_tables_of_a_history(tell_of, tmp_path):
    with closing(sqlite3.connect(tmp_path / "History")) as db:
        db.execute("CREATE TABLE other(a)")
    assert tell_of(SOURCE, tmp_path / "History").identified == 0
    assert tell_of(SOURCE, tmp_path / "History").refused == "not_read.browser_no_tables"


@pytest.mark.parametrize(
    ("name", "user", "browser"),
    [
        ("PC-07/C/Users/tanaka/AppData/Local/Microsoft/Edge/User Data/Default/History", "tanaka",
         "Microsoft Edge"),
        ("pc.zip!/Users/佐藤/AppData/Local/Google/Chrome/User Data/Default/History", "佐藤",
         "Google Chrome"),
        ("home/ito/.config/chromium/Default/History", "ito", "Chromium"),
        ("History", None, "Chromium"),
    ],
)  # fmt: skip
def test_whose_history_it_is(name, user, browser):
    evidence = Evidence(name, Path("x"), 0, "")
    assert owner.user(evidence) == user
    assert owner.browser(evidence) == browser


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    places=st.lists(st.tuples(st.integers(0, 36_000), st.binary(min_size=1, max_size=300))),
    end=st.integers(1, 36_864),
)
def test_no_damage_raises(tell_of_bytes, good, places, end):
    whole = bytearray(good.read_bytes())
    for start, bytes_ in places:
        whole[start : start + len(bytes_)] = bytes_
    found = tell_of_bytes(SOURCE, bytes(whole[:end]), name="History")
    assert found.refused in {None, "not_read.database", "not_read.browser_no_tables"}


TABLES = {
    "visits": (SOURCE, "visits"),
    "downloads": (SOURCE, "downloads"),
    "moz_historyvisits": (FIREFOX, "moz_historyvisits"),
}


def test_shared_histories_have_the_rows_expected(tell_of, shared):
    root = shared / "data" / "browser-history"
    with (root / "expected.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["table"] in TABLES]
    for row in rows:
        source, table = TABLES[row["table"]]
        found = tell_of(source, root / row["file"])
        read = [event for event in found.events if event["browser.table"] == table]
        assert len(read) == int(row["rows"]), row
        assert all("@timestamp" in event and "c-uri" in event for event in read)
        assert found.unread == []
    assert len(rows) == 11


def test_shared_histories_say_what_another_tool_found(tell_of, shared):
    root = shared / "data" / "browser-history"
    compared = 0
    for case in json.loads((root / "expected_plaso.json").read_text(encoding="utf-8")):
        source = FIREFOX if "firefox" in case["file"] else SOURCE
        if "Cookies" in case["file"]:
            continue
        found = tell_of(source, root / "plaso" / case["file"]).events
        for event in case["expected_events"]:
            kind = event["data_type"]
            if kind.endswith("page_visited"):
                moment = datetime.fromisoformat(event["last_visited_time"])
                assert any(
                    e["@timestamp"] == moment
                    and e["c-uri"] == event["url"]
                    and e["page.title"] == event["title"]
                    for e in found
                )
                compared += 1
            elif kind == "chrome:history:file_downloaded":
                (read,) = (e for e in found if e.get("file.path") == event["full_path"])
                assert read["@timestamp"] == datetime.fromisoformat(event["start_time"])
                assert read["file.size"] == event["total_bytes"]
                assert read["c-uri"] == event["url"]
                end = event["end_time"] and datetime.fromisoformat(event["end_time"])
                assert read.get("event.end") == end
                compared += 1
    assert compared == 5
