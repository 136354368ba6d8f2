"""What every recogniser promises, and every line of its good and bad cases."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.recognise import Find, finds_in, recogniser_of, recognisers
from sekisho.personal.recognise.block import GAP, Block, flat
from sekisho.personal.recognise.contract import SURE, reason
from sekisho.text import LANGUAGES, say

FIXTURES = Path(__file__).resolve().parents[1] / "data" / "personal" / "recognise"
KINDS = [recogniser.kind for recogniser in recognisers()]
MARK = re.compile(r"⟦(.*?)⟧")


def cases(sort: str) -> list[tuple[str, str]]:
    """Kind and line of every case."""
    return [
        (kind, line)
        for kind in KINDS
        for line in (FIXTURES / kind / sort).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def finds(kind: str, text: str) -> list[Find]:
    return finds_in([text], only=[recogniser_of(kind)])[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_recogniser_says_what_it_is(kind: str) -> None:
    recogniser = recogniser_of(kind)
    module = importlib.import_module(f"sekisho.personal.recognise.kinds.{kind}")
    assert len(module.__doc__ or "") > 100
    assert recogniser.reference
    assert recogniser.reasons
    for language in LANGUAGES:
        assert say(f"personal.kind.{kind}", language)
        for ground in recogniser.reasons:
            assert say(reason(kind, ground), language)


@pytest.mark.parametrize(("kind", "line"), cases("good"))
def test_good_cases_are_found_whole(kind: str, line: str) -> None:
    text = MARK.sub(r"\1", line)
    (marked,) = MARK.finditer(line)
    found = finds(kind, text)
    assert [(find.start, find.end) for find in found] == [(marked.start(), marked.end() - 2)]
    (find,) = found
    assert find.kind == kind
    assert find.value
    assert SURE <= find.score <= 1
    assert find.reason in {reason(kind, ground) for ground in recogniser_of(kind).reasons}


@pytest.mark.parametrize(("kind", "line"), cases("bad"))
def test_bad_cases_are_left_alone(kind: str, line: str) -> None:
    assert finds(kind, line) == []


def test_every_recogniser_has_enough_cases() -> None:
    for kind in KINDS:
        for sort in ("good", "bad"):
            assert sum(case == kind for case, _ in cases(sort)) >= 2, (kind, sort)
    assert {path.name for path in FIXTURES.iterdir()} == set(KINDS)


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
    ["個人番号", "1234", "-", "5678", " ", "昭和45年3月2日", "生", "高槻市", "桃園町", "2番1号", "090",
     "@", "a.jp", "\n", "さん", "青木", "茂", "（", "）", "糖尿病", "〒", "十", "㍼", "\0", "45歳", "０"]
)  # fmt: skip


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
    lines = [MARK.sub(r"\1", line) for _, line in cases("good")]
    together = finds_in(lines)
    assert together == [finds_in([line])[0] for line in lines]


def test_block_places_lead_back() -> None:
    block = Block.of(["ab", "", "c"])
    assert [block.place(at) for at in (0, 1, 3, 4)] == [(0, 0), (0, 1), (1, 0), (2, 0)]
    assert block.lines == [(0, 2), (4, 5)]
