"""The lines in which names count, and why."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.grounds import aside, examples, reasons
from sekisho.personal.recognise import finds_in
from sekisho.personal.rules import rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["谷口町3番地", "青木　茂"], {0, 1}),
        (["谷口町3番地", "青木 茂　印"], {0, 1}),
        (["青木　茂", "谷口町3番地"], {0, 1}),
        (["谷口町3番地", "行事予定"], {0}),
        (["鳥雲　絵美", "谷口町3番地"], {0, 1}),
        (["事例　青木 茂（男、83歳）"], {0}),
        (["役場　谷口町3番地", "青木 茂"], set()),
        (["隣の青木 茂さんの犬"], {0}),
        (["青木 茂さん（58）が来た。"], {0}),
    ],
)
def test_reasons(lines: list[str], expected: set[int]) -> None:
    found = dict(enumerate(finds_in(lines)))
    assert set(dict(reasons(lines, found, rules()))) == expected


def test_examples_end_with_the_next_form() -> None:
    assert examples(["氏名", "記入例", "氏名 青木 茂", "様式第２号", "氏名"]) == {1, 2}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("税務課　青木", True),
        ("対象者との関係", False),
        ("課税のこと", False),
        ("（例）青木", True),
    ],
)
def test_aside(line: str, expected: bool) -> None:
    assert aside([line], 0, rules()) is expected
