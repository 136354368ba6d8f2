"""Chrome's `History` with the newest visits still in its write-ahead log.

Reference: Chromium `components/history/core/browser` (schema version 36); times are microseconds
since 1601-01-01 UTC. The log of SQLite carries random salts; they are replaced by fixed ones and
its checksums computed anew (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
"""

from __future__ import annotations

import sqlite3
import struct
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
CREATE TABLE urls(id INTEGER PRIMARY KEY AUTOINCREMENT,url LONGVARCHAR,title LONGVARCHAR,visit_count INTEGER DEFAULT 0 NOT NULL,typed_count INTEGER DEFAULT 0 NOT NULL,last_visit_time INTEGER NOT NULL,hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visits(id INTEGER PRIMARY KEY,url INTEGER NOT NULL,visit_time INTEGER NOT NULL,from_visit INTEGER,transition INTEGER DEFAULT 0 NOT NULL,segment_id INTEGER,visit_duration INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visit_source(id INTEGER PRIMARY KEY,source INTEGER NOT NULL);
CREATE INDEX visits_url_index ON visits (url);
CREATE INDEX visits_from_index ON visits (from_visit);
CREATE INDEX visits_time_index ON visits (visit_time);
CREATE TABLE keyword_search_terms (keyword_id INTEGER NOT NULL,url_id INTEGER NOT NULL,lower_term LONGVARCHAR NOT NULL,term LONGVARCHAR NOT NULL);
CREATE TABLE downloads (id INTEGER PRIMARY KEY,guid VARCHAR NOT NULL,current_path LONGVARCHAR NOT NULL,target_path LONGVARCHAR NOT NULL,start_time INTEGER NOT NULL,received_bytes INTEGER NOT NULL,total_bytes INTEGER NOT NULL,state INTEGER NOT NULL,danger_type INTEGER NOT NULL,interrupt_reason INTEGER NOT NULL,hash BLOB NOT NULL,end_time INTEGER NOT NULL,opened INTEGER NOT NULL,last_access_time INTEGER NOT NULL,transient INTEGER NOT NULL,referrer VARCHAR NOT NULL,site_url VARCHAR NOT NULL,tab_url VARCHAR NOT NULL,tab_referrer_url VARCHAR NOT NULL,http_method VARCHAR NOT NULL,by_ext_id VARCHAR NOT NULL,by_ext_name VARCHAR NOT NULL,etag VARCHAR NOT NULL,last_modified VARCHAR NOT NULL,mime_type VARCHAR(255) NOT NULL,original_mime_type VARCHAR(255) NOT NULL);
CREATE TABLE downloads_url_chains (id INTEGER NOT NULL,chain_index INTEGER NOT NULL,url LONGVARCHAR NOT NULL, PRIMARY KEY (id, chain_index) );
CREATE TABLE downloads_slices (download_id INTEGER NOT NULL,offset INTEGER NOT NULL,received_bytes INTEGER NOT NULL,PRIMARY KEY (download_id, offset) );
CREATE TABLE segments (id INTEGER PRIMARY KEY,name VARCHAR,url_id INTEGER NON NULL);
CREATE TABLE segment_usage (id INTEGER PRIMARY KEY,segment_id INTEGER NOT NULL,time_slot INTEGER NOT NULL,visit_count INTEGER DEFAULT 0 NOT NULL);
CREATE INDEX urls_url_index ON urls (url);
"""  # noqa: E501 - one statement a line, as the program keeps them
_TO_1601 = 11_644_473_600_000_000
_LINK, _TYPED, _CHAIN_START, _CHAIN_END, _REDIRECT = 0, 1, 0x10000000, 0x20000000, 0x80000000


@dataclass(frozen=True, slots=True)
class Visit:
    """A page in the browser at the PC's own time; `redirect` pages pass by without being shown."""

    time: int
    url: str
    title: str
    redirect: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A file fetched by the browser at the PC's own time."""

    time: int
    seconds: int
    url: str
    referrer: str
    target: str
    size: int
    mime: str = "application/x-msdownload"


def write_history(
    folder: Path, visits: list[Visit], downloads: list[Download], settled: int, salt: int
) -> list[Path]:
    """`History` and `History-wal` below `folder`; visits from number `settled` on lie in the log."""
    work = folder / "open"
    work.mkdir(parents=True)
    live = work / "History"
    base = sqlite3.connect(live, isolation_level=None)
    try:
        base.execute("PRAGMA page_size=4096")
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA wal_autocheckpoint=0")
        base.executescript(_SCHEMA)
        base.executemany(
            "INSERT INTO meta VALUES(?,?)", [("version", "36"), ("last_compatible_version", "16")]
        )
        _insert(base, visits[:settled], [], 0)
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _insert(base, visits[settled:], downloads, settled)
        (folder / "History").write_bytes(live.read_bytes())
        (folder / "History-wal").write_bytes(
            _settled_wal((work / "History-wal").read_bytes(), salt)
        )
    finally:
        base.close()
    for left in work.iterdir():
        left.unlink()
    work.rmdir()
    return [folder / "History", folder / "History-wal"]


def _chrome_time(ms: int) -> int:
    return ms * 1000 + _TO_1601 + ms * 271 % 1000


def _insert(
    base: sqlite3.Connection, visits: list[Visit], downloads: list[Download], before: int
) -> None:
    base.execute("BEGIN")
    for number, visit in enumerate(visits, before + 1):
        moment = _chrome_time(visit.time)
        row = base.execute("SELECT id FROM urls WHERE url=?", (visit.url,)).fetchone()
        if row is None:
            cursor = base.execute(
                "INSERT INTO urls(url,title,visit_count,typed_count,last_visit_time) VALUES(?,?,1,?,?)",
                (visit.url, visit.title, int(visit.typed), moment),
            )
            url = cursor.lastrowid
        else:
            url = row[0]
            base.execute(
                "UPDATE urls SET visit_count=visit_count+1,last_visit_time=? WHERE id=?",
                (moment, url),
            )
        transition = (_TYPED if visit.typed else _LINK) | _CHAIN_START
        transition |= _REDIRECT if visit.redirect else _CHAIN_END
        came_from = number - 1 if number > 1 and not visit.typed else 0
        base.execute(
            "INSERT INTO visits(id,url,visit_time,from_visit,transition,visit_duration) VALUES(?,?,?,?,?,?)",
            (number, url, moment, came_from, transition, 0 if visit.redirect else 9_300_000),
        )
    for number, one in enumerate(downloads, 1):
        start, end = _chrome_time(one.time), _chrome_time(one.time + one.seconds * 1000)
        guid = f"{one.time & 0xFFFFFFFF:08X}-51C2-4D7A-8CF3-{one.size & 0xFFFFFFFFFFFF:012X}"
        values = (
            number,
            guid,
            one.target,
            one.target,
            start,
            one.size,
            one.size,
            1,
            0,
            0,
            b"",
            end,
            1,
            end,
            0,
            one.referrer,
            "",
            one.referrer,
            "",
            "",
            "",
            "",
            "",
            "",
            one.mime,
            one.mime,
        )
        base.execute(f"INSERT INTO downloads VALUES({','.join('?' * len(values))})", values)
        base.execute("INSERT INTO downloads_url_chains VALUES(?,0,?)", (number, one.url))
    base.execute("COMMIT")


def _settled_wal(log: bytes, salt: int) -> bytes:
    """The log with given salts; every checksum follows from the one before it."""
    big = struct.unpack(">I", log[:4])[0] & 1
    order = ">" if big else "<"
    page = struct.unpack(">I", log[8:12])[0]
    salts = struct.pack(">II", salt & 0xFFFFFFFF, salt * 2654435761 & 0xFFFFFFFF)
    head = log[:16] + salts
    state = _checksum(head, (0, 0), order)
    out = [head, struct.pack(">II", *state)]
    for start in range(32, len(log), 24 + page):
        frame = log[start : start + 8]
        body = log[start + 24 : start + 24 + page]
        state = _checksum(body, _checksum(frame, state, order), order)
        out += [frame, salts, struct.pack(">II", *state), body]
    return b"".join(out)


def _checksum(data: bytes, state: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = state
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for place in range(0, len(words), 2):
        first = (first + words[place] + second) & 0xFFFFFFFF
        second = (second + words[place + 1] + first) & 0xFFFFFFFF
    return first, second
