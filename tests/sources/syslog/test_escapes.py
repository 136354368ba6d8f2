"""Escaped names."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.syslog.escapes import unescaped

_JAPANESE = st.text("税務課名簿あ𠮷", min_size=1, max_size=8)


@given(_JAPANESE, st.sampled_from(["#{:03o}", "\\{:03o}", "\\x{:02x}"]))
def test_what_was_escaped_comes_back(name: str, form: str) -> None:
    written = "a/" + "".join(form.format(sign) for sign in name.encode()) + ".xlsx"
    assert unescaped(pa.array([written, None])).to_pylist() == [f"a/{name}.xlsx", None]


@given(st.text("abc#0123\\x89日本", max_size=20))
def test_plain_ascii_and_japanese_stay(name: str) -> None:
    found = unescaped(pa.array([name]))[0].as_py()
    assert found == name or len(found) < len(name)
