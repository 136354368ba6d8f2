"""A regular message is what the standard parser gives; the others are left to that one."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.parts import AS_WRITTEN
from sekisho.sources.mail.regular import regular


def flat(message: Message) -> list[Any]:
    def raw(part: Message) -> Any:
        payload = part._payload  # type: ignore[attr-defined]
        return len(payload) if isinstance(payload, list) else payload

    return [
        (part.items(), raw(part), part.preamble, part.epilogue, list(map(type, part.defects)))
        for part in message.walk()
    ]


def same(data: bytes) -> bool:
    """Whether it is regular; then it must be the same."""
    found = regular(data.decode("ascii", "surrogateescape"), AS_WRITTEN)
    if found is not None:
        assert flat(found) == flat(BytesParser(policy=AS_WRITTEN).parsebytes(data))
    return found is not None


ENDS = st.sampled_from((b"\n", b"\r\n"))
ODD = st.sampled_from((
    b"--b\r\n", b"--b \n", b"--b--\n", b"--c\n", b"--c--\r\n", b"--bx\n", b"x --b\n", b"--b", b"--",
    b"\r\n", b"\n", b" \n", b"\r", b"Subject: a\r\n b\r\n", b": a\n", b"From a\n", b"text\n",
    b"Content-Type: message/rfc822\n", b"Content-Type: multipart/digest; boundary=b\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Type: multipart/mixed; boundary=b\n",
    "件名: 本文\n".encode("cp932"),
))  # fmt: skip
LINES = st.lists(ODD, max_size=4).map(b"".join)
SINGLE = st.builds(
    lambda field, end, lines: field + end + lines,
    st.sampled_from((b"", b"A: b\n", b"Content-Type: text/html\r\n")),
    ENDS,
    LINES,
)


def several(parts: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    def made(name: bytes, end: bytes, parts: list[bytes], before: bytes, behind: bytes) -> bytes:
        head = b"Content-Type: multipart/mixed; boundary=" + name + end + end + before
        body = b"".join(b"--" + name + end + part + end for part in parts)
        return head + body + b"--" + name + b"--" + behind

    few = st.one_of(st.just(b""), LINES)
    names = st.sampled_from((b"b", b"c", b"d"))
    return st.builds(made, names, ENDS, st.lists(parts, min_size=1, max_size=3), few, few)


@given(several(st.recursive(SINGLE, several, max_leaves=4)))
def test_parts_within_parts_are_the_same(data: bytes) -> None:
    same(data)


@given(st.lists(ODD, max_size=16).map(b"".join))
def test_any_lines_are_the_same_or_not_regular(data: bytes) -> None:
    same(data)


WHOLE = (
    b"Subject: a\n b\nContent-Type: multipart/mixed; boundary=b\n\nbefore\n"
    b"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--c\n\ntwo\n--c--\n"
    b"--b \t\nContent-Type: application/pdf\n\n--bb\n --b\n\n--b--\nbehind\n"
)


def test_nearly_every_mail_is_regular() -> None:
    assert same(b"\n")
    assert same(b"Subject: a\n\nbody without an end")
    assert same(WHOLE)
    assert same(WHOLE.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"Subject: a\n",
        b"no field\n\nbody\n",
        b"From a@firm.example\nSubject: a\n\nbody\n",
        b"Subject: a\n\nbody\rbody\n",
        b"Content-Type: message/rfc822\n\nSubject: a\n\nbody\n",
        WHOLE.replace(b"mixed", b"digest"),
        WHOLE.replace(b"Subject: a", b"Content-Transfer-Encoding: base64"),
        WHOLE.replace(b"; boundary=b", b""),
        WHOLE.replace(b"--b--", b"--b"),
        WHOLE.replace(b"--c\n\none\n", b"--c\n--c\n\none\n"),
        WHOLE.replace(b"--c\n\none\n--c\n\ntwo\n", b""),
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 5_000,
    ],
)
def test_what_is_not_regular_is_left_to_the_standard_parser(odd: bytes) -> None:
    assert not same(odd)
