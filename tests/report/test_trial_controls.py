"""The first table of 下見の結果: a control in one row, what the numbers say beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sekisho.gates.preview import Preview
from sekisho.report.model import Table
from sekisho.report.trial_controls import by_control
from sekisho.report.trial_words import Writer
from sekisho.text import LANGUAGES, Language
from tests.gates.test_summary import ONE
from tests.report.test_trial import HELD, LINE, MAIL, RULES, text


def rows(*previews: Preview, language: Language = "ja") -> list[list[list[str]]]:
    table = by_control(Writer(RULES, language), previews, [HELD])
    assert isinstance(table, Table)
    return [[[text(line) for line in one.lines] for one in row] for row in table.rows]


def test_a_control_in_one_row() -> None:
    first, last = rows(LINE, MAIL)
    assert first == [
        ["回線の関", "L-1"],
        ["通信（1 件）"],
        ["職員 1 人・端末 3 台・部署 2", "住民課、税務課"],
        ["3.3"],
        ["見つかったものを止めていた。検知のない端末 2 台にも当たる"],
    ]
    assert last == [["メールの関"], ["–"], ["–"], ["–"], ["判定できる記録がない"]]


def test_who_is_met_alone_and_who_was_not_asked() -> None:
    own = replace(LINE, stopped=(), refusals=(ONE,))
    ((_, stops, _, _, numbers),) = rows(own)
    assert stops == ["–"]
    assert numbers == ["見つかったものは止めていない。当たるのは、検知のあった端末だけ"]
    ((_, stops, _, _, _),) = rows(replace(own, stopped=None))
    assert stops == ["突き合わせていない"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_departments_are_counted(language: Language) -> None:
    many = tuple(replace(ONE, department=f"課{at}", host=f"PC-{at}") for at in range(5))
    ((_, _, met, _, _),) = rows(replace(LINE, refusals=many), language=language)
    assert "5" in met[0]
    assert "課2" in met[1]
    assert "課3" not in met[1]
