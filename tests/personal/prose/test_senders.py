"""Who a mail is from by its head, and who writes for a firm."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.ascribed import Named
from sekisho.personal.prose.senders import in_department, of_firms, senders, signs_for_firm
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["差出人: 石黒 明", "ごみのこと"], [0]),
        (["From: 石黒明 <akira@example.ne.jp>", "ごみのこと"], [0]),
        (["ごみのこと", "石黒 明", "akira@example.ne.jp"], [1]),
        (["2026年7月1日 石黒 明 <akira@example.ne.jp>:"], [0]),
        (["差出人: 石黒 明（福祉課）", "よろしく"], []),
        (["差出人: 石黒 明", "福祉課　石黒 明"], []),
        (["石黒 明", "akira@town.example.lg.jp"], []),
        (["石黒", "akira@example.ne.jp"], []),
    ],
)
def test_senders(lines: list[str], expected: list[int]) -> None:
    assert [at for at, _, _ in senders(lines, rules())] == expected


def test_who_writes_for_a_firm() -> None:
    assert of_firms(["北陸事務機株式会社の岸本でございます。", "谷口の石黒です。"]) == {"岸本"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["北陸事務機株式会社　サービス部", "岸本 和也", "〒910-0006"], True),
        (["岸本 和也", "北陸事務機株式会社"], True),
        (["岸本 和也", "勤務先　北陸事務機株式会社"], False),
        (["池田町谷口3", "岸本 和也"], False),
        (["北陸事務機株式会社　社長　殿", "岸本 和也"], False),
    ],
)
def test_a_firm_beside_who_signs(lines: list[str], expected: bool) -> None:
    at = next(number for number, line in enumerate(lines) if line == "岸本 和也")
    assert signs_for_firm(lines, at) is expected


def test_a_part_of_a_firm_before_who_signs() -> None:
    assert in_department("営業部　岸本 和也", Named("岸本 和也", 4, 9))
    assert in_department("総務課 係長　岸本 和也", Named("岸本 和也", 7, 12))
    assert not in_department("谷口　岸本 和也", Named("岸本 和也", 3, 8))
    assert not in_department("営業部　岸本 和也が来た", Named("岸本 和也", 4, 9))
