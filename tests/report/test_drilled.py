"""The paper of a drill: departments large enough to name nobody, the first and middle minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sekisho.case.notices.result import Drilled, Result, Sum
from sekisho.events.time import JAPAN
from sekisho.report.drilled import document
from sekisho.report.html import html
from sekisho.report.model import Span, Table
from sekisho.rulebook import Rulebook

T0 = datetime(2026, 6, 8, 9, tzinfo=JAPAN)


def drill(**departments: int) -> Result:
    minutes = tuple(range(3, 3 + len(departments)))
    sums = tuple(
        Sum(name, count, 1, count - 1, 0, 0, (at,))
        for at, (name, count) in zip(minutes, departments.items(), strict=True)
    )
    whole = Sum("", sum(departments.values()), len(sums),
                sum(departments.values()) - len(sums), 0, 0, minutes)  # fmt: skip
    people = tuple(
        Drilled(f"人{at}", name, "called", "", T0 + timedelta(minutes=at), None, at, None)
        for at, name in enumerate(departments, 3)
    )
    return Result("訓練1", T0, T0 + timedelta(days=1), people, sums, whole, ())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_small_departments_stand_together(nameless: Rulebook, language: str) -> None:
    found = drill(総務課=5, 出納室=2, 議会事務局=4)
    made = html(document(found, nameless, language)).decode()  # type: ignore[arg-type]
    assert "総務課" in made
    assert "出納室" not in made
    assert "議会事務局" not in made
    assert "人3" not in made


def test_minutes_stand_by_department_and_of_small_ones_together(nameless: Rulebook) -> None:
    made = document(drill(総務課=5, 出納室=2, 議会事務局=4), nameless, "ja")
    departments = next(one for one in made.sections if one.name == "departments")
    _, table = departments.blocks
    assert isinstance(table, Table)
    rows = [
        ["".join(one.text for one in cell.lines[0] if isinstance(one, Span)) for cell in row]
        for row in table.rows
    ]
    assert rows == [
        ["総務課", "3", "3", "–", "–"],
        ["5 人に満たない課（合計）", "4", "4", "–", "–"],
        ["全体", "3", "4", "–", "–"],
    ]


def test_the_first_minutes_are_told(nameless: Rulebook) -> None:
    made = html(document(drill(総務課=5, 税務課=6), nameless, "ja")).decode()
    assert "早い人で 3 分後" in made
    assert "通報の時間が分かる人はいない" in made
