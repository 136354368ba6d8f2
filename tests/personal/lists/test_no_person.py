from __future__ import annotations

import pytest

from sekisho.personal.lists.no_person import no_person


@pytest.mark.parametrize(
    "cell",
    ["町", "国", "国土交通省", "県有", "中学生", "高校生", "シルバー", "区の当番", "製材所", "酒店",
     "薬局", "美容室", "酒店（法人会員）", "丸山（団体会員）", "薬 局", "青葉（賛助会員）"],
)  # fmt: skip
def test_bodies_trades_and_any_of_many_are_no_person(cell: str) -> None:
    assert no_person(cell)


@pytest.mark.parametrize(
    "cell",
    ["町 健太", "国 明", "大西 勝（法人会員）", "黒川 洋子（賛助会員）", "大西 勝（大西商店）",
     "市村 学",
     "生田 明", "米谷 栄", "薬師寺 茂", "県 敏子"],
)  # fmt: skip
def test_names_with_such_signs_are_people(cell: str) -> None:
    assert not no_person(cell)
