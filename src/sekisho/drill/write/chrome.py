"""Chrome's `History` with the newest visits still in its write-ahead log.

Reference: Chromium `components/history/core/browser` (schema version 36); times are microseconds
since 1601-01-01 UTC. The log of SQLite carries random salts; they are replaced by fixed ones and
its checksums computed anew (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
"""

from __future__ import annotations

import sqlite3
import struct
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

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
    """`History` and `History-wal` below `folder`; visits from `settled` on lie in the log."""
    work = folder / "open"
    work.mkdir(parents=True)
    live = work / "History"
    base = sqlite3.connect(live, isolation_level=None)
    try:
        base.execute("PRAGMA page_size=4096")
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA wal_autocheckpoint=0")
        schema = files("sekisho.drill.write").joinpath("chrome.sql")
        base.executescript(schema.read_text(encoding="utf-8"))
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
                "INSERT INTO urls(url,title,visit_count,typed_count,last_visit_time)"
                " VALUES(?,?,1,?,?)",
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
            "INSERT INTO visits(id,url,visit_time,from_visit,transition,visit_duration)"
            " VALUES(?,?,?,?,?,?)",
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
