"""Messages as RFC 3507 writes them, and what is none."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.web.uploads.icap import HEAD, Body, IcapError, Message, chunk, message

HTTP = b"POST http://a.example/ HTTP/1.1\r\n\r\n"


def head(encapsulated: str, more: str = "") -> bytes:
    return f"REQMOD icap://x/y ICAP/1.0\r\n{more}Encapsulated: {encapsulated}\r\n\r\n".encode()


def read(data: bytes) -> tuple[Message | None, bytes, bool]:
    """The message, its body, and whether that was whole in the preview."""

    async def reading() -> tuple[Message | None, bytes, bool]:
        stream = asyncio.StreamReader(limit=HEAD)
        stream.feed_data(data)
        stream.feed_eof()
        found, body = await message(stream), Body(stream)
        pieces = [piece async for piece in body.pieces()] if found and found.has_body else []
        return found, b"".join(pieces), body.whole

    return asyncio.run(reading())


@given(pieces=st.lists(st.binary(min_size=1, max_size=50), max_size=8), whole=st.booleans())
def test_chunks_come_back_as_they_were_sent(pieces: list[bytes], *, whole: bool) -> None:
    end = b"0; ieof\r\n\r\n" if whole else chunk(b"")
    said = head(f"req-hdr=0, req-body={len(HTTP)}", "Preview: 9\r\nAllow: 204\r\n")
    found, body, ieof = read(said + HTTP + b"".join(map(chunk, pieces)) + end)
    assert found is not None
    assert (found.http, found.preview, found.takes_204) == (HTTP, 9, True)
    assert (body, ieof) == (b"".join(pieces), whole)


def test_no_body_and_no_message() -> None:
    found, _body, _whole = read(head(f"req-hdr=0, null-body={len(HTTP)}") + HTTP)
    assert found is not None
    assert not found.has_body
    assert read(b"")[0] is None
    assert read(b"\r\n")[0] is None


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"REQMOD icap://x/y ICAP/1.0\r\n",
        head("req-body=0"),
        head("res-hdr=0, res-body=9") + b"x" * 9,
        head("req-hdr=0, req-body=9") + b"short",
        head("req-hdr=0, req-body=99999999999999999999"),
        head("req-hdr=1, req-body=9") + b"x" * 9,
        head("req-hdr=0, req-body=1", "Preview: -1\r\n") + b"x",
        head("req-hdr=0, req-body=1") + b"x" + b"zz\r\n",
        head("req-hdr=0, req-body=1") + b"x" + b"-1\r\n",
        head("req-hdr=0, req-body=1") + b"x" + b"5\r\nab",
        head("req-hdr=0, req-body=1") + b"x" + b"1\r\nabc\r\n",
        head("req-hdr=0, req-body=1") + b"x" + b"1" * 2000,
        b"x" * (HEAD + 10),
    ],
)
def test_what_is_none_is_refused(said: bytes) -> None:
    with pytest.raises(IcapError):
        read(said)
