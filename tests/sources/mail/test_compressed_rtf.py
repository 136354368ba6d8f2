from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.compressed_rtf import uncompressed

EXAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    "0af32068656c0900206277"
    "05b06c647d0a800fa0"
)
"""The example of [MS-OXRTFCP] 4.1.1."""


def test_the_published_example() -> None:
    assert uncompressed(EXAMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@given(st.binary(max_size=300))
def test_rubbish_gives_no_more_than_it_says(rubbish: bytes) -> None:
    uncompressed(EXAMPLE[:16] + rubbish)
    assert uncompressed(rubbish[:15]) == b""
