"""``winmail.dat``: titles in code pages, names in UTF-16, messages within, and what is broken."""

from __future__ import annotations

import contextlib
import random
import struct
from pathlib import Path

import pytest

from sekisho.sources.contract import NotReadable
from sekisho.sources.mail.mapi import BODY, DATA, LONG_NAME, SHORT_NAME, SUBJECT
from sekisho.sources.mail.tnef import MARK, stored
from tests.intake.foreign_archives import properties, sized, tnef

PAGE = (1, 0x69007, struct.pack("<II", 932, 0))
BEGINS = (2, 0x69002, bytes(14))
NAME = "予算表𠮷.txt"
LONG = (2, 0x69005, properties((0x1F, 0x3707, sized(f"{NAME}\0".encode("utf-16-le")))))
IMESSAGE = bytes.fromhex("0703020000000000c000000000000046")


def test_titles_are_in_the_code_page_and_long_names_in_utf16() -> None:
    data = tnef(PAGE, BEGINS, (2, 0x18010, "表.txt\0".encode("cp932")), (2, 0x6800F, b"one"),
                LONG, BEGINS, (2, 0x18010, b"b.txt\0"), (2, 0x6800F, b"two"))  # fmt: skip
    first, second = (one.properties for one in stored(data).attachments)
    assert (first[SHORT_NAME], first[LONG_NAME], first[DATA]) == ("表.txt", NAME, b"one")
    assert (second[SHORT_NAME], second[DATA]) == ("b.txt", b"two")


def test_subject_text_and_properties_of_every_type() -> None:
    named = struct.pack("<HH", 0x1F, 0x8001) + bytes(16) + struct.pack("<II", 1, 6) + b"a\0b\0c\0"
    other = properties(
        (0x02, 0x1001, bytes(4)), (0x03, 0x0E08, struct.pack("<I", 7)), (0x40, 0x0039, bytes(8)),
        (0x0B, 0x0E1B, bytes(4)), (0x48, 0x0E02, bytes(16)),
        (0x1003, 0x0E03, struct.pack("<III", 2, 1, 2)), (0x101E, 0x0E04, sized(b"x\0")),
        (0x1E, 0x1000, sized("本文".encode("cp932") + b"\0")),
    )  # fmt: skip
    count = struct.unpack_from("<I", other)[0]
    whole = struct.pack("<I", count + 1) + named + bytes(2) + sized(b"v\0\0\0") + other[4:]
    found = stored(tnef(PAGE, (1, 0x18004, "件名\0".encode("cp932")), (1, 0x69003, whole)))
    assert (found.properties[SUBJECT], found.properties[BODY]) == ("件名", "本文")
    assert found.properties[0x0E08] == 7
    assert 0x0E03 not in found.properties


def test_a_message_within_is_followed_to_a_bounded_depth() -> None:
    data = tnef(BEGINS, (2, 0x18010, b"in.txt\0"), (2, 0x6800F, b"inmost"))
    for _ in range(30):
        value = sized(data, IMESSAGE)
        data = tnef(BEGINS, (2, 0x69005, properties((0x0D, 0x3701, value))))
    at, depth = stored(data), 0
    while at.attachments[0].message is not None:
        at, depth = at.attachments[0].message, depth + 1
    assert depth == 20
    rest = at.attachments[0].properties[DATA]
    assert isinstance(rest, bytes)
    assert rest.startswith(MARK)
    assert b"inmost" in rest


def test_an_object_of_another_kind_is_an_attachment() -> None:
    value = sized(b"\xd0\xcf\x11\xe0rest", bytes(16))
    found = stored(tnef(BEGINS, (2, 0x69005, properties((0x0D, 0x3701, value)))))
    assert found.attachments[0].properties[DATA] == b"\xd0\xcf\x11\xe0rest"


@pytest.mark.parametrize("data", [b"", MARK, MARK + bytes(2), MARK + bytes(20), b"MZ" + bytes(99)])
def test_what_is_no_tnef_says_so(data: bytes) -> None:
    with pytest.raises(NotReadable):
        stored(data)


def test_what_stands_before_a_cut_is_kept() -> None:
    data = tnef(BEGINS, (2, 0x18010, b"a.txt\0"), (2, 0x6800F, b"whole"), BEGINS)
    assert stored(data[:-9]).attachments[0].properties[DATA] == b"whole"


def test_mutated_ones_end_with_an_answer() -> None:
    chance = random.Random(7)
    good = tnef(PAGE, BEGINS, LONG, (2, 0x6800F, b"x" * 50),
                (1, 0x69003, properties((0x102, 0x1009, sized(b"abc")))))  # fmt: skip
    read = 0
    for _ in range(3000):
        data = bytearray(good)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(6, len(data))] = chance.choice((0, 1, 0x7F, 0xFF, 0x10))
        with contextlib.suppress(NotReadable):
            read += bool(stored(bytes(data[: chance.randrange(20, len(data) + 1)])))
    assert read > 300


def test_by_outlook(shared: Path) -> None:
    found = stored((shared / "data" / "av-containers" / "clam.tnef").read_bytes())
    assert found.properties[SUBJECT] == "This file includes an embedded ClamAV Test File"
    (only,) = found.attachments
    content = only.properties[DATA]
    assert isinstance(content, bytes)
    assert (only.properties[LONG_NAME], len(content)) == ("clam.exe", 544)
