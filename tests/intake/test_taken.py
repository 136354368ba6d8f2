"""Why a member was not taken out, in libarchive's own words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sekisho.intake import taken as module
from sekisho.intake.binding import library, reading
from sekisho.intake.locks.sums import Entry
from sekisho.intake.member import NotOpenedError
from sekisho.intake.taken import OTHER_LETTERS, Out, taken, why_of
from tests.intake.foreign_archives import TEXT, lzh

given = library()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Unexpected codec ID: a", "not_read.archive_method"),
        ("Unknown codec ID: 40109", "not_read.archive_method"),
        ("The archive is encoded with many filters, but currently not supported",
         "not_read.archive_method"),
        ("RAR solid archive support unavailable.", "not_read.archive_method"),
        ("The file content is encrypted, but currently not supported",
         "not_read.archive_encrypted"),
        ("Damaged 7-Zip archive", "not_read.archive_damaged"),
        ("LHa data CRC error", "not_read.archive_damaged"),
        ("Pathname cannot be converted from CP932 to current locale.", OTHER_LETTERS),
    ],
)  # fmt: skip
def test_sentences_of_libarchive(told: str, code: str) -> None:
    assert why_of(told) == code


def one(folder: Path, said: Entry | None, left: int = 10**6) -> Out:
    with reading(given, "lha", io.BytesIO(lzh(b"a.txt", TEXT, 1)), "UTF-8") as archive:
        return next(taken(given, entry, said, folder, 7, left) for entry in archive)


@pytest.mark.skipif(given is None, reason="libarchive is not installed")
@pytest.mark.parametrize(
    ("said", "code"),
    [
        (None, ""), (Entry(size=len(TEXT)), ""),
        (Entry("not_read.encrypted_member", 5), "not_read.encrypted_member"),
        (Entry(size=len(TEXT), crc=1), "not_read.member_damaged"),
        (Entry(size=len(TEXT) + 1), "not_read.member_damaged"),
        (Entry(size=len(TEXT), crc=1, why="not_read.archive_method"), "not_read.archive_method"),
    ],
)  # fmt: skip
def test_a_member_is_what_its_archive_says_or_nothing(
    tmp_path: Path, said: Entry | None, code: str
) -> None:
    out = one(tmp_path, said)
    assert (out.name, out.code, out.size) == ("a.txt", code, said.size if said else len(TEXT))
    assert [path.name for path in tmp_path.iterdir()] == ([] if code else ["member-000007"])


@pytest.mark.skipif(given is None, reason="libarchive is not installed")
def test_limits_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_too_large"):
        one(tmp_path, None, len(TEXT) - 1)
    monkeypatch.setattr(module, "RESERVE", 2**62)
    with pytest.raises(NotOpenedError, match=r"not_read\.disk_full"):
        one(tmp_path, None)
