"""Which words a mail names as passwords, and which it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.mail.told.words import MOST, words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("添付ファイルのパスワードは「Seki-2026」です。", "Seki-2026"),
        ("解凍パスワード：Seki-2026。", "Seki-2026"),
        ("先ほどのファイルのパスワードをお知らせします。\n\n　Seki-2026\n\n関建設", "Seki-2026"),
        ("パスワードは以下のとおりです。\n---------\n・Seki-2026\n---------", "Seki-2026"),
        ("ＰＷ：Ｓｅｋｉ－２０２６", "Seki-2026"),
        ("PW  Seki-2026", "Seki-2026"),
        ("[pass] Seki-2026", "Seki-2026"),
        ("ZIP解凍PW→Seki-2026", "Seki-2026"),
        ("The password is: Seki-2026", "Seki-2026"),
        ("Password for the attached file: sekikensetsu", "sekikensetsu"),
        ("password Seki-2026.", "Seki-2026"),
        ("パスワード\nsekikensetsu", "sekikensetsu"),
    ],
)  # fmt: skip
def test_as_people_write_them(text: str, word: str) -> None:
    assert word in words([text])


def test_a_subject_announces_words_that_stand_alone() -> None:
    body = "いつもお世話になっております。\n\nSeki-2026\n\nhttps://firm.example/\na@firm.example\n"
    assert words([body], "【パスワード】見積書の送付") == ("Seki-2026",)
    assert words([body], "見積書の送付") == ()


@pytest.mark.parametrize(
    "text",
    [
        "パスワードは電話でお伝えします。",
        "Your password will be sent separately.",
        "The passengers pass this way. I pass some on.",
        "パスワードの変更は https://firm.example/change から",
        "会議は10:30からです。\n\nSeki-2026",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    assert words([text]) == ()


def test_no_more_than_so_many() -> None:
    assert len(words(["".join(f"パスワード：abcd{number}\n" for number in range(500))])) == MOST


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_is_read(text: str, subject: str) -> None:
    assert all(4 <= len(word) <= 64 for word in words([f"パスワード {text}"], subject))
