"""The schema: complete for a clerk's editor, and deciding the type of every scalar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sekisho.case.sheet import form as sheet_form
from sekisho.form.notations import NOTATIONS
from sekisho.form.schema import canonical, completed, form_of, typed
from sekisho.form.tree import grow
from sekisho.rulebook import schema

DOCS = Path(__file__).parents[2] / "docs" / "guide"
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def parts(node: Any = None) -> Iterator[dict[str, Any]]:
    node = schema() if node is None else node
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from parts(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from parts(inner)


def properties() -> list[tuple[str, dict[str, Any]]]:
    """Every key of the form with what is said of it."""
    found = []
    for part in parts():
        if part.get("type") == "object":
            found += list(part.get("properties", {}).items())
    return found


def test_every_key_is_described_in_japanese() -> None:
    assert len(properties()) > 100
    for key, part in properties():
        assert part.get("title"), key
        assert JAPANESE.search(part.get("description", "")), key


def test_every_map_is_closed() -> None:
    for part in parts():
        if part.get("type") == "object":
            assert "additionalProperties" in part


def test_both_words_of_a_choice_may_be_written() -> None:
    choices = [part for part in parts() if "x-codes" in part]
    assert choices
    for part in choices:
        assert set(part["enum"]) == set(part["x-codes"]) | set(part["x-codes"].values())


def test_every_notation_is_used_and_known() -> None:
    """By the rulebook, or by the case sheet that is read in the same spirit."""
    written = [*parts(), *parts(sheet_form())]
    used = {part["format"] for part in written if isinstance(part.get("format"), str)}
    assert used == set(NOTATIONS)


def test_an_expanded_form_holds_no_references() -> None:
    expanded = form_of("sekisho.rulebook")
    assert not [part for part in parts(expanded) if "$ref" in part or "$defs" in part]
    zone = expanded["properties"]["zones"]["items"]
    assert "office" in zone["properties"]["kind"]["enum"]
    # a reference to another file, from a file that is itself referred to
    interval = expanded["properties"]["support"]["items"]["properties"]["hours"]
    assert set(interval["properties"]) == {"start", "end"}


def test_defaults_stand_in_canonical_notation() -> None:
    for section, part in schema()["properties"].items():
        for key, inner in part.get("properties", {}).items():
            if "default" in inner:
                assert canonical(inner["default"], inner) == inner["default"], (section, key)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_guide_describes_every_key(language: str) -> None:
    text = (DOCS / language / "rulebook.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"(?ms)^## `(\w+)`(.*?)(?=^## |\Z)", text))
    assert set(sections) == set(schema()["properties"])
    for section, raw in schema()["properties"].items():
        for key in keys_below(raw):
            assert f"`{key}`" in sections[section], (section, key)


def keys_below(part: dict[str, Any]) -> Iterator[str]:
    if part.get("type") == "array":
        yield from keys_below(part["items"])
    for key, inner in part.get("properties", {}).items():
        yield key
        yield from keys_below(inner)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("retention: {days: ３６５}", {"retention": {"days": 365}}),
        ("retention: {days: 3年}", {"retention": {"days": "3年"}}),
        ("hours: {national_holidays: No}", {"hours": {"national_holidays": False}}),
        ("hours: {national_holidays: はい}", {"hours": {"national_holidays": True}}),
        ("people: [{name: 1234}]", {"people": [{"name": "1234"}]}),
        ("people: [{name: no}]", {"people": [{"name": "no"}]}),
        (
            "clocks: {known: [{offset_seconds: -1.5}]}",
            {"clocks": {"known": [{"offset_seconds": -1.5}]}},
        ),
        ("zones:\npeople: []", {"people": []}),
        ("readers: [{columns: {c-ip: 8}}]", {"readers": [{"columns": {"c-ip": "8"}}]}),
    ],
)
def test_the_form_decides_the_type(text: str, value: object) -> None:
    tree, mistakes = grow(text, "r.yaml")
    assert mistakes == []
    assert typed(tree, schema()) == value


def test_completing_leaves_what_was_written() -> None:
    written = {"version": 1, "hours": {"start": "09:00"}, "zones": [{"name": "x"}]}
    whole, used = completed(written, schema())
    assert whole["hours"]["start"] == "09:00"
    assert whole["hours"]["end"] == "17:15"
    assert ("hours.end", "17:15") in used
    assert not any(key in ("hours.start", "zones", "version") for key, _ in used)
    assert ("assets", None) in used
    assert not any(key == "stages" for key, _ in used), "its absence assumes nothing"
    assert ("assets", None) in used
