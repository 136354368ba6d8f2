"""Cells and tables of 下見の結果."""

from __future__ import annotations

from dataclasses import replace

from sekisho.gates.stages import Stages
from sekisho.gates.summary import Tried
from sekisho.report.trial import Trial, document
from sekisho.report.trial_words import MOST, Writer, cell, cells
from tests.gates.test_summary import FIRST, ONE
from tests.report.test_trial import LINE, RULES, tables, text


def test_too_many_rows_are_named_as_such() -> None:
    many = tuple(replace(ONE, host=f"PC-{at}") for at in range(MOST + 2))
    shown = document(
        Trial((Tried(replace(LINE, refusals=many), Stages()),), (), FIRST), RULES, "en"
    )
    (table,) = [one for name, one in tables(shown.sections[-1]).items() if "By computer" in name]
    assert len(table.rows) == MOST
    assert f"of {MOST + 2} rows" in table.caption


def test_names_in_a_cell_are_few_and_the_others_counted() -> None:
    made = Writer(RULES, "ja").hosts(["PC-1", "PC-2", "PC-3", "PC-4", "PC-5"])
    assert [text(one) for one in made.lines] == ["PC-1", "PC-2", "PC-3", "ほか 2"]


def test_nothing_is_a_dash_and_a_code_stands_below() -> None:
    assert text(cell("").lines[0]) == "–"
    assert [text(one) for one in cells(["words"], "L-1").lines] == ["words", "L-1"]
