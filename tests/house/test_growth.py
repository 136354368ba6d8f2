"""What recognising and counting cost grows with the text and not with its square.

A line may be as long as a file. Times are held against each other, never against a clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

import pytest

from sekisho.personal import count_document
from sekisho.personal.recognise import finds_in
from tests.personal.conftest import table_of

PIECES = (
    "あ", "ア", "、", "・", " ", "\u3000", "1", "1-2-3", "－", "（", "）", "(", "【", "「", "：",
    "/", "→", "○", "青木", "青木 茂", "長男", "さん", "電話", "氏名", "住所", "昭和", "S45.6.11",
    "高槻市", "町", "2番1号", "@", "a.jp", "090-1234-5678", "歳", "の", "\t", "|",
    "、青木 茂（54）", "　健吾（妻", "〒569-0067",
)  # fmt: skip
FEW, TIMES = 2_000, 8
"""Signs of the shorter line; how much longer the other one is."""
MOST = 4.0
"""How much more than its signs the longer line may cost: what is linear stays near one, a square
is at eight."""


def cost(work: Callable[[str], object], short: str) -> float:
    """How much longer work on the longer line takes, for each of its signs; the least of a few
    tries, for other work on the machine only ever adds."""
    least = []
    for line in (short, short * TIMES):
        spent = []
        for _ in range(3):
            start = time.process_time()
            work(line)
            spent.append(time.process_time() - start)
        least.append(min(spent))
    return least[1] / max(least[0], 1e-3) / TIMES


def line_of(pieces: tuple[str, ...]) -> str:
    one = "".join(pieces)
    return one * (FEW // len(one))


LINES = [line_of((one,)) for one in PIECES]
LINES += [line_of(pair) for pair in product(PIECES[::4], PIECES[1::5]) if pair[0] != pair[1]]


@pytest.mark.parametrize("line", LINES, ids=lambda line: repr(line[:12]))
def test_recognising_a_long_line(line: str) -> None:
    assert cost(lambda given: finds_in([given]), line) < MOST


@pytest.mark.parametrize("line", LINES, ids=lambda line: repr(line[:12]))
def test_counting_a_long_line(line: str) -> None:
    letter = ["総務課 御中", "青木 茂", "電話 0778-44-6000"]
    assert cost(lambda given: count_document(table_of(text=[*letter, given])), line) < MOST
