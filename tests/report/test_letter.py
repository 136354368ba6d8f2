"""かがみ and 取扱い: who writes to whom, and what the office must still give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.report.letter import handling, to_head, to_public
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook, load

from . import cases
from .conftest import words_of


@pytest.fixture
def writer(town: Rulebook) -> Writer:
    return Writer(cases.rich(), "ja", town)


def test_the_mayor_writes_to_the_residents(writer: Writer) -> None:
    cover = to_public(writer)
    assert cover.addressees == ("町民の皆様",)
    assert [words_of(line) for line in cover.sender] == ["山岸県関町", "関町長 関 花子"]
    assert cover.title.endswith("（報告）")
    assert cover.number == ""
    assert cover.date == "平成28年6月23日"
    assert "未定" in words_of(cover.body)
    assert "総務課" in words_of(cover.contact)


def test_the_department_writes_to_the_mayor(writer: Writer) -> None:
    cover = to_head(writer)
    assert cover.addressees == ("町長　様",)
    assert words_of(cover.sender) == "総務課長"


def test_both_letters_tell_the_same(writer: Writer) -> None:
    said = words_of(to_public(writer).items).rstrip()
    to_the_mayor = words_of(to_head(writer).items)
    assert to_the_mayor.startswith(said)
    assert "次に決めていただくこと" in to_the_mayor.removeprefix(said)
    for fact in ("午後4時3分から午後4時41分までの間（38分間）", "個人387名から392名、世帯117世帯"):
        assert fact in said


def test_what_is_not_known_is_counted(writer: Writer) -> None:
    said = words_of(to_public(writer).items).split("分かっていないこと")[1]
    assert "人数を数えられない文書1件に含まれる人数。" in said
    assert "資料2件の内容。" in said


def test_where_all_is_known_that_is_said_of_the_records_alone(town: Rulebook) -> None:
    case = replace(cases.empty(), coverage=replace(cases.empty().coverage, silent_hosts=()))
    said = words_of(to_public(Writer(case, "ja", town)).items)
    assert "調べた記録の範囲では、上に示したほかにない。" in said


@pytest.mark.parametrize(("name", "posts"), [("関町", "町長"), ("関市", "市長"), ("関村", "村長")])
def test_posts_follow_the_town(tmp_path: Path, name: str, posts: str) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(f"version: 1\ntown:\n  name: {name}\n", encoding="utf-8", newline="\n")
    writer = Writer(cases.rich(), "ja", load(path))
    assert handling(writer).approvers[:2] == (posts, f"副{posts}")
    assert to_head(writer).addressees == (f"{posts}　様",)


def test_what_nobody_said_is_left_open(nameless: Rulebook) -> None:
    writer = Writer(cases.empty(), "ja", nameless)
    assert "未定：団体名" in words_of(to_public(writer).sender)
    assert "未定：担当課" in words_of(to_public(writer).contact)
    assert "未定：発信者の職" in words_of(to_head(writer).sender)
    for line in (handling(writer).classification, handling(writer).retention):
        assert "未定" in words_of(line)


def test_without_a_window_or_a_count_it_says_so(town: Rulebook) -> None:
    case = replace(cases.rich(), window=None, windows=(), cause=(), persons=None, households=None)
    said = words_of(to_public(Writer(case, "ja", town)).items)
    assert "日時　記録からは特定できない。" in said
    assert "個人の数は特定できない、世帯の数は特定できない" in said
