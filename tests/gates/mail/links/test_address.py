"""Addresses as a browser reads them, and those that they hand on to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.links.address import address, inside


@pytest.mark.parametrize(
    "text",
    [
        "http://evil.test",
        "HTTPS:\\\\Evil.TEST\\a",
        "http:///evil.test/x",
        "http:evil.test",
        "https://town.seki.example@evil.test/x",
        "https://a:b@evil.test",
        " ht\ntp://evil\t.test ",
        "http://evil.test:8080/",
        "http://e%76il.test/",
        "http://evil。test/",
        "http://ｅｖｉｌ.test",
        "hxxp://evil[.]test/a",
        "hxxps[:]//evil(.)test",
        "http://evil.test./",
        "http://evil.test#@town.seki.example",
        "http://evil.test?@x",
    ],
)
def test_one_host_in_many_dresses(text: str) -> None:
    found = address(text)
    assert found is not None
    assert found.host == "evil.test"


@pytest.mark.parametrize("text", ["http://127.1/", "http://0x7f000001/", "http://2130706433/"])
def test_numbers_are_one_address(text: str) -> None:
    found = address(text)
    assert found is not None
    assert found.host == "127.0.0.1"


@pytest.mark.parametrize(
    "text", ["mailto:a@evil.test", "#top", "/page", "", "tel:0575", "http://", "http://localhost/",
             "http://999999999999999/", "javascript:a()", "http://[::g]/"],
)  # fmt: skip
def test_what_leads_nowhere_outside(text: str) -> None:
    assert address(text) is None


def test_parts() -> None:
    found = address("https://a.b@evil.test:443/x?y=1#z")
    assert found is not None
    assert (found.scheme, found.user, found.path, found.broken) == (
        "https", "a.b", "/x?y=1", False,
    )  # fmt: skip
    broken = address("hxxp://evil[.]test")
    assert broken is not None
    assert broken.broken


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        (
            "https://r.test/c?url=https%3A%2F%2Fevil.test%2Fa%3Fu%3Dhttp%253A%252F%252Fdeep.test",
            ["evil.test", "deep.test"],
        ),
        ("https://r.test/l/http://evil.test/a", ["evil.test"]),
        ("https://r.test/?q=https://evil.test/x&sa=D", ["evil.test"]),
        ("https://r.test/?to=//evil.test/x", ["evil.test"]),
        ("https://r.test/?u=https%253A%252F%252Fevil.test", ["evil.test"]),
        ("https://r.test/?u=https://r.test/b?u=https://c.test", ["c.test"]),
        ("https://r.test/plain?a=b//", []),
    ],
)
def test_where_redirectors_lead(text: str, hosts: list[str]) -> None:
    found = address(text)
    assert found is not None
    assert [one.host for one in inside(found)] == hosts


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for given_ in (text, f"http://{text}", f"http://a.test/?u=http://{text}"):
        found = address(given_)
        if found is not None:
            assert found.path.startswith("/")
            list(inside(found))
