"""Histories made from nothing, for tests: the tables as the browsers lay them out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

WEBKIT = 11_644_473_600_000_000
CHROME = """
CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
CREATE TABLE urls(id INTEGER PRIMARY KEY AUTOINCREMENT, url LONGVARCHAR, title LONGVARCHAR,
    visit_count INTEGER DEFAULT 0 NOT NULL, typed_count INTEGER DEFAULT 0 NOT NULL,
    last_visit_time INTEGER NOT NULL, hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visits(id INTEGER PRIMARY KEY AUTOINCREMENT, url INTEGER NOT NULL,
    visit_time INTEGER NOT NULL, from_visit INTEGER, external_referrer_url TEXT,
    transition INTEGER DEFAULT 0 NOT NULL, visit_duration INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE downloads(id INTEGER PRIMARY KEY, guid VARCHAR NOT NULL, current_path LONGVARCHAR,
    target_path LONGVARCHAR, start_time INTEGER NOT NULL, received_bytes INTEGER NOT NULL,
    total_bytes INTEGER NOT NULL, state INTEGER NOT NULL, end_time INTEGER NOT NULL,
    referrer VARCHAR NOT NULL, tab_url VARCHAR NOT NULL, mime_type VARCHAR(255) NOT NULL);
CREATE TABLE downloads_url_chains(id INTEGER NOT NULL, chain_index INTEGER NOT NULL,
    url LONGVARCHAR NOT NULL, PRIMARY KEY(id, chain_index));
"""
FIREFOX = """
CREATE TABLE moz_places(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR,
    visit_count INTEGER DEFAULT 0, hidden INTEGER DEFAULT 0, typed INTEGER DEFAULT 0);
CREATE TABLE moz_historyvisits(id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER,
    visit_date INTEGER, visit_type INTEGER, session INTEGER);
CREATE TABLE moz_anno_attributes(id INTEGER PRIMARY KEY, name VARCHAR(32) UNIQUE NOT NULL);
CREATE TABLE moz_annos(id INTEGER PRIMARY KEY, place_id INTEGER NOT NULL,
    anno_attribute_id INTEGER, content LONGVARCHAR, dateAdded INTEGER DEFAULT 0);
"""
WARNING = "https://warning-5530.web.example.net/ja/?tel=050-0000-0000"
TOOL = "https://download.tool.example.com/QuickSupport.exe"


def micro(hour: int, minute: int, second: int = 0) -> int:
    """Microseconds since 1970 of a time (UTC) on the day of the exercise."""
    moment = datetime(2016, 6, 3, hour, minute, second, tzinfo=UTC)
    return int(moment.timestamp()) * 1_000_000


def chrome(path: Path, extra_visits: int = 0) -> None:
    """A page, a page it led to, and two downloads, one of them broken off."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(CHROME)
        at = [WEBKIT + micro(7, minute) for minute in range(10)]
        db.executemany(
            "INSERT INTO urls VALUES (?, ?, ?, ?, ?, ?, 0)",
            [
                (1, "https://town.example.jp/", "池田の話題", 3, 1, at[0]),
                (2, WARNING, "", 1, 0, at[1]),
            ],
        )
        db.executemany(
            "INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (1, 1, at[0], 0, "", 0x30000001, 61_500_000),
                (2, 2, at[1] + 123456, 1, "", 0x30000000, 0),
            ],
        )
        db.executemany(
            "INSERT INTO downloads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (1, "a", "", r"C:\Users\tanaka\Downloads\QuickSupport.exe", at[3], 900, 1000, 1,
                 at[4], WARNING, WARNING, "application/x-msdownload"),
                (2, "b", r"C:\Users\tanaka\Downloads\未確認.crdownload", "", at[5], 10, 0, 4, 0,
                 "", "", ""),
            ],
        )  # fmt: skip
        db.executemany(
            "INSERT INTO downloads_url_chains VALUES (?, ?, ?)",
            [(1, 0, "https://tool.example.com/get"), (1, 1, TOOL)],
        )
        db.executemany(
            "INSERT INTO visits VALUES (?, 1, ?, 0, '', 0, 0)",
            [(number + 3, at[6] + number) for number in range(extra_visits)],
        )
        db.commit()


def firefox(path: Path) -> None:
    """A page typed, a page it led to, and a download."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(FIREFOX)
        at = [micro(7, minute) for minute in range(10)]
        db.executemany(
            "INSERT INTO moz_places VALUES (?, ?, ?, ?, 0, ?)",
            [(1, "https://town.example.jp/", "話題", 2, 1), (2, TOOL, "QuickSupport.exe", 0, 0)],
        )
        db.executemany(
            "INSERT INTO moz_historyvisits VALUES (?, ?, ?, ?, ?, 0)",
            [(1, 0, 1, at[0] + 1, 2), (2, 1, 2, at[1], 7)],
        )
        db.executemany(
            "INSERT INTO moz_anno_attributes VALUES (?, ?)",
            [(1, "downloads/destinationFileURI"), (2, "downloads/metaData")],
        )
        meta = f'{{"state":1,"endTime":{at[2] // 1000},"fileSize":1000}}'
        file = "file:///C:/Users/tanaka/Downloads/Quick%20Support.exe"
        db.executemany(
            "INSERT INTO moz_annos VALUES (?, 2, ?, ?, ?)",
            [(5, 1, file, at[1]), (6, 2, meta, at[2])],
        )
        db.commit()
