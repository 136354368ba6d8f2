"""Encodings: Japanese texts of an office in each of them, whole and cut off anywhere."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.encoding import encoding_of, utf16_of

TEXTS = {
    "log": "Jun  3 16:03:11 fs01 smbd_audit: tanaka|192.0.2.33|総務課|pread|ok|議会だより.docx\n",
    "prose": "議会事務局において、パソコンに警告が表示されました。情報担当へ連絡してください。\n",
    "names": "氏名,住所,電話番号\n見本花子,見本町1丁目2番地,0778-00-0000\n",
    "few": "佐藤\n鈴木\n高橋\n",
    "hiragana": "よろしくおねがいします\n",
    "register": "部署,端末名,利用者,購入年度\n総務課,PC-001,見本,平成23年度\n",
    "katakana": "カタカナ,ヒラガナ\nセキショ,関所\n",
    "search": "http://example.jp/ 検索\n",
}
NAMES = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "iso2022_jp": "iso2022_jp",
    "utf-16": "utf-16",
    "utf-16-be": "utf-16",
}
BEFORE = {"utf-16-be": codecs.BOM_UTF16_BE}


def written(text: str, encoding: str) -> bytes:
    return BEFORE.get(encoding, b"") + text.encode(encoding)


@pytest.mark.parametrize("encoding", NAMES)
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_known_in_every_encoding(name: str, encoding: str) -> None:
    assert encoding_of(written(TEXTS[name], encoding)) == NAMES[encoding]


@pytest.mark.parametrize("encoding", NAMES)
@pytest.mark.parametrize("name", TEXTS)
def test_a_cut_anywhere_in_a_later_line_does_no_harm(name: str, encoding: str) -> None:
    """The second half of a character is missing where the look at a file ends."""
    before = written(TEXTS[name] * 3, encoding)
    whole = written(TEXTS[name] * 4, encoding)
    for end in range(len(before), len(whole) + 1):
        assert encoding_of(whole[:end]) == NAMES[encoding], end


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_japanese_after_much_that_is_ascii(encoding: str, end: str) -> None:
    plain = f"Jun  3 16:03:11 fs01 sshd[1]: session opened{end}" * 3000
    last = f"Jun  3 16:03:12 fs01 smbd_audit: tanaka|総務課|見本町議会だより.docx{end}"
    assert encoding_of((plain + last).encode(encoding)) == encoding
    assert encoding_of((plain + last.rstrip()).encode(encoding)) == encoding


@pytest.mark.parametrize(
    "text",
    ["髙橋 﨑山 ①②③ ㈱見本 Ⅲ\n", "ﾐﾎﾝ ﾊﾅｺ,ﾐﾎﾝﾏﾁ\n", "~ \\ 表示 ソフト 能力 十\n"],
    ids=["signs_of_windows", "half_width_kana", "backslash_as_second_byte"],
)
def test_what_windows_writes_beside_the_standard(text: str) -> None:
    assert encoding_of(text.encode("cp932")) == "cp932"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", "utf-8"),
        (b"plain ASCII\n", "utf-8"),
        (b"\x1b[31mred\x1b[0m\n", "utf-8"),
        (b"\xff\xff\xff", "cp932"),
        (bytes(range(256)), "cp932"),
        ("名簿".encode() + b"\n" + "総務課\n".encode() + b"\xff\xfe\n", "utf-8"),
        ("総務課の端末\n".encode("cp932") * 5 + "名簿\n".encode(), "cp932"),
    ],
    ids=["nothing", "ascii", "colours", "rubbish", "all_bytes", "one_odd_line", "one_utf8_line"],
)
def test_what_is_doubtful_has_a_stated_answer(head: bytes, expected: str) -> None:
    assert encoding_of(head) == expected


@given(st.binary(max_size=200))
def test_an_answer_is_always_a_codec(head: bytes) -> None:
    assert codecs.lookup(encoding_of(head)).name
    assert encoding_of(head) in set(NAMES.values())


LOG = "Incoming    2026-05-14, 07:03    User    442226597\r\n上 名簿.xlsx\r\n" * 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_bytes(encoding: str) -> None:
    data = LOG.encode(encoding)
    for end in (len(data), len(data) - 1, 40):
        assert utf16_of(data[:end]) == encoding


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (codecs.BOM_UTF16_LE + b"a\0", "utf-16"),
        (codecs.BOM_UTF16_BE + b"\0a", "utf-16"),
        (codecs.BOM_UTF32_LE + "a".encode("utf-32-le"), None),
        (LOG.encode(), None),
        (LOG.encode("cp932"), None),
        (b"a\0", None),
        (b"\0" * 64, None),
        (bytes(range(256)) * 4, None),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" * 8, None),
        (b"\0a\0\0\0b\0\0" * 8, None),
    ],
)
def test_what_is_utf_16_and_what_is_not(data: bytes, name: str | None) -> None:
    assert utf16_of(data) == name


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    found = utf16_of(data)
    assert found in (None, "utf-16", "utf-16-le", "utf-16-be")
    if found not in (None, "utf-16"):  # without a mark the bytes must say it themselves
        assert len(data.decode(found, "ignore")) >= 7
