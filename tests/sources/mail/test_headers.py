from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.headers import header_text, parameters


def word(text: str, charset: str = "ISO-2022-JP", codec: str = "iso2022_jp") -> str:
    return f"=?{charset}?B?{b64encode(text.encode(codec)).decode()}?="


CUT = "名簿".encode()
CONTINUED = """attachment;
 filename*0*=utf-8''%E5%90%8D%E7;
 filename*1*=%B0%BF;
 filename*2=".csv\""""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (word("名簿"), "名簿"),
        (f"{word('名簿')}\r\n {word('の送付')}", "名簿の送付"),
        (f'"{word("庶務課")}" <a@example.jp>', '"庶務課" <a@example.jp>'),
        (f"Re: {word('名簿')} (1)", "Re: 名簿 (1)"),
        ("=?utf-8?Q?=E5=90=8D_=E7=B0=BF?=", "名 簿"),
        ("=?utf-8?q?=E5=90=8D =E7=B0=BF?=", "名 簿"),
        (
            f"=?utf-8?B?{b64encode(CUT[:4]).decode()}?= =?utf-8?B?{b64encode(CUT[4:]).decode()}?=",
            "名簿",
        ),
        (f"=?utf-8?B?{b64encode(CUT).decode().rstrip('=')}?=", "名簿"),
        (f"=?utf-8?B?{b64encode(CUT).decode()}", "名簿"),
        (f"=?Shift_JIS?B?{b64encode(CUT).decode()}?=", "名簿"),
        (f"=?utf-8*ja?B?{b64encode(CUT).decode()}?=", "名簿"),
        ("\x1b$BL>Jm\x1b(B", "名簿"),
        ("名簿".encode("cp932").decode("ascii", "surrogateescape"), "名簿"),
        ("折り返し\r\n\tの後".encode().decode("ascii", "surrogateescape"), "折り返し の後"),
        ("a =?b c?= d", "a =?b c?= d"),
        ("", ""),
    ],
)
def test_header_text(value: str, text: str) -> None:
    assert header_text(value) == text


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('attachment; filename="a b.txt"', "a b.txt"),
        ("attachment; filename=a b.txt", "a b.txt"),
        ("attachment; filename*=utf-8''%E5%90%8D%E7%B0%BF.csv", "名簿.csv"),
        ("attachment; filename*=shift_jis'ja'%96%BC%95%EB.csv", "名簿.csv"),
        (CONTINUED, "名簿.csv"),
        ('attachment; filename*0="a;"; filename*1="b.txt"', "a;b.txt"),
        (f'attachment; filename="{word("名簿.csv")}"', "名簿.csv"),
        ('attachment; filename="\x1b$BL>Jm\x1b(B.csv"', "名簿.csv"),
        ('attachment; filename="\\"x\\".txt"', '"x".txt'),
        ("attachment; filename*=utf-8''%E5%90%8D; filename=\"fallback\"", "名"),
        ("attachment", None),
    ],
)  # fmt: skip
def test_names_of_attachments(value: str, name: str | None) -> None:
    assert parameters(";" + value).get("filename") == name


@given(st.text(max_size=120))
def test_any_value_can_be_read(value: str) -> None:
    header_text(value)
    parameters(";" + value)
