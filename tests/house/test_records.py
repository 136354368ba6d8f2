"""The table of the two records: every sentence is in it, and what it names is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from sekisho.cli.main import commands, parser_for
from sekisho.cli.voice import Voice

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "records.ja.md"
SEEDS = {"池": "000_516bfc592ad620ae.txt", "高": "004_95a228402e1f03d0.txt"}
TOWNS = {"池": "池田町", "高": "高槻市"}
STATES = ("済", "一部", "未着手")
ROWS = 24
"""Rows of what Sekisho must fill."""
TOKEN = re.compile(r"`([^`]+)`")
OPEN, CLOSE = "「（(『", "」）)』"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    number: str
    quote: str
    need: str
    rows: tuple[int, ...]
    cell: str

    @property
    def state(self) -> str:
        return next(state for state in STATES if self.cell.startswith(state))

    @property
    def tests(self) -> list[str]:
        return [token for token in TOKEN.findall(self.cell) if "::" in token]

    @property
    def others(self) -> list[str]:
        return [token for token in TOKEN.findall(self.cell) if "::" not in token]


def cells(pattern: str) -> list[list[str]]:
    text = TABLE.read_text(encoding="utf-8")
    lines = re.findall(rf"^\| ({pattern}.*) \|$", text, re.MULTILINE)
    return [line.split(" | ") for line in lines]


@cache
def table() -> tuple[Row, ...]:
    found = []
    for number, quote, need, rows, cell in cells(r"[池高]\d{3} \|"):
        numbers = tuple(int(one) for one in rows.split("・"))
        found.append(Row(number, quote, need, numbers, cell))
    return tuple(found)


def named_nothing(mark: str) -> list[str]:
    """The quotes of a record's sentences that name nothing."""
    text = TABLE.read_text(encoding="utf-8")
    part = text.partition(f"\n## {TOWNS[mark]}\n")[2].partition("\n## ")[0]
    listed = part.partition("### 何も名指さない文")[2]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", listed, re.MULTILINE)[1:]
    assert all(why.strip() for _quote, why in rows)
    return [quote for quote, _why in rows]


def sentences(text: str) -> list[str]:
    """Sentences of a record: a line, or a part of it that ends with 。 or a question mark
    outside of brackets and quotation marks."""
    found = []
    for line in text.splitlines():
        depth, sentence = 0, ""
        for sign in " ".join(line.split()):
            sentence += sign
            depth = max(0, depth + (sign in OPEN) - (sign in CLOSE))
            if sign in "。?？" and depth == 0:
                found.append(sentence.strip())
                sentence = ""
        found.append(sentence.strip())
    return [sentence for sentence in found if sentence]


def quotes(quote: str, sentence: str) -> bool:
    """True when the quote's pieces stand in the sentence in their order."""
    place = 0
    for piece in quote.split("…"):
        place = sentence.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def meant(quote: str, among: list[str]) -> set[str]:
    """The sentence that is the quote, else those that hold it."""
    return {one for one in among if one == quote} or {one for one in among if quotes(quote, one)}


def test_numbers_run() -> None:
    for mark in SEEDS:
        mine = [row.number for row in table() if row.number.startswith(mark)]
        assert mine == [f"{mark}{number:03d}" for number in range(1, len(mine) + 1)]


@pytest.mark.parametrize("row", table(), ids=lambda row: row.number)
def test_a_row_is_whole(row: Row) -> None:
    assert row.need.strip()
    assert row.quote.strip()
    assert all(1 <= one <= ROWS for one in row.rows)
    if row.state == "未着手":
        assert row.tests == []
        assert re.fullmatch(r"未着手（[^（）]+）", row.cell)
    else:
        assert row.tests
        assert ("残り：" in row.cell) == (row.state == "一部")


@pytest.mark.parametrize("row", table(), ids=lambda row: row.number)
def test_what_a_row_names_is_there(row: Row) -> None:
    for name in row.tests:
        path, _colons, function = name.partition("::")
        assert function in functions(path), name
    for name in row.others:
        if name.startswith("sekisho "):
            assert name.split()[1] in commands(), name
        elif name.startswith("--"):
            assert name in options(), name
        elif "/" in name:
            assert (ROOT / name).exists(), name


@cache
def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@cache
def options() -> set[str]:
    helps = [_help(name) for name in commands()]
    return {option for text in helps for option in re.findall(r"--[a-z][a-z-]+", text)}


def _help(name: str) -> str:
    """The usage of one command: argparse writes the subcommand's when it is the first word."""
    parser = parser_for(Voice("ja"), [name])
    (acts,) = [action for action in parser._actions if isinstance(action.choices, dict)]
    return str(acts.choices[name].format_help())  # type: ignore[index]


def test_the_sum_is_told() -> None:
    for mark, town in TOWNS.items():
        counted = Counter(row.state for row in table() if row.number.startswith(mark))
        told = [counted[state] for state in STATES]
        ((_town, *numbers),) = cells(rf"{town} \| \d")
        assert [int(one) for one in numbers] == [*told, sum(told)], town


@pytest.mark.parametrize("mark", SEEDS)
def test_every_sentence_is_in_the_table_or_names_nothing(shared: Path, mark: str) -> None:
    every = sentences((shared / "seeds" / SEEDS[mark]).read_text(encoding="utf-8"))
    listed = [row.quote for row in table() if row.number.startswith(mark)]
    for quote in [*listed, *named_nothing(mark)]:
        assert len(meant(quote, every)) == 1, quote
    answered = {one for quote in listed for one in meant(quote, every)}
    nothing = {one for quote in named_nothing(mark) for one in meant(quote, every)}
    assert [one for one in every if one not in answered | nothing] == []
    assert answered & nothing == set()


def test_the_rows_are_those_of_the_product(shared: Path) -> None:
    text = (shared / "product.md").read_text(encoding="utf-8")
    numbers = [int(one) for one in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert numbers == list(range(1, ROWS + 1))


def test_sentences_end_outside_of_quotations() -> None:
    text = "一つ。二つ?（三つ。）四つ\n「五つ。」など、六つ。\n\n  七つ"
    assert sentences(text) == [
        "一つ。",
        "二つ?",
        "（三つ。）四つ",
        "「五つ。」など、六つ。",
        "七つ",
    ]


def test_a_quote_is_found_in_its_order_only() -> None:
    assert quotes("甲…丙", "甲乙丙")
    assert not quotes("丙…甲", "甲乙丙")
    assert meant("甲", ["甲", "甲乙"]) == {"甲"}
