"""Every code that a user can meet stands in the guide of both languages, with its sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.text import LANGUAGES, Language, codes

ROOT = Path(__file__).resolve().parents[2]
ENDING = (
    "BadInputError", "ManifestError", "MayNotError", "NobodyError", "NotBuildableError", "error",
)  # fmt: skip
"""What a command ends with: exceptions, and the voice that says the rest."""
AREAS = ("not_read", "unread", "note")
ROW = re.compile(r"^\| `([a-z0-9_.]+)` \| (.*) \|$", re.MULTILINE)


def told(language: Language) -> dict[str, list[str]]:
    """The rows of the guide's tables: code to the further cells."""
    text = (ROOT / "docs" / "guide" / language / "messages.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len(rows) == len({code for code, _cells in rows})
    return {code: re.split(r" (?<!\\)\| ", cells) for code, cells in rows}


def ending() -> set[str]:
    """The code of every message that a command ends with."""
    found = set()
    for path in (ROOT / "src" / "sekisho").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in ENDING:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_stands_in_the_guide_with_its_sentence(language: Language) -> None:
    sentences = codes(language)
    read = {code for code in sentences if code.partition(".")[0] in AREAS}
    rows = told(language)
    assert rows.keys() == ending() | read
    for code, cells in rows.items():
        sentence = " ".join(sentences[code].split()).replace("|", r"\|")
        assert sentence in cells, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ending_says_its_exit_code_and_what_to_do(language: Language) -> None:
    for code in ending():
        exit_code, _sentence, what_to_do = told(language)[code]
        assert int(exit_code) in (Exit.FAILED, Exit.BAD_INPUT), code
        assert what_to_do.strip(), code


def test_both_languages_say_the_same_exit_codes() -> None:
    japanese, english = told("ja"), told("en")
    assert [japanese[code][0] for code in sorted(ending())] == [
        english[code][0] for code in sorted(ending())
    ]
