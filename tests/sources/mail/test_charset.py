from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.charset import decoded

LETTER = "お世話になります。髙﨑"


@pytest.mark.parametrize(
    ("data", "label", "text", "doubtful"),
    [
        ("お世話".encode("iso2022_jp"), "ISO-2022-JP", "お世話", False),
        ("お世話".encode("iso2022_jp"), None, "お世話", False),
        ("お世話".encode("iso2022_jp"), "utf-8", "お世話", True),
        (b"\x1b(I6E\x1b(B", "iso-2022-jp", "ｶﾅ", False),
        (b"\x0e6E\x0f kana", "iso-2022-jp", "ｶﾅ kana", False),
        (b"\x1b$B-!-j|b\x1b(B", "iso-2022-jp", "①㈱髙", False),
        (b"\x1b$(D0!\x1b(B", "iso-2022-jp-1", "丂", False),
        (b'\x1b$B$"\n\x1b$B$$\x1b(B', "iso-2022-jp", "あ\nい", False),
        (LETTER.encode("cp932"), "Shift_JIS", LETTER, False),
        (LETTER.encode("cp932"), "x-sjis", LETTER, False),
        (LETTER.encode("cp932"), None, LETTER, False),
        (LETTER.encode("cp932"), "us-ascii", LETTER, True),
        (LETTER.encode("cp932"), "iso-2022-jp", LETTER, True),
        (LETTER.encode("cp932"), "no-such-charset", LETTER, True),
        (LETTER.encode(), "Shift_JIS", LETTER, True),
        (LETTER.encode(), "iso-8859-1", LETTER, False),
        ("お世話".encode("euc_jp"), "EUC-JP", "お世話", False),
        ("お世話になります".encode("euc_jp"), None, "お世話になります", False),
        ("café".encode("latin-1"), "iso-8859-1", "café", False),
        ("스티해".encode("cp949"), "ks_c_5601-1987", "스티해", False),
        (b"plain", "no-such-charset", "plain", False),
        (b"", None, "", False),
    ],
)  # fmt: skip
def test_labels_right_wrong_and_missing(
    data: bytes, label: str | None, text: str, doubtful: bool
) -> None:
    assert decoded(data, label) == (text, doubtful)


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "iso-2022-jp", "utf-8", "utf-16", "idna", "hex", "\0"]),
)
def test_any_bytes_become_text(data: bytes, label: str | None) -> None:
    assert isinstance(decoded(data, label)[0], str)


@given(
    st.text(
        st.characters(
            codec="iso2022_jp", exclude_characters="\x0e\x0f\x1b\\~\x80\u203e\xa5〜‖−¢£¬\u2015"
        ),
        max_size=40,
    )
)
def test_jis_text_is_itself(text: str) -> None:
    assert decoded(text.encode("iso2022_jp"), "iso-2022-jp")[0] == text
