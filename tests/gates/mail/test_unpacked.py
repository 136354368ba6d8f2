"""Archives within bounds, of every form that is opened."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random

import pytest

from sekisho.gates.mail.unpacked import can_open, members
from tests.gates.mail import zipped


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_single_files(pack: object) -> None:
    (only,) = members(pack(b"content"), "a.txt.gz", 1000, ())  # type: ignore[operator]
    assert (only.data, only.closed) == (b"content", "")


def test_what_is_too_large_is_never_unpacked_whole() -> None:
    for packed in (gzip.compress(b"\0" * 10_000_000), zipped(("a", b"\0" * 10_000_000))):
        (only,) = members(packed, "a.gz", 1000, ())
        assert (only.data, only.closed) == (b"", "limit")


def test_what_breaks_says_so() -> None:
    packed = gzip.compress(random.Random(1).randbytes(5000))
    assert [one.closed for one in members(packed[:2000], "a.gz", 10_000, ())] == ["damaged"]
    shaken = bytearray(zipped(("a.txt", b"abc" * 900)))
    shaken[40] ^= 0xFF
    assert [one.closed for one in members(bytes(shaken), "a.zip", 10_000, ())] == ["damaged"]


def test_other_forms_are_left() -> None:
    assert not can_open(b"Rar!\x1a\x07\0")
    assert list(members(b"Rar!\x1a\x07\0", "a.rar", 1000, ())) == []
