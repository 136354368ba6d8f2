"""libarchive through its binding: bytes of members, and no error taken for bytes."""

from __future__ import annotations

import io

import pytest

from sekisho.intake.binding import is_encrypted, library, pieces, reading
from tests.intake.foreign_archives import LH5, SEVEN_LOCKED, TEXT, lzh

given = library()
pytestmark = pytest.mark.skipif(given is None, reason="libarchive is not installed")


def test_members_of_a_stream() -> None:
    data = io.BytesIO(lzh("表.txt".encode("cp932"), TEXT, 1, LH5))
    with reading(given, "lha", data, "CP932") as archive:
        assert [b"".join(pieces(given, one)) for one in archive] == [TEXT]


def test_a_checksum_of_which_libarchive_only_warns_is_an_error() -> None:
    """It gives the bytes before, and counts the warning as a length."""
    data = bytearray(lzh(b"a.txt", TEXT, 1))
    data[data.find(TEXT) + 3] ^= 1
    with reading(given, "lha", io.BytesIO(data), "UTF-8") as archive:
        (failed,) = [_fails(one) for one in archive]
    assert "CRC" in failed


def _fails(entry: object) -> str:
    with pytest.raises(given.exception.ArchiveError) as caught:
        list(pieces(given, entry))
    return str(caught.value)


def test_an_encrypted_member_is_seen() -> None:
    with reading(given, "7zip", io.BytesIO(SEVEN_LOCKED)) as archive:
        assert [is_encrypted(given, one) for one in archive] == [False, True]
    with reading(given, "lha", io.BytesIO(lzh(b"a", TEXT, 1)), "UTF-8") as archive:
        assert [is_encrypted(given, one) for one in archive] == [False]


def test_other_bytes_are_an_error() -> None:
    with (
        pytest.raises(given.exception.ArchiveError),
        reading(given, "7zip", io.BytesIO(b"7z\xbc\xaf\x27\x1c" + b"\xff" * 90)) as archive,
    ):
        list(archive)
