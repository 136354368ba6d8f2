"""Archives within bounds, of every form that is opened."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import sys

import pytest

from sekisho.gates.mail.unpacked import can_open, members
from sekisho.intake.foreign import available
from tests.gates.mail import zipped
from tests.intake.foreign_archives import (
    SEVEN,
    SEVEN_HIDDEN,
    SEVEN_LOCKED,
    TEXT,
    cab,
    lzh,
    rar4,
    rar5,
)  # fmt: skip
from tests.intake.locks.packers import Rar4, Rar5, Seven


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
    assert not can_open(b"`\xea")
    assert list(members(b"`\xea", "a.arj", 1000, ())) == []


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
def test_forms_that_libarchive_opens() -> None:
    cut = ("damaged", "part")
    for packed in (SEVEN, rar4(b"a.txt", TEXT), rar5("a.txt", TEXT), lzh(b"a.txt", TEXT, 1),
                   cab(b"a.txt", TEXT)):  # fmt: skip
        assert can_open(packed)
        assert [one.data for one in members(packed, "a", 10_000, ())][-1] == TEXT
        assert [one.closed for one in members(packed, "a", 100, ())][-1] == "limit"
        assert [one.closed for one in members(packed[:60], "a", 9999, ())][-1] in cut
    assert [one.closed for one in members(SEVEN_LOCKED, "a", 9999, ())] == ["encrypted"]
    assert [one.closed for one in members(SEVEN_HIDDEN, "a", 9999, ())] == ["encrypted"]


def test_without_libarchive_they_stay_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    assert [one.closed for one in members(SEVEN, "a.7z", 10_000, ())] == ["format"]


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
@pytest.mark.parametrize(
    ("packed", "closed"),
    [
        (Seven("himitsu"), ""), (Rar4("himitsu"), ""), (Rar5("himitsu", hidden=True), ""),
        (Seven("other"), "encrypted"), (Rar4("other"), "encrypted"),
        (Rar5("other", hidden=True), "encrypted"), (Seven("other", rounds=24), "encrypted"),
        (Seven("himitsu", "unknown"), "format"), (Rar4("himitsu", version=20), "format"),
        (Rar5("himitsu", split=True), "part"),
    ],
)  # fmt: skip
def test_passwords_of_7z_and_rar(packed: Seven | Rar4 | Rar5, closed: str) -> None:
    keys = ("wrong", "himitsu", "3", "4", "5")
    (only,) = members(packed.made([("a.txt", TEXT)]), "a", 10_000, keys)
    assert (only.data, only.closed) == (b"" if closed else TEXT, closed)
