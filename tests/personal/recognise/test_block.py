"""What a block of texts tells natively is what each text would tell alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from re import Match, Pattern

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.recognise import Find, finds_in, finds_of, recognisers
from sekisho.personal.recognise.block import Block, flat
from sekisho.personal.recognise.headings import cells_of
from sekisho.personal.recognise.lines import Lines

FIXTURES = Path(__file__).resolve().parents[2] / "data" / "personal"
CASES = sorted(path for path in FIXTURES.rglob("*") if path.is_file())
POSTS = "".join(
    f"{word} 石黒 明\n{word}石黒 明様\n"
    for word in (
        *("町長", "知事", "管理者", "議員", "委員", "補佐", "主幹", "主任", "技師", "書記"),
        *("参事", "監事", "代表", "会計", "幹事", "顧問", "総代", "世話人", "店主", "妻", "夫"),
        *("父", "母", "祖父", "長男", "二女", "孫", "兄", "姉", "弟", "妹", "義父", "叔母", "甥"),
        *("姪", "故", "亡"),
    )
)
WIDE = (
    "石黒明です。\n石黒 明と申します\n石黒 明宅\n石黒 明より\n石黒 明 拝\n石黒 明(45歳)\n"
    "通報者  石黒 明\n石黒 明 <a@b.jp>\n石黒 明といいます\n石黒 明方\n石黒 明 44才\n"
)


def everywhere(block: Block, form: Pattern[str], _sign: Pattern[str]) -> Iterator[Match[str]]:
    """The matches of a form wherever they stand."""
    return form.finditer(block.text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: "-".join(path.parts[-2:]))
def test_signs_leave_no_match_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8").replace("⟦", "").replace("⟧", "")
    by_signs = finds_in([text, POSTS + WIDE, *text.splitlines()], least=0)
    monkeypatch.setattr(Block, "matches", everywhere)
    monkeypatch.setattr(Block, "begun", everywhere)
    assert by_signs == finds_in([text, POSTS + WIDE, *text.splitlines()], least=0)


@given(
    st.lists(st.text("氏名住所電話石黒明谷口妻様1-9０2:：(\t\n\0　 ㍼髙", max_size=30), max_size=6)
)
def test_texts_together_are_found_like_each_alone(texts: list[str]) -> None:
    alone: list[list[Find]] = [finds_in([text], least=0)[0] for text in texts]
    assert finds_in(texts, least=0) == alone


@given(st.text(max_size=30))
def test_a_text_becomes_flat_place_by_place(text: str) -> None:
    assert len(flat(text)) == len(text)
    assert flat(text) == "".join(map(flat, text))
    assert Block.of([text]).text == flat(text) + "\0"


@given(st.text("氏名住所電話\t\n石黒明1-", max_size=60))
def test_cells_are_told_by_place_and_by_heading(text: str) -> None:
    block = Block.of([text])
    cells = cells_of(Lines.of(block.text))
    assert sorted(block.under(lambda _: True), key=lambda cell: cell[:2]) == block.cells
    assert len(cells) == len(block.cells)
    places = list(range(len(block.text)))
    assert block.cells_at(places) == [block.cell_at(at) for at in places]
    inside = {at for start, end, _ in cells for at in range(start, end)}
    assert inside == {at for at in places if block.cell_at(at) is not None}


@given(st.lists(st.text("石黒明1 \t\n", max_size=12), max_size=4))
def test_forms_begin_a_line_or_cell(texts: list[str]) -> None:
    block = Block.of(texts)
    found = [one.span(1) for one in block.in_cells(re.compile(r" *(石[^\s\0]*)"))]
    wanted = re.compile(r"(?<![^\0\n\t]) *(石[^\s\0]*)")
    assert found == [one.span(1) for one in wanted.finditer(block.text)]


def test_a_block_is_asked_by_one_recogniser_after_the_other() -> None:
    texts = ["石黒 明 090-0000-0002", "谷口町3番地の1"]
    block = Block.of(texts)
    for one in recognisers():
        assert finds_of(block, 0, [one]) == finds_in(texts, least=0, only=[one])
