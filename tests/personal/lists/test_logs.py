"""Logs of a desk: who came, and who of the office saw to it."""

from __future__ import annotations

import pytest

from sekisho.personal.kinds import Kind
from sekisho.personal.lists.logs import without_staff

CAME = ["石黒 明", "(有)谷口商店", "青木 和子", "匿名"]


@pytest.mark.parametrize(
    ("came", "kind", "took", "took_kind"),
    [
        ("来庁者", "name", "係", "department"),
        ("来客", "other", "受けた者", "name"),
        ("相手方", "other", "対応", "other"),
        ("届出人", "name", "当直者", "name"),
        ("電話を掛けた人", "name", "受付者", "staff"),
    ],
)
def test_who_came_is_named(came: str, kind: Kind, took: str, took_kind: Kind) -> None:
    rows = [
        (one, "証明", other)
        for one, other in zip(CAME, ["近藤", "柴田", "近藤", "柴田"], strict=True)
    ]
    kinds: tuple[Kind, ...] = (kind, "other", took_kind)
    assert without_staff((came, "用件", took), kinds, rows) == ("name", "other", "other")


@pytest.mark.parametrize(
    ("layout", "took"),
    [
        (("氏名", "用件", "係"), ["近藤", "柴田"]),  # the office's own people
        (("来庁者", "用件", "係"), ["住民係", "税務係"]),
        (("来庁者", "用件", "紹介者"), ["近藤", "柴田"]),
        (("出張者", "用件", "承認者"), ["近藤", "柴田"]),
    ],
)
def test_other_lists_stay(layout: tuple[str, ...], took: list[str]) -> None:
    kinds: tuple[Kind, ...] = ("name", "other", "department")
    rows = [(one, "研修", other) for one, other in zip(CAME[::2], took, strict=True)]
    assert without_staff(layout, kinds, rows) == kinds
