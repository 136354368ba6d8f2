"""No character of the evidence misleads the reader or vanishes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.report import font
from sekisho.report.visible import code_point, revealed, substituted

RARE = "髙﨑𠮷邉㐂①②⑳㊤㈱ｱｲｳﾊﾟ﨟栁〓～−〜"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("請求書\u202efdp.exe", "請求書〈U+202E〉fdp.exe"),
        ("a\x00b\x1b[31m", "a〈U+0000〉b〈U+001B〉[31m"),
        ("zero\u200bwidth", "zero〈U+200B〉width"),
        ("\ud800", "〈U+D800〉"),
        ("\ue000 外字", "〈U+E000〉 外字"),
        ("改行\nと\tタブ", "改行\nと\tタブ"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        (RARE, RARE),
    ],
)
def test_what_would_mislead_is_shown(text: str, shown: str) -> None:
    assert revealed(text) == shown


@given(st.text())
def test_revealing_twice_changes_nothing(text: str) -> None:
    assert revealed(revealed(text)) == revealed(text)


def test_the_fonts_have_the_characters_of_japanese_names() -> None:
    assert [sign for sign in RARE if ord(sign) not in font.available()] == []


def test_a_character_in_no_font_is_marked_and_named() -> None:
    text, missing = substituted("名\U0002a6a5前\U00010380", font.available())
    assert text == "名〓前〓"
    assert [code_point(sign) for sign in missing] == ["〈U+2A6A5〉", "〈U+10380〉"]


@given(st.text(max_size=40))
def test_after_both_steps_only_what_a_font_has_is_left(text: str) -> None:
    shown, _ = substituted(revealed(text), font.available())
    for sign in shown:
        assert (
            sign.isspace()
            or ord(sign) in font.available()
            or sign in "\ufe0e\ufe0f"
            or (0xFE00 <= ord(sign) < 0xFE10 or 0xE0100 <= ord(sign) < 0xE01F0)
        )
