"""Fixtures of all sources, damaged at random and mixed in one folder: the account adds up."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.intake.road import take_in
from sekisho.ledger.manifest import Manifest
from sekisho.sources.contract import Context

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FILES = 24
"""Pieces of evidence in one mixture."""

Mutation = Callable[[random.Random, bytes], bytes]


def cut(rnd: random.Random, data: bytes) -> bytes:
    return data[: rnd.randrange(len(data) + 1)]


def beheaded(rnd: random.Random, data: bytes) -> bytes:
    return data[rnd.randrange(len(data) + 1) :]


def flipped(rnd: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rnd.randint(1, 60)):
        if changed:
            changed[rnd.randrange(len(changed))] = rnd.randrange(256)
    return bytes(changed)


def filled(rnd: random.Random, data: bytes) -> bytes:
    at = rnd.randrange(len(data) + 1)
    filling = rnd.choice([b"\0" * 700, b"\n" * 50, b"\xff" * 90, b'"' * 33, "髙﨑𠮷\r\n".encode()])
    return data[:at] + filling + data[at:]


def shuffled(rnd: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    rnd.shuffle(lines)
    return b"".join(lines)


def digits(rnd: random.Random, data: bytes) -> bytes:
    """Every number in a stretch becomes another: times and sizes that cannot be."""
    start = rnd.randrange(len(data) + 1)
    stretch = data[start : start + 4000]
    other = bytes(rnd.choice(b"0123456789") if 48 <= sign <= 57 else sign for sign in stretch)
    return data[:start] + other + data[start + 4000 :]


def zipped(_rnd: random.Random, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("inside", data)
    return out.getvalue()


def packed(_rnd: random.Random, data: bytes) -> bytes:
    return gzip.compress(data)


def wide(_rnd: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16")


MUTATIONS: list[Mutation] = [
    cut, beheaded, flipped, filled, shuffled, digits, zipped, packed, wide, lambda _rnd, data: data,
]  # fmt: skip


def mixture(rnd: random.Random, fixtures: list[Path], folder: Path) -> None:
    for number in range(FILES):
        data = rnd.choice(fixtures).read_bytes()
        if rnd.random() < 0.1:
            data += rnd.choice(fixtures).read_bytes()
        for _ in range(rnd.randint(0, 3)):
            data = rnd.choice(MUTATIONS)(rnd, data)
        (folder / f"{number:02d}{rnd.choice(['', '.log', '.evtx', '.docx', '-wal'])}").write_bytes(
            data
        )


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())
    }


def rows_of(ledger: Path, manifest: Manifest) -> tuple[Counter[str], Counter[str]]:
    events: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for segment in manifest.segments:
        table = pq.read_table(ledger / segment.file, columns=["evidence"])
        assert table.num_rows == segment.rows
        assert set(table["evidence"].to_pylist()) <= {segment.evidence}
        (unread if segment.kind == "unread" else events)[segment.evidence] += segment.rows
    return events, unread


@pytest.mark.parametrize("seed", range(6))
def test_the_account_of_a_mixture_adds_up(tmp_path: Path, data: Path, seed: int) -> None:
    rnd = random.Random(seed)
    fixtures = [
        path
        for path in sorted((data / "sources").rglob("*"))
        if path.is_file() and path.stat().st_size < 400_000
    ]
    evidence, ledger, work = (tmp_path / name for name in ("evidence", "ledger", "work"))
    for folder in (evidence, ledger, work):
        folder.mkdir()
    mixture(rnd, fixtures, evidence)
    before = state(evidence)
    manifest = take_in(evidence, ledger, work, Context(now=NOW))
    assert state(evidence) == before
    names = [entry.name for entry in manifest.entries]
    assert len(names) == len(set(names))
    assert set(before) <= set(names)
    events, unread = rows_of(ledger, manifest)
    for entry in manifest.entries:
        assert (entry.events, entry.unread) == (events[entry.name], unread[entry.name]), entry
        assert entry.status != "read" or entry.unread == 0
        assert entry.reason or entry.status in ("read", "partly", "archive"), entry
    failed = [
        (entry.name, entry.source, entry.reason, entry.values, entry.notes)
        for entry in manifest.entries
        if entry.reason == "not_read.reader_failed"
        or any(note.code == "note.source_failed" for note in entry.notes)
    ]
    assert failed == []
