from __future__ import annotations

import pytest

from sekisho.personal.columns.no_names import names_nobody


@pytest.mark.parametrize(
    "filled",
    [
        ["8時15分", "8時20分", "午後3時", "9:05"],
        ["8:15頃", "要", "8時半"],
        ["40代夫婦", "定年後夫婦", "単身"],
        ["夫婦と子2人", "母子", "夫婦"],
        ["亡父名義"] * 3,
        ["亡父名義", "亡母名義"] * 3,
    ],
)
def test_hours_and_words_that_come_again_name_nobody(filled: list[str]) -> None:
    assert names_nobody(filled)


@pytest.mark.parametrize(
    "filled",
    [
        ["大西 勝"] * 6,
        ["日向舘 瑛太"] * 4,
        ["陽翔"] * 5,
        ["マリア・サントス"] * 4,
        ["小西暖"] * 5,
        ["母", "祖父", "大西 千代"],
        ["亡父名義", "大西 勝", "黒川 洋子", "中島 宏"],
        ["亡父名義"] * 2,
        [],
    ],
)
def test_names_that_come_again_are_people(filled: list[str]) -> None:
    assert not names_nobody(filled)
