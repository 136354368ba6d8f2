"""An archive laid out anew: the same bytes wherever reading begins."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from sekisho.intake.locks.spliced import Deciphered, Joined, Kept, Made, Spliced, deciphered
from tests.intake.locks.packers import VECTOR, ciphered

KEY = bytes(32)
PLAIN = bytes(range(256)) * 3
LOCKED = ciphered(PLAIN, KEY, VECTOR)
FILE = b"head" + LOCKED + b"tail"
PARTS = [Made(b"<made>"), Kept(0, 4), Made(b""),
         Deciphered(Kept(4, len(LOCKED)), 700, KEY, VECTOR),
         Joined((Kept(len(FILE) - 4, 3), Kept(0, 0), Kept(len(FILE) - 1, 1))),
         Deciphered(Joined((Kept(4, 17), Kept(21, 90), Kept(111, 21))), 125, KEY,
                    VECTOR)]  # fmt: skip
WHOLE = b"<made>head" + PLAIN[:700] + b"tail" + PLAIN[:125]


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) + 20), st.integers(0, 300)), max_size=8))
def test_reading_may_begin_anywhere(places: list[tuple[int, int]]) -> None:
    stream = Spliced(io.BytesIO(FILE), PARTS)
    for at, count in places:
        assert stream.seek(at) == at
        found = b""
        while len(found) < count and (piece := stream.read(count - len(found))):
            found += piece
        assert found == WHOLE[at : at + count]
        assert stream.tell() == at + len(found)
    stream.seek(0)
    assert stream.readall() == WHOLE
    assert (stream.size, stream.seek(-4, io.SEEK_END)) == (len(WHOLE), len(WHOLE) - 4)
    assert (stream.read(4), stream.read(4)) == (PLAIN[121:125], b"")


def test_what_ends_early_ends() -> None:
    stream = Spliced(io.BytesIO(FILE[:100]), [Kept(90, 50), Made(b"behind")])
    assert stream.readall() == FILE[90:100]
    assert deciphered(LOCKED[:20], KEY, VECTOR) == PLAIN[:16]
    assert deciphered(LOCKED, KEY, b"short") == b""
    assert deciphered(b"", KEY, VECTOR) == b""
