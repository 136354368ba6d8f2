"""The milter protocol packet by packet, and what hostile packets do to it."""

from __future__ import annotations

import struct
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail import protocol
from sekisho.gates.mail.protocol import ACTIONS, WANTED, NotMilterError, Session, packet

OFFER = struct.pack("!III", 6, 0x1FF, 0x1FFFFF)
TALK = (
    (b"C", b"mx.firm.example\x004\x00\x19203.0.113.5\0"),
    (b"H", b"mx.firm.example\0"),
    (b"D", b"M{auth_authen}\0seki\0"),
    (b"M", b"<a@firm.example>\0SIZE=10\0"),
    (b"D", b"Ri\0004AbCd\0"),
    (b"R", b"<seki-j@town.seki.example>\0"),
    (b"R", b"<maki-h@town.seki.example>\0"),
    (b"T", b""),
    (b"L", b"Subject\0 one\n\ttwo\0"),
    (b"N", b""),
    (b"B", b"body\r\n"),
)


def test_a_mail_is_put_together() -> None:
    session = Session()
    session.negotiated(OFFER)
    assert [list(session.take(*one)) for one in TALK] == [[]] * len(TALK)
    assert session.mail() == b"Subject: one\r\n\ttwo\r\n\r\nbody\r\n"
    envelope = session.envelope
    assert (envelope.client, envelope.sender) == ("203.0.113.5", "a@firm.example")
    assert envelope.recipients == ("seki-j@town.seki.example", "maki-h@town.seki.example")
    assert (session.queue_id, envelope.user) == ("4AbCd", "seki")


def test_a_mail_after_another_begins_anew() -> None:
    session = Session()
    session.negotiated(OFFER)
    for one in (*TALK, (b"D", b"M"), (b"M", b"<b@firm.example>\0")):
        list(session.take(*one))
    assert (session.mail(), session.envelope.recipients, session.envelope.user) == (b"", (), "")
    assert session.envelope.client == "203.0.113.5"


def test_a_server_that_wants_answers_gets_one_for_each_step() -> None:
    session = Session()
    session.negotiated(struct.pack("!III", 6, 0x1FF, 0))
    given_ = [b"".join(session.take(*one)) for one in TALK if one[0] != b"D"]
    assert given_ == [packet(b"c")] * len(given_)
    assert session.mail().startswith(b"Subject:  one")


@pytest.mark.parametrize("offer", [b"", b"\0" * 12, struct.pack("!III", 6, 0x01, 0)])
def test_too_little_is_refused(offer: bytes) -> None:
    with pytest.raises(NotMilterError):
        Session().negotiated(offer)


def test_what_is_asked_for() -> None:
    (size,) = struct.unpack("!I", Session().negotiated(OFFER)[:4])
    assert size == 13
    assert Session().negotiated(OFFER)[5:] == struct.pack("!III", 6, ACTIONS, WANTED)


COMMANDS = st.sampled_from([bytes([one]) for one in b"CHDMARTLNBUx"])


@given(st.lists(st.tuples(COMMANDS, st.binary(max_size=40))))
def test_any_packets_are_taken(packets: list[tuple[bytes, bytes]]) -> None:
    session = Session()
    for command, data in packets:
        for told in session.take(command, data):
            assert told == packet(b"c")
    assert isinstance(session.mail(), bytes)
    assert session.size == len(session.mail())
    session.forget()


@given(st.binary(max_size=20))
def test_any_offer_is_taken_or_refused(data: bytes) -> None:
    with suppress(NotMilterError):
        assert Session().negotiated(data)[4:5] == b"O"


@given(st.text(), st.text())
def test_a_refusal_is_one_line_of_smtp(code: str, text: str) -> None:
    told = protocol.refuse(code, text)
    assert struct.unpack("!I", told[:4])[0] == len(told) - 4
    assert told[4:5] == b"y"
    line = told[5:-1]
    assert line.startswith(b"550 5.7.1 ")
    assert len(line) <= 480
    assert not set(line) & set(b"\r\n\0")


@given(st.binary(max_size=200_000))
def test_a_body_goes_in_pieces(body: bytes) -> None:
    pieces = list(protocol.replace_body(body))
    assert b"".join(one[5:] for one in pieces) == body
    assert all(len(one) < 65_536 for one in pieces)
    assert all(len(one) == 65_005 for one, _ in pairwise(pieces))
