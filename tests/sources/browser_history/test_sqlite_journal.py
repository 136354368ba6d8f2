"""Journals of databases: known by their magic, part of their database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sekisho.sources.browser_history.sqlite_journal import SOURCE, identify
from sekisho.sources.contract import Sample


@pytest.fixture(scope="module")
def folder(data: Path) -> Path:
    return data / "sources" / "sqlite_journal"


def test_beside_its_database_it_is_read_with_it(tell_of, folder, tmp_path):
    shutil.copyfile(folder / "good-wal", tmp_path / "History-wal")
    (tmp_path / "History").write_bytes(b"")
    found = tell_of(SOURCE, tmp_path / "History-wal")
    assert found.identified == 95
    assert found.unread == []
    assert found.note("note.sqlite_journal").values == {"database": "History"}


def test_alone_it_is_unread(tell_of, folder):
    found = tell_of(SOURCE, folder / "good-wal")
    assert found.unread == [(1, "unread.sqlite_journal_alone")]
    assert found.events == []


@pytest.mark.parametrize(
    ("head", "sureness"),
    [
        (b"\x37\x7f\x06\x83" + bytes(40), 95),
        (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(40), 95),
        ((b"\x18\xe2\x2d\x00" + bytes(44)) * 2 + bytes(40), 90),
        (b"\x18\xe2\x2d\x00" + bytes(200), 0),
        (b"\x37\x7f\x06\x00", 0),
        (b"SQLite format 3\x00", 0),
        (b"", 0),
    ],
)
def test_magic(head, sureness):
    assert identify(Sample("x", head, len(head))) == sureness


def test_a_wrong_magic_is_not_claimed(tell_of, folder):
    assert tell_of(SOURCE, folder / "bad-wal").identified == 0
