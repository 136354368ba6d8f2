"""Questions and remedies are whole: every question can be closed, every code is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sekisho.case.ready.data import Catalogue, catalogue, catalogue_of
from sekisho.collect.settings import names
from sekisho.text import codes


def known() -> Catalogue:
    return catalogue()


def test_every_capability_that_is_needed_can_be_raised() -> None:
    raised = {name for one in known().remedies for name in one.closes}
    needed = {name for one in known().questions for name in one.needs.names()}
    assert needed <= raised


def test_every_remedy_serves_a_question() -> None:
    needed = {name for one in known().questions for name in one.needs.names()}
    assert [one.name for one in known().remedies if not set(one.closes) & needed] == []


def test_everything_has_its_words() -> None:
    wanted = {f"readiness.question.{one.name}" for one in known().questions}
    wanted |= {f"readiness.remedy.{one.name}" for one in known().remedies}
    wanted |= {f"readiness.who.{one.who}" for one in known().remedies}
    assert wanted <= codes("ja").keys()


def test_every_file_of_a_remedy_exists_and_every_file_is_of_a_remedy() -> None:
    of_remedies = {name for one in known().remedies for name in one.files}
    plain = {name for name in names() if "/undo-" not in name and "policy.txt" not in name}
    assert of_remedies == plain


def test_chief_questions_are_of_both_records() -> None:
    assert {one.record for one in known().questions if one.first} == {"ikeda", "takatsuki"}


def test_a_quote_is_of_its_record(shared: Path) -> None:
    """The sentences stand in the published records, letter by letter."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").iterdir())]
    of = {"ikeda": "池田町情報流出事件", "takatsuki": "高槻ご意見番"}
    for one in known().questions:
        (text,) = [text for text in texts if text.startswith(of[one.record])]
        assert one.quote in text, one.name


def test_rows_are_systems_that_exist(shared: Path) -> None:
    text = (shared / "product.md").read_text(encoding="utf-8")
    rows = {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert {row for one in known().questions for row in one.rows} <= rows


@pytest.mark.parametrize(
    "change",
    [
        {
            "questions": [
                {"id": "q", "record": "ikeda", "quote": "", "rows": [], "needs": "no.such"}
            ]
        },
        {"remedies": [{"id": "r", "who": "officer", "minutes": 1, "closes": ["no.such"]}]},
        {"remedies": [{"id": "r", "who": "officer", "minutes": 1, "closes": []}] * 2},
    ],
)
def test_a_mistake_in_the_data_is_told(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no such capability|stands twice"):
        catalogue_of({"questions": [], "remedies": [], **change})
