"""Exit codes: distinct, stable, and in the guide of both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sekisho.cli.exits import BadInputError, Exit
from sekisho.text import LANGUAGES

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


def test_codes_are_an_interface_and_do_not_change() -> None:
    assert {one.name: one.value for one in Exit} == {
        "DONE": 0, "FAILED": 1, "BAD_INPUT": 2, "NOT_ALL_READ": 3, "DIFFERENT": 4,
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_says_what_each_means(language: str) -> None:
    text = (GUIDE / language / "index.md").read_text(encoding="utf-8")
    (said,) = re.findall(r"(?:Exit codes|終了コード).*", text)
    assert [int(number) for number in re.findall(r"\b(\d)\b", said)] == [one.value for one in Exit]


def test_a_bad_input_carries_code_and_values() -> None:
    error = BadInputError("cli.no_such_folder", path="x")
    assert (error.code, error.values) == ("cli.no_such_folder", {"path": "x"})
    assert "cli.no_such_folder" in str(error)
