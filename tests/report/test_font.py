"""The embedded fonts hold exactly what is asked for, and the same bytes each time."""

from __future__ import annotations

import base64
import io
from typing import cast

import pytest
from fontTools.ttLib import TTFont

from sekisho.report import font

TEXT = "髙﨑𠮷邉㐂①ｱ〓Az09"


@pytest.mark.parametrize("face", font.FACES)
def test_a_subset_holds_exactly_the_characters(face: font.Face) -> None:
    data = font.woff2(face, TEXT)
    held = set(TTFont(io.BytesIO(data)).getBestCmap())
    assert held == {ord(sign) for sign in TEXT}
    assert data[:4] == b"wOF2"
    assert len(data) < 10_000


def test_the_same_characters_give_the_same_bytes() -> None:
    assert font.woff2("sans", TEXT) == font.woff2("sans", reversed(TEXT * 2))


def test_the_licence_stays_with_the_font() -> None:
    names = TTFont(io.BytesIO(font.woff2("serif", "A")))["name"]
    assert "SIL Open Font License" in cast("str", names.getDebugName(13))


def test_a_data_url_carries_the_bytes() -> None:
    prefix, _, data = font.data_url(b"abc").partition(",")
    assert prefix == "data:font/woff2;base64"
    assert base64.b64decode(data) == b"abc"
