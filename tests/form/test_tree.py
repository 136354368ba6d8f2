"""YAML with places: nothing guessed, nothing followed without end, every fault placed."""

from __future__ import annotations

import pytest
import yaml

from sekisho.form import tree
from sekisho.form.tree import Fields, Listing, Node, Scalar, grow

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


def texts(node: Node) -> object:
    if isinstance(node, Fields):
        return {key: texts(value) for key, value in node.entries.items()}
    if isinstance(node, Listing):
        return [texts(item) for item in node.items]
    return node.text


@pytest.mark.parametrize("loader", LOADERS)
def test_scalars_stay_as_written(monkeypatch: pytest.MonkeyPatch, loader: type) -> None:
    monkeypatch.setattr(tree, "_LOADER", loader)
    root, mistakes = grow("a: 8:30\nb: no\nc: 0123\nd: 2016-06-03\n町: [1_000, 'x']\n", "f.yaml")
    assert mistakes == []
    assert texts(root) == {
        "a": "8:30",
        "b": "no",
        "c": "0123",
        "d": "2016-06-03",
        "町": ["1_000", "x"],
    }


@pytest.mark.parametrize("loader", LOADERS)
def test_places_count_characters_from_one(monkeypatch: pytest.MonkeyPatch, loader: type) -> None:
    monkeypatch.setattr(tree, "_LOADER", loader)
    root, _ = grow("区画:\n  - 名前: 行政系\n", "f.yaml")
    listing = root.entries["区画"]
    assert isinstance(listing, Listing)
    entry = listing.items[0]
    assert isinstance(entry, Fields)
    assert entry.places["名前"] == ("f.yaml", 2, 5)
    assert entry.entries["名前"].place == ("f.yaml", 2, 9)


@pytest.mark.parametrize("text", ["", "# nur ein Satz\n", "~"])
def test_nothing_written_is_an_empty_map(text: str) -> None:
    root, mistakes = grow(text, "f.yaml")
    assert (root.entries, mistakes) == ({}, [])


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\n\tb: 2", "tab", 2),
        ('a: 1\nb: "USB\\VID"', "escape", 2),
        ("a: 1\nb：2\nc: 3", "wide_colon", 2),
        ("町：関町", "wide_colon", 1),
        ("a: 1\nb: \x00", "character", 2),
        ("a: }", "syntax", 1),
        ("a: &x [1]\nb: *x", "alias", 1),
        ("a: !!python/object:os.system x", "tag", 1),
        ("a: 1\n---\nb: 2", "second_document", 2),
        ("[[[[" * 5000, "too_deep", 1),
        ("? [a]\n: b", "complex_key", 1),
        ("a: 1\na: 2", "key_twice", 2),
        ("- a", "not_a_rulebook", 1),
    ],
)
def test_faults_are_placed(
    monkeypatch: pytest.MonkeyPatch, loader: type, text: str, code: str, line: int
) -> None:
    monkeypatch.setattr(tree, "_LOADER", loader)
    _, mistakes = grow(text, "f.yaml")
    assert [(found.code, found.line) for found in mistakes] == [(f"rulebook.{code}", line)]


def test_what_came_before_a_fault_is_kept() -> None:
    root, mistakes = grow("a: 1\nb: [", "f.yaml")
    assert isinstance(root.entries["a"], Scalar)
    assert len(mistakes) == 1
