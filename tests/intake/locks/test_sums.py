"""Checksums of members, as their descriptions have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.intake.locks.sums import UNKNOWN, Blake2sp, Entry, Sum
from tests.intake.locks.packers import blake2sp

EMPTY = "dd0e891776933f43c7d032b08a917e25741f8aa9a12c12e1cac8801500f2ca4f"
"""Of no byte, without a key (the authors' test vectors)."""


def of(pieces: list[bytes]) -> bytes:
    total = Blake2sp()
    for piece in pieces:
        total.update(piece)
    return total.digest()


def test_blake2sp_of_nothing() -> None:
    assert of([]).hex() == EMPTY


@given(st.lists(st.binary(max_size=1500), max_size=6))
def test_blake2sp_does_not_depend_on_the_pieces(pieces: list[bytes]) -> None:
    assert of(pieces) == blake2sp(b"".join(pieces))


@pytest.mark.parametrize(
    ("entry", "data", "right"),
    [
        (Entry(size=3, crc=0x352441C2), b"abc", True), (Entry(size=3, crc=0), b"abc", False),
        (Entry(size=4, crc=0x352441C2), b"abc", False), (Entry(size=3), b"abc", True),
        (Entry(size=UNKNOWN, crc=0x352441C2), b"abc", True), (Entry(size=2), b"abc", False),
        (Entry(size=3, blake=blake2sp(b"abc")), b"abc", True),
        (Entry(size=3, blake=blake2sp(b"abd")), b"abc", False),
        (Entry(size=3, crc=0x352441C2, secret=b"k" * 32), b"abc", False),
    ],
)  # fmt: skip
def test_whether_bytes_are_those_that_were_packed(entry: Entry, data: bytes, right: bool) -> None:
    total = Sum(entry)
    for byte in data:
        total.add(bytes([byte]))
    assert total.right() is right
