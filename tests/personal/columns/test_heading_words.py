"""Words of headings: the first that fits counts."""

from __future__ import annotations

import re

import pytest

from sekisho.personal.columns.heading_words import HEADINGS


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("犬の名前", "other"),
        ("氏名及び電話", "phone"),
        ("ふりがな", "reading"),
        ("世帯主カナ", "reading"),
        ("保護者よみ", "reading"),
        ("世帯主との続柄", "relation"),
        ("世帯番号", "household"),
        ("世帯人員", "other"),
        ("生年月日", "birth"),
        ("緊急連絡先氏名", "contact"),
        ("勤務先住所", "office_address"),
        ("住所", "address"),
        ("個人番号", "my_number"),
    ],
)
def test_the_first_that_fits(heading: str, kind: str) -> None:
    assert next(kind for word, kind in HEADINGS if re.search(word, heading)) == kind


def test_every_word_compiles_and_stands_once() -> None:
    words = [word for word, _ in HEADINGS]
    assert len(set(words)) == len(words)
    assert all(re.compile(word) for word in words)
