"""Subjects as cleanup logs them."""

from __future__ import annotations

import base64

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.syslog.subject import decoded_subjects


def _one(text: str) -> str:
    return str(decoded_subjects(pa.array([text]))[0].as_py())


def _word(charset: str, signs: bytes) -> str:
    return f"=?{charset}?B?{base64.b64encode(signs).decode()}?="


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        (_word("UTF-8", "請求書".encode()), "請求書"),
        ("Re: " + _word("ISO-2022-JP", "請求書".encode("iso2022_jp")), "Re: 請求書"),
        (_word("Shift_JIS", "①髙橋".encode("cp932")), "①髙橋"),
        ("=?utf-8?Q?a_=E8=AB=8B?=", "a 請"),
        # Shift_JIS under the label of another encoding
        (_word("iso-2022-jp", "年休申請".encode("cp932")), "年休申請"),
        # a character cut in two by the sender, and a fold that became a question mark
        (_word("UTF-8", "請".encode()[:2]) + "? " + _word("utf-8", "請".encode()[2:]), "請"),
        # cut by the log: the word stays as it is
        ("=?UTF-8?B?6KuL5rG", "=?UTF-8?B?6KuL5rG"),
        ("=?no-such-charset?B?6KuL?=", "=?no-such-charset?B?6KuL?="),
        ("=?UTF-8?B?/w==?=", "=?UTF-8?B?/w==?="),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert _one(text) == expected


def test_null_stays_null() -> None:
    texts = pa.array([None, _word("UTF-8", "請".encode())])
    assert decoded_subjects(texts).to_pylist() == [None, "請"]


@given(st.text(), st.sampled_from(["utf-8", "iso-2022-jp", "x"]), st.binary(max_size=20))
def test_nothing_is_raised(text: str, charset: str, signs: bytes) -> None:
    text = text.encode("utf-8", "replace").decode()
    _one(text + _word(charset, signs) + f"=?{charset}?Q?{text}?=")
