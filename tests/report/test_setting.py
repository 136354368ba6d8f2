"""設定依頼書: to whom, what, until when, how to see it, how to go back, and the slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.report.formats import formats
from sekisho.report.html import html
from sekisho.report.model import Cell, Paragraph, Span, Table
from sekisho.report.setting import Setting, System, letter
from sekisho.rulebook import Rulebook, load
from sekisho.text import LANGUAGES, Language

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "rulebook.yaml"
ASKED = Setting(
    gate="共有の関",
    now=datetime(2026, 12, 1, 1, tzinfo=UTC),
    holder=None,
    systems=(System("Samba", "確かめること。", "戻すこと。"),),
    stage="実施",
    meaning="止める段階である。",
    others=(("総務課", "警告"),),
    rules=(("S-FS01-somu-区画外", "共有は <b>198.18.20.0/24</b> からだけ使える。"),),
    files=(("files/share/samba/sekisho-FS01.conf", "ab" * 32),),
    digest="cd" * 32,
    by=datetime(2026, 12, 24, 15, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(EXAMPLE)


def items(asked: Setting, rulebook: Rulebook) -> list[str]:
    cover = letter(asked, rulebook).cover
    assert cover is not None
    (bullets,) = cover.items
    lines = bullets.items  # type: ignore[union-attr]
    return ["".join(one.text for one in line if isinstance(one, Span)) for line in lines]


def test_the_letter_says_what_until_when_and_the_way_back(rulebook: Rulebook) -> None:
    document = letter(ASKED, rulebook)
    cover = document.cover
    assert cover is not None
    assert (cover.title, cover.date) == ("共有の関の設定について（依頼）", "令和8年12月1日")
    assert cover.addressees == ("（委託先の事業者名）　御中",)
    assert cover.annexes == (
        "資料1 設定の内容", "資料2 添付ファイルの一覧", "資料3 設定完了報告書",
    )  # fmt: skip
    said = items(ASKED, rulebook)
    assert said[1:4] == [
        "段階　「実施」とすること。止める段階である。",
        "段階の例外　総務課は「警告」とすること。",
        "期限　令和8年12月25日",
    ]
    assert "確認方法　確かめること。" in said
    assert "戻し方　戻すこと。" in said


def test_what_is_not_known_is_left_open(rulebook: Rulebook) -> None:
    cover = letter(replace(ASKED, by=None), rulebook).cover
    assert cover is not None
    (bullets,) = cover.items
    spans = [one for line in bullets.items for one in line]  # type: ignore[union-attr]
    assert Span("（期限を記入）", "undecided") in spans


def test_a_holder_is_addressed_and_his_contract_named(rulebook: Rulebook) -> None:
    holder = rulebook.holders[0]
    asked = replace(ASKED, holder=holder)
    cover = letter(asked, rulebook).cover
    assert cover is not None
    assert cover.addressees == (holder.addressee,)
    assert items(asked, rulebook)[-1] == f"契約　{holder.contract}"


def test_several_systems_are_told_apart(rulebook: Rulebook) -> None:
    systems = (*ASKED.systems, System("Windows", "見ること。", "消すこと。"))
    said = items(replace(ASKED, systems=systems), rulebook)
    assert "確認方法（Windows）　見ること。" in said
    assert "戻し方（Samba）　戻すこと。" in said


def test_annexes_hold_rules_files_and_the_slip(rulebook: Rulebook) -> None:
    rules, files, slip = letter(ASKED, rulebook).annexes
    assert isinstance(rules.blocks[0], Paragraph)
    table = rules.blocks[1]
    assert isinstance(table, Table)
    assert table.rows[0][0] == Cell(((Span("S-FS01-somu-区画外", "code"),),))
    listed = files.blocks[0]
    assert isinstance(listed, Table)
    assert listed.rows[0][1] == Cell(((Span("ab" * 32, "code"),),))
    assert slip.title == "設定完了報告書"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_made_and_what_is_told_is_text(
    language: Language, rulebook: Rulebook
) -> None:
    document = letter(ASKED, rulebook, language)
    made = formats("request", document)
    assert sorted(made) == ["request.docx", "request.html", "request.pdf"]
    assert made["request.pdf"].startswith(b"%PDF")
    page = html(document).decode()
    assert "&lt;b&gt;198.18.20.0/24" in page
    assert "ab" * 32 in page


def test_records_of_our_own_are_asked_for_where_there_are_any(rulebook: Rulebook) -> None:
    asked = replace(ASKED, records=(("mail.copy.postfix", "always_bcc を加えること。"),))
    assert any(one.startswith("記録の設定　資料1の") for one in items(asked, rulebook))
    assert "always_bcc を加えること。" in html(letter(asked, rulebook)).decode()
    assert not any(one.startswith("記録の設定") for one in items(ASKED, rulebook))
    assert "当方が記録を持つための設定" not in html(letter(ASKED, rulebook)).decode()
