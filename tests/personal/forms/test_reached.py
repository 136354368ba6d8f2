"""Whom a form says to call, with the telephone in their own cell."""

from __future__ import annotations

import pytest

from sekisho.personal.forms.reached import with_reached
from sekisho.personal.forms.sections import CONTACT, Apart

CLUB = ("団体名", "詩吟の会")


def rows_after(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    return with_reached(Apart(list(rows), frozenset())).rows


@pytest.mark.parametrize(
    "value", ["藤原 将史（電話 070-2218-8300）", "藤原 将史（52-1101）", "藤原 将史　080(2218)8300"]
)
@pytest.mark.parametrize("label", ["使用責任者", "鍵の係", "当日の受付係"])
def test_a_contact(label: str, value: str) -> None:
    assert rows_after(CLUB, (label, value)) == [CLUB, (CONTACT, "藤原 将史")]


@pytest.mark.parametrize(
    "rows",
    [
        [("会社名", "谷口電設"), ("現場責任者", "藤原 将史（090-1234-5678）")],  # for work
        [CLUB, ("使用責任者", "藤原 将史")],
        [CLUB, ("使用施設", "大ホール（22-1101）")],
        [CLUB, ("使用責任者", "同上（070-2218-8300）")],
        [("責任者", "藤原 将史（52-1101）", "会計")],
    ],
)
def test_left_as_they_are(rows: list[tuple[str, ...]]) -> None:
    assert rows_after(*rows) == rows


def test_an_officer_of_a_club_with_a_telephone() -> None:
    row = ("会計", "藤原 将史", "電話", "080-2218-8300")
    assert rows_after(CLUB, row) == [CLUB, (CONTACT, *row[1:])]
    work = ("商号", "株式会社谷口電設")
    assert rows_after(work, row) == [work, row]
