from __future__ import annotations

import pytest

from sekisho.personal.prose.ascribed import (
    Named,
    introduced,
    speaks_of_oneself,
    whole,
    without_reading,
)
from tests.personal.conftest import told

SIGNED = ["よろしくお願いします。", "石黒　明", "霧谷町谷口3番地", "電話 0770-00-0001"]
FORM = ["代理人", "住所　霧谷町谷口3番地", "氏名　　石黒　明　　印", "生年月日　昭和30年1月2日"]


@pytest.mark.parametrize(
    ("lines", "certain"),
    [
        (["高原12-5に住む平田　勇と申します。", "電話は090-0000-1234です。"], ["平田勇"]),
        (["高原の山田です。", "電話は090-0000-1234です。"], ["山田"]),
        (["高原の石黒です。電話は090-0000-1234です。", *SIGNED], ["石黒明"]),
        (SIGNED, ["石黒明"]),
        (["石黒　明（いしぐろ あきら）", "霧谷町谷口3番地"], ["石黒明"]),
        (["金　伸伍", "霧谷町谷口3番地"], ["金伸伍"]),
        (["グエン・ティ・ラン", "霧谷町谷口5番地"], ["グエン・ティ・ラン"]),
        (FORM, ["石黒明"]),
        (["霧谷町大字谷口3番地", "石黒　明　様"], ["石黒明"]),
        (["東角間4", "石黒　明　様"], ["石黒明"]),
        (["石黒 明", "akira@example.ne.jp"], ["石黒明"]),
        (["霧谷町谷口3番地　石黒 明"], ["石黒明"]),
        (["石黒　明さん（霧谷町大字谷口3番地）から申し出があった。"], ["石黒明"]),
        (["立会いは石黒　明氏（電話090-0000-0147）に頼む。"], ["石黒明"]),
        (["石黒　明さん（昭和30年4月29日生）が退院された。"], ["石黒明"]),
        (["同居の妻田村由美（60歳）が診断を受けた。"], ["田村由美"]),
        (["石黒 明 090-0000-0001 青木 茂"], ["石黒明"]),
        (["申請者　石黒明さんの件"], ["石黒明"]),
        (["事例　石黒明（男性、83歳、南台）"], ["石黒明"]),
        (["・石黒明（南台、83歳）　変わりなし"], ["石黒明"]),
        (["隣の石黒　明さん方の柿の木の枝が道に出ている。"], ["石黒明"]),
        (["鍵は石黒　明", "さんに預けてある。"], ["石黒明"]),
        (["石黒 明の携帯（090-0000-0001）にお電話ください。"], ["石黒明"]),
    ],
)
def test_certain(lines: list[str], certain: list[str]) -> None:
    found = told(lines)
    assert sorted({one.key for one in found.persons if one.certain}) == certain


@pytest.mark.parametrize(
    "lines",
    [
        ["申請者　石黒明の件"],
        ["副町長　石黒 明　090-0000-1368"],
        ["講師　石黒 明氏　090-0000-1368"],
        ["霧谷町稲荷5番地", "代表取締役　石黒 明 様"],
        ["石黒 明が申し出たのは霧谷町谷口3番地の件である。"],
        ["担当は山田です。電話は0770-00-1234です。"],
        ["霧谷町役場総務課の石黒です。", "電話 0770-00-1234"],
    ],
    ids=[
        "a_role_alone",
        "an_official",
        "a_speaker",
        "a_firms_address",
        "a_sentence_between",
        "an_office_speaks",
        "an_official_writes",
    ],
)
def test_not_certain(lines: list[str]) -> None:
    assert not any(one.certain for one in told(lines).persons)


@pytest.mark.parametrize(
    ("line", "name", "own", "by_themselves"),
    [
        ("谷口の石黒です。", "谷口の石黒", "石黒", True),
        ("石黒明と申します。", "石黒明", "石黒明", True),
        ("担当は石黒です。", "石黒", "石黒", False),
        ("谷口の石黒が来た。", "谷口の石黒", "谷口の石黒", False),
    ],
)
def test_who_says_who_they_are(line: str, name: str, own: str, by_themselves: bool) -> None:
    start = line.index(name)
    named = Named(name, start, start + len(name))
    assert introduced(line, named) == by_themselves
    found = whole(line, named)
    assert found.text == own
    assert line[found.start : found.end] == own


def test_a_reading_in_brackets_and_a_line_that_speaks() -> None:
    assert without_reading("石黒 明(いしぐろ あきら)") == "石黒 明"
    assert without_reading("石黒 明(代理)") == "石黒 明(代理)"
    assert speaks_of_oneself("石黒と申します")
    assert not speaks_of_oneself("以上でございました")
