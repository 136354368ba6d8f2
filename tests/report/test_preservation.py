"""The letters: the office's form, nothing invented, nothing that names a person or a PC."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sekisho.case.limits import limits
from sekisho.case.overwriting import Overwriting
from sekisho.events.time import JAPAN
from sekisho.report.html import html
from sekisho.report.model import Cover, Document, Span
from sekisho.report.preservation import Asked, left_text, letters, overview
from sekisho.rulebook import load

NOW = datetime(2026, 6, 4, 9, 10, tzinfo=JAPAN)
ASKED = Asked(
    NOW, datetime(2026, 6, 2, tzinfo=JAPAN), NOW, datetime(2026, 6, 3, 16, 3, tzinfo=JAPAN)
)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "rulebook.yaml"


def rows(hours: float = 40.0) -> tuple[Overwriting, ...]:
    gone = NOW + timedelta(hours=hours)
    rulebook = load(EXAMPLE)
    held = {name: one for one in rulebook.holders for name in one.sources}
    return tuple(
        Overwriting(
            limit=one, host="PC01" if one.id == "evtx" else None, oldest=None, newest=None,
            lasts_h=100.0, basis="default", gone_at=gone, hours_left=hours,
            holder_kind=one.holder, holder=held.get(one.id),
        )
        for one in limits()
    )  # fmt: skip


def text(document: Document) -> str:
    return html(document).decode("utf-8").rpartition("<body")[2]


def cover(document: Document) -> Cover:
    assert document.cover is not None
    return document.cover


def test_one_letter_to_each_holder_outside_in_the_offices_form() -> None:
    made = letters(rows(), ASKED, load(EXAMPLE))
    assert [cover(one).addressees[0] for one in made] == [
        "株式会社架空ネット 保守サービス部 御中", "（委託先の事業者名）　御中",
        "架空県 情報政策課長 様", "（電気通信事業者名）　御中",
    ]  # fmt: skip
    first = cover(made[0])
    assert (first.number, first.date) == ("", "令和8年6月4日")
    assert first.title == "ログの保全及び提供について（依頼）"
    page = text(made[0])
    for word in ("関町長 関 太郎", "貴社が保有する", "記", "以上", "本町への提供", "第　　　　　号",
                 "令和8年度メールサービス提供業務委託", "令和8年6月3日（水曜日）、",
                 "令和8年6月5日午前9時までに"):  # fmt: skip
        assert word in page, word
    assert page.index("記</p>") < page.index("以上</p>") < page.index("担当")


def test_no_pc_and_no_word_of_the_product() -> None:
    for one in letters(rows(), ASKED, load(EXAMPLE)):
        page = text(one)
        assert "PC01" not in page
        assert "関所" not in page
        assert "sekisho" not in page.lower().replace("sekisho-", "")


def test_the_answer_is_wanted_before_the_first_record_is_gone() -> None:
    (letter, *_) = letters(rows(hours=5), ASKED, load(EXAMPLE))
    assert "令和8年6月4日午後2時までに" in text(letter)
    (late, *_) = letters(rows(hours=-5), ASKED, load(EXAMPLE))
    assert "令和8年6月4日午前10時までに" in text(late)
    assert "すでに消えている可能性がある" in text(late)


def test_without_a_rulebook_what_is_not_known_is_left_open() -> None:
    without = [replace(one, holder=None) for one in rows()]
    made = letters(without, replace(ASKED, happened=None), load(None))
    assert len(made) == 3
    for one in made:
        open_ = [part.text for line in cover(one).sender for part in line if isinstance(part, Span)
                 and part.role == "undecided"]  # fmt: skip
        assert open_ == ["（長の職・氏名）"]
        assert "当団体" in text(one)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_has_every_record_and_its_ground(language: str) -> None:
    page = text(overview(rows(), ASKED, load(EXAMPLE), language))  # type: ignore[arg-type]
    assert page.count("<tr>") == len(limits()) + 1
    assert "PC01" in page
    assert "20,480 KB" in page


@pytest.mark.parametrize(
    ("hours", "said"),
    [(-1, "すでに消えた可能性"), (0.5, "残り 1 時間"), (23.9, "残り 23 時間"), (72, "残り 3 日")],
)
def test_time_left_is_never_said_longer_than_it_is(hours: float, said: str) -> None:
    assert left_text(hours, "ja") == said


@pytest.mark.parametrize(
    ("name", "own"), [("関市", "本市"), ("関村", "本村"), ("架空県", "本県"), ("関", "当団体")]
)
def test_a_body_speaks_of_itself_by_its_kind(name: str, own: str, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(f"version: 1\ntown: {{name: {name}}}\n", encoding="utf-8")
    assert f"{own}への提供" in text(letters(rows(), ASKED, load(path))[0])
