"""Changes in words, and the table of amendments."""

from __future__ import annotations

import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.time import JAPAN
from sekisho.report.model import Table
from sekisho.report.policy.amended import amendments, paper
from sekisho.rulebook import schema
from sekisho.rulebook.changes import changes
from sekisho.rulebook.loading import opened

OPENED = opened(Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml")
NOW = datetime(2026, 11, 28, tzinfo=JAPAN)


def said(section: str, value: Any, language: Any = "ja") -> list[str]:
    """The sentences when one section has another content."""
    other = copy.deepcopy(OPENED.whole) | {section: value}
    found = changes(OPENED.whole, other, schema())
    return [
        one.said(language)
        for one in amendments(found, (OPENED.book, OPENED.book), schema(), language)
    ]


@pytest.mark.parametrize(
    ("section", "change", "sentence"),
    [
        (
            "retention",
            lambda old: old | {"days": 730},
            "保存期間の日数を「365」から「730」に改める",
        ),
        (
            "stages",
            lambda old: [old[0] | {"stage": "enforce"}, *old[1:]],
            "実施段階「閲覧 総務課」の段階を「警告」から「実施」に改める",
        ),
        ("devices", lambda _old: [], "登録機器「USB-001」を削る"),
        (
            "permissions",
            lambda old: [{**old[0], "state": "revoked"}, *old[1:]],
            "許可「R7-105」の状態を「許可」から「取消」に改める",
        ),
        ("assets", lambda old: old[::-1], "機器の順序を改める"),
    ],
)
def test_a_change_in_words(section: str, change: Any, sentence: str) -> None:
    (one,) = said(section, change(copy.deepcopy(OPENED.whole[section])))
    assert one.startswith(sentence)


@given(st.sampled_from([name for name in schema()["properties"] if name != "version"]))
def test_every_section_that_is_dropped_can_be_said(section: str) -> None:
    other = {key: value for key, value in OPENED.whole.items() if key != section}
    found = changes(OPENED.whole, other, schema())
    for language in ("ja", "en"):
        for one in amendments(found, (OPENED.book, OPENED.book), schema(), language):
            assert one.where
            assert "{" not in one.said(language)


def test_the_table_has_a_row_for_each_change() -> None:
    other = copy.deepcopy(OPENED.whole) | {"devices": [], "support": []}
    found = changes(OPENED.whole, other, schema())
    books = (OPENED.book, OPENED.book)
    made = paper(amendments(found, books, schema(), "ja"), books, NOW, "ja")
    (table,) = [block for block in made.opening if isinstance(block, Table)]
    assert len(table.rows) == len(found) == 2
    assert OPENED.book.digest[:16] in str(made.opening)
