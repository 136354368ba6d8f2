"""Published papers, and those about a case."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.genre import published
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["第３回環境審議会　会議録", "日時　令和８年６月１日"], True),
        (["", "上町だより　第12号"], True),
        (["地域ケア個別会議　会議録"], False),
        (["苦情受付票"], False),
        (["（はがき）", "広報広聴係　行き", "「広報クイズ」の答え"], False),
        (["戸籍の欄の確認", "広報担当　石黒"], False),
        (["広報うえまち", "広報係の石黒です。"], True),
        (["事例検討会議メモ"], False),
        (["池田町教育委員会だより係　御中", "拝啓"], False),
        (["隣の犬がうるさいです。広報で注意してください。"], False),
        (["県大会の選手登録", "主将　青木 茂"], False),
        (["町民大会について", "南台の青木　茂です。参加します。"], False),
        (["町民大会の結果", "体育係の青木　茂です。"], True),
        ([], False),
    ],
)
def test_published(lines: list[str], expected: bool) -> None:
    assert published(lines, rules()) is expected
