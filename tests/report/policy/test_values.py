"""Values of the form in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from sekisho.events.time import JAPAN
from sekisho.report.policy.values import fiscal_year, term_of, title_of, value_of
from sekisho.rulebook import schema


def part(section: str, key: str) -> Any:
    found = schema()["properties"][section]
    return found.get("items", found)["properties"][key]


@pytest.mark.parametrize(
    ("value", "of", "ja", "en"),
    [
        ("2026-06-03", ("notices", "date"), "令和8年6月3日", "3 June 2026"),
        ("2024", ("assets", "purchased"), "令和6年度", "FY2024"),
        ("2019", ("assets", "purchased"), "令和元年度", "FY2019"),
        ("2026-06-03T00:00:00+09:00", ("permissions", "since"), "令和8年6月3日", "3 June 2026"),
        ("2026-07-01T00:00:00+09:00", ("permissions", "until"), "令和8年6月30日", "30 June 2026"),
        (
            "2026-06-03T17:00:00+09:00",
            ("permissions", "until"),
            "令和8年6月3日午後5時",
            "5:00 p.m. on 3 June 2026",
        ),
        ("approved", ("permissions", "state"), "許可", "approved"),
        (["a", "b"], ("notices", "addressees"), "a、b", "a, b"),
        ([], ("notices", "addressees"), "（なし）", "(none)"),
        (None, ("notices", "text"), "（なし）", "(none)"),
        (True, ("hours", "national_holidays"), "はい", "yes"),
        (365, ("retention", "days"), "365", "365"),
        ({"name": "A", "purchased": "2024"}, ("assets", ""), "name：A；purchased：2024", ""),
    ],
)
def test_a_value_in_both_languages(value: Any, of: tuple[str, str], ja: str, en: str) -> None:
    own = part(*of) if of[1] else {}
    assert value_of(value, own, "ja") == ja
    if en:
        assert value_of(value, own, "en") == en


def test_an_entry_is_told_by_its_titles() -> None:
    own = schema()["properties"]["assets"]["items"]
    entry = {"name": "A", "purchased": "2024"}
    assert value_of(entry, own, "ja") == "機器名：A；購入年度：令和6年度"
    assert title_of("name", own["properties"]["name"], "en") == "name"


def test_terms() -> None:
    first, last = datetime(2026, 6, 1, tzinfo=JAPAN), datetime(2026, 7, 1, tzinfo=JAPAN)
    assert term_of(first, last, "ja") == "令和8年6月1日から令和8年6月30日まで"
    assert term_of(first, None, "ja") == "令和8年6月1日から"
    assert term_of(None, last, "en") == "until 30 June 2026"
    assert term_of(None, None, "ja") == ""
    assert term_of(last, first, "ja") == "効力なし"
    assert fiscal_year(1989, "ja") == "平成元年度"
