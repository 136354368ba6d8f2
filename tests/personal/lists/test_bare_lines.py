"""Lines that hold nothing but names, and chains of calls. Names are invented."""

from __future__ import annotations

import re

import pytest

from sekisho.personal.lists.bare_lines import bare_lists

OFFICE = re.compile(r"役場|課")


def found(text: str) -> list[list[tuple[str, ...]]]:
    return [listing.rows for listing, _ in bare_lists(text.split("\n"), OFFICE)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "婦人会 会員名簿\n大西 千代\n中島 早苗\n三宅 文子",
            ["大西 千代", "中島 早苗", "三宅 文子"],
        ),
        (
            "清掃当番名簿\n①　大西 勝\n②　黒川 勇 様\n③　中島 宏",
            ["大西 勝", "黒川 勇", "中島 宏"],
        ),
        (
            "草刈り当番表\n４月　大西 勝、黒川 勇\n５月（土）　中島 宏、三宅 清",
            ["大西 勝", "黒川 勇", "中島 宏", "三宅 清"],
        ),
        ("大西 千代\n中島 早苗\n三宅 文子", None),
        ("会員名簿\n大西 千代\n中島 早苗", None),
        ("会員名簿\n備品倉庫\n体育館\n公民館", None),
        ("福祉課 会員名簿\n大西 千代\n中島 早苗\n三宅 文子", None),
        ("会員名簿を配る。\n大西 千代\n中島 早苗\n三宅 文子", None),
    ],
)  # fmt: skip
def test_names_below_a_title(text: str, names: list[str] | None) -> None:
    assert found(text) == ([[(name,) for name in names]] if names else [])


def test_a_chain_of_calls() -> None:
    text = "班長 大西 勝（52-1101）→ 黒川 勇（52-1102）→中島 宏 52-1103"
    assert found(text) == [[("大西 勝", "52-1101"), ("黒川 勇", "52-1102"), ("中島 宏", "52-1103")]]


def test_a_chain_without_telephones_needs_a_title() -> None:
    chain = "大西 勝 → 黒川 勇 → 中島 宏"
    assert found(chain) == []
    assert found(f"緊急連絡網\n{chain}") == [[("大西 勝", ""), ("黒川 勇", ""), ("中島 宏", "")]]
    assert found("緊急連絡網\n受付 → 診察 → 会計") == []


def test_the_lines_that_were_taken_and_the_title() -> None:
    ((listing, took),) = bare_lists(
        ["老人会 名簿", "大西 勝", "", "黒川 勇", "中島 宏", "以上"], OFFICE
    )
    assert took == {1, 3, 4}
    assert listing.above == "老人会 名簿"
    assert not listing.headed


def test_a_word_before_names_and_amounts_beside_them() -> None:
    text = "運動会 選手名簿\n【南台】監督　大西勝\n　選手　黒川翔太、中島拓也、シルバ・カルロス"
    assert found(text) == [[("大西勝",), ("黒川翔太",), ("中島拓也",), ("シルバ・カルロス",)]]
    text = "秋祭り 御花帳\n一金 10,000円　大西 勝　様\n黒川 勇　5,000円\n3,000円　中島 宏"
    assert found(text) == [[("大西 勝",), ("黒川 勇",), ("中島 宏",)]]


def test_words_of_work_before_names_are_none() -> None:
    assert found("会員の皆様\n講師　大西 勝\n司会　黒川 勇\n医師　中島 宏") == []
