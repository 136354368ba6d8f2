"""Text for people: both languages say the same things under the same codes."""

from __future__ import annotations

import ast
import re
import string
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from sekisho.events.kinds import KINDS
from sekisho.text import LANGUAGES, UnknownCodeError, codes, say

SOURCE = Path(__file__).resolve().parents[1] / "src" / "sekisho"
CODE = re.compile(r"[a-z][a-z_]*(\.[A-Za-z0-9_-]+)+")
NO_CODES = {
    "collect.sh",
    "device.rule",
    "device.system_name",
    "gates.html",
    "inventory.html",
    "inventory.jsonl",
    "inventory.parquet",
    "preserve.html",
    "report.css",
    "report.js",
    "sheet.html",
    "told.Keys",
}
"""File names, members of objects and words of other programs' logs that look like codes."""
READ = {".yaml", ".yml", ".json", ".html", ".ps1", ".sh"}
"""Files beside the code that name texts or hold the words that make their codes."""
_KANA = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def _areas(language: str) -> dict[str, dict[str, str]]:
    folder = files("sekisho.text").joinpath(language)
    return {
        item.name: yaml.safe_load(item.read_text(encoding="utf-8")) or {}
        for item in folder.iterdir()
        if item.name.endswith(".yaml")
    }


def test_areas_and_codes_are_the_same_in_both_languages() -> None:
    japanese, english = _areas("ja"), _areas("en")
    assert japanese.keys() == english.keys()
    for area, sentences in japanese.items():
        assert sentences.keys() == english[area].keys(), area


def test_places_are_the_same_in_both_languages() -> None:
    for code, sentence in codes("ja").items():
        assert _places(sentence) == _places(codes("en")[code]), code


def _places(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


def test_english_is_english() -> None:
    """English may quote a Japanese word, no more."""
    for code, sentence in codes("en").items():
        plain = re.sub(r"\{\w*\}", "", sentence)
        assert len(_KANA.findall(plain)) <= len(re.findall(r"[A-Za-z]", plain)) / 2, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_without_a_value_stays_visible(language: str) -> None:
    assert "{path}" in say("ledger.no_manifest", language)  # type: ignore[arg-type]


def test_an_unknown_code_is_a_defect() -> None:
    with pytest.raises(UnknownCodeError):
        say("no.such.code", "ja")


@dataclass
class Used:
    """What the source says: its literals, the words it knows, and its f-strings as patterns."""

    literals: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def makes(self, text: str) -> bool:
        """Whether an f-string can make this text of words that stand in the source."""
        made = (re.fullmatch(pattern, text) for pattern in self.patterns)
        return any(one and all(map(self._knows, one.groups())) for one in made)

    def _knows(self, text: str) -> bool:
        parts = text.split(".")
        return text in self.words or all(part in self.words for part in parts) or self.makes(text)


@cache
def used() -> Used:
    found = Used()
    for path in SOURCE.rglob("*.py"):
        found.words.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            _take(found, node)
    for path in SOURCE.rglob("*"):
        if path.suffix in READ and path.parent.parent.name != "text":
            content = path.read_text(encoding="utf-8")
            found.words |= set(re.findall(r"[\w-]+", content))
            found.literals |= {code[0] for code in CODE.finditer(content)}
    # a code made of the end of another one: what is said of a fact in a further document
    found.words |= {text.partition(".")[2] for text in found.literals if CODE.fullmatch(text)}
    return found


def _take(found: Used, node: ast.AST) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found.literals.add(node.value)
        found.words |= {node.value, *re.findall(r"'([a-z_]+)'", node.value)}  # words of SQL
    elif isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
            for part in node.values
        ]
        if re.match(r"[a-z]", parts[0]):
            found.patterns.add("".join(parts))
    for name in ("id", "attr", "name", "arg"):
        if isinstance(value := getattr(node, name, None), str):
            found.words.add(value)


def test_every_code_is_used_somewhere() -> None:
    """A sentence that nothing says is corrected by officials for nothing. A code made by an
    f-string is used when its varying part is a word of the source."""
    literals = used().literals
    assert [code for code in codes("ja") if code not in literals and not used().makes(code)] == []


def test_every_code_in_the_source_has_its_sentence() -> None:
    areas = {code.partition(".")[0] for code in codes("ja")}
    others = NO_CODES | {name for kind in KINDS for name in kind.schema.names}
    like = {text for text in used().literals if CODE.fullmatch(text)} - others
    mine = {text for text in like if text.partition(".")[0] in areas}
    # ``note.samba_prefix_`` and the like are the constant beginning of an f-string
    begun = {text for text in mine if text.endswith(("_", "."))}
    assert {
        text for text in begun if not any(code.startswith(text) for code in codes("ja"))
    } == set()
    # names of capabilities and the like are the end of a code, behind a word of their own
    ends = {text for text in mine if any(code.endswith(f".{text}") for code in codes("ja"))}
    assert sorted(mine - begun - ends - codes("ja").keys()) == []


def test_every_f_string_that_makes_codes_makes_at_least_one() -> None:
    areas = {code.partition(".")[0] for code in codes("ja")}
    for pattern in used().patterns:
        begun = re.match(r"([a-z_]+)\\\.", pattern)
        if begun and begun[1] in areas:
            assert any(re.fullmatch(pattern, code) for code in codes("ja")), pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_stands_twice_in_a_file(language: str) -> None:
    """YAML would let the later sentence replace the earlier one unseen."""
    for file in files("sekisho.text").joinpath(language).iterdir():
        if file.name.endswith(".yaml"):
            keys = re.findall(r"(?m)^([\w.-]+):", file.read_text(encoding="utf-8"))
            assert len(keys) == len(set(keys)), file.name
