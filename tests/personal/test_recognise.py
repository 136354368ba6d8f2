"""Many texts through all recognisers: places, headings, overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.recognise import finds_in, recogniser_of
from sekisho.personal.recognise.block import GAP, Block, flat


def test_places_are_those_of_each_own_text() -> None:
    texts = ["", "電話 0778-44-6000", "aoki@example.jp\n電話 090-1234-5678"]
    found = finds_in(texts, only=[recogniser_of("phone"), recogniser_of("mail")])
    assert [[texts[n][find.start : find.end] for find in row] for n, row in enumerate(found)] == [
        [],
        ["0778-44-6000"],
        ["aoki@example.jp", "090-1234-5678"],
    ]


def test_a_heading_is_context_for_every_cell() -> None:
    cells = ["1234 5678 9018", "", "123456789018"]
    assert finds_in(cells) == [[], [], []]
    assert [len(row) for row in finds_in(cells, context="個人番号")] == [1, 0, 1]


def test_the_higher_claim_stands_where_two_overlap() -> None:
    (found,) = finds_in(["マイナンバー 123456789018 運転免許"])
    assert [find.kind for find in found] == ["my_number"]


def test_a_text_never_reaches_into_the_next() -> None:
    assert finds_in(["電話 0778-44-", "6000"], only=[recogniser_of("phone")]) == [[], []]
    assert finds_in(["個人番号", "123456789018"], only=[recogniser_of("my_number")]) == [[], []]


@given(st.text())
def test_flattening_keeps_every_place(text: str) -> None:
    once = flat(text)
    assert len(once) == len(text)
    assert flat(once) == once
    assert GAP not in once


PIECES = st.sampled_from(
    [
        *(
            "個人番号",
            "1234",
            "-",
            "5678",
            " ",
            "昭和45年3月2日",
            "生",
            "高槻市",
            "桃園町",
            "2番1号",
        ),
        *("090", "@", "a.jp", "\n", "さん", "青木", "茂", "（", "）", "糖尿病", "〒", "十", "㍼"),
        *("\0", "45歳", "０", "\t", "に住む"),
    ]
)


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4))
def test_finds_lie_in_their_text_whatever_it_is(texts: list[str]) -> None:
    answer = finds_in(texts, least=0)
    assert len(answer) == len(texts)
    for text, row in zip(texts, answer, strict=True):
        for find in row:
            assert 0 <= find.start < find.end <= len(text)
            assert 0 <= find.score <= 1
        assert row == sorted(row, key=lambda find: (find.start, find.end, find.kind))


def test_the_same_alone_and_among_others() -> None:
    lines = [
        "青木茂さんは高槻市桃園町2番1号に住む",
        "電話 0778-44-6000",
        "",
        "昭和45年3月2日生（45歳）",
        "石黒 明\tいしぐろ あきら",
    ]
    together = finds_in(lines)
    assert together == [finds_in([line])[0] for line in lines]


def test_block_places_lead_back() -> None:
    block = Block.of(["ab", "", "c"])
    assert [block.text_at(at) for at in (0, 1, 3, 4)] == [0, 0, 1, 2]
    assert block.lines == [(0, 2), (4, 5)]
