"""Bodies come apart into their files, or are refused; nothing is lost on the way."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.gates.web.uploads.bodies import PARTS, BodyError, Sent, sent
from tests.gates.web.uploads import FORM, URLENCODED, form


def apart(kind: str, body: bytes) -> list[Sent]:
    return list(sent(body, kind, "", "body", 1 << 16))


def test_names_are_read_as_browsers_write_them() -> None:
    names = [form("名簿.csv", b"x"), form("名簿.csv", b"x").replace("名簿".encode(), b"\x96\xbc")]
    names.append(form("a", b"x").replace(b'filename="a"', b"filename*=UTF-8''%e5%90%8d.csv"))
    found = [apart(FORM, body)[0].name for body in names]
    assert found == ["名簿.csv", "名.csv", "名.csv"]


@settings(max_examples=100, deadline=None)
@given(data=st.binary(min_size=1, max_size=300).filter(lambda data: b"--XyZ" not in data))
def test_a_file_in_a_form_is_the_file(data: bytes) -> None:
    assert apart(FORM, form("a.bin", data))[0] == Sent("a.bin", data)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50))
def test_fields_are_text(text: str) -> None:
    lines = [apart("application/json", json.dumps({"a": text}).encode())]
    lines += [apart(URLENCODED, b"a=" + "".join(f"%{one:02x}" for one in text.encode()).encode())]
    assert [one[0].data.decode() for one in lines] == [f"a: {text}\n"] * 2


@pytest.mark.parametrize("count", [PARTS + 1, PARTS * 3])
def test_too_many_parts_are_no_form(count: int) -> None:
    with pytest.raises(BodyError):
        apart(FORM, b"--XyZ\r\n\r\n\r\n" * count)


@settings(max_examples=200, deadline=None)
@given(
    body=st.binary(max_size=400)
    | st.lists(st.sampled_from([b"--XyZ", b"\r\n", b"--", b'filename="', b'"', b"base64", b"x"]))
    .map(b"".join),
    kind=st.sampled_from([FORM, "application/json", "multipart/form-data; boundary=", "", "a/b",
                          "application/x-www-form-urlencoded"]),
    packed=st.sampled_from(["", "gzip", "deflate", "br"]),
)  # fmt: skip
def test_any_bytes_come_apart_or_are_refused(body: bytes, kind: str, packed: str) -> None:
    try:
        parts = list(sent(body, kind, packed, "body", 1 << 16))
    except BodyError:
        return
    assert sum(len(one.data) for one in parts) < (1 << 16) * 4
