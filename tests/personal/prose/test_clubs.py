"""Heads and officers of hamlets and clubs in papers to an office."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.clubs import in_clubs
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["錦江町長　様", "神川自治会長　大豆生田 光男", "防犯灯の設置について"], [1]),
        (
            ["総務課　御中", "白寿会　会長　三輪　安雄　印", "会計　高木　トメ　電話 22-4180"],
            [1, 2],
        ),
        (["教育委員会　様", "お世話になります。民生委員の庄司　久です。"], [1]),
        (
            [
                "To: soumu@town.example.lg.jp",
                "Subject: 自治会役員名簿",
                "・会計　青木　茂　電話が変わりました",
                "・防災部長　石黒　明 に交代",
                "・会計　青木　茂　は欠席",
            ],
            [2, 3, 4],
        ),
        # nobody wrote to an office
        (["会員各位", "神川自治会長　大豆生田 光男", "草刈りをします。"], []),
        # bodies of which nobody is the head in private
        (["錦江町長　様", "農業委員会　会長　三輪　安雄"], []),
        (["大阪市長　様", "大阪市北区長　三輪　安雄"], []),
        (["錦江町長　様", "消防団　団長　三輪　安雄"], []),
        # an office tells of its own people
        (
            [
                "From: soumu@town.example.lg.jp",
                "税務課　様",
                "自治会の担当",
                "・部長　青木　茂　内線 3",
            ],
            [],
        ),
        ([], []),
    ],
)
def test_lines_about_clubs(lines: list[str], expected: list[int]) -> None:
    assert sorted(set(in_clubs(lines, rules()))) == expected
