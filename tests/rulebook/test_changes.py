"""A rulebook does not differ from itself, and every key that differs is told."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.rulebook import schema
from sekisho.rulebook.changes import Change, changes
from sekisho.rulebook.loading import opened

ROOT = Path(__file__).parents[2]
WHOLE = opened(ROOT / "examples" / "rulebook.yaml").whole
FORM = schema()

Place = tuple[str | int, ...]


def places(value: Any, path: Place = ()) -> Iterator[Place]:
    """Every place of a content, inner ones too."""
    yield path
    items: Any = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        yield from places(inner, (*path, key))


PLACES = [place for place in places(WHOLE) if place and place[0] != "version"]


def without(place: Place) -> dict[str, Any]:
    """The content with one place taken out."""
    content = copy.deepcopy(WHOLE)
    holder: Any = content
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return content


def shown(found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, ".".join(one.path), " ".join(one.entry)) for one in found]


def test_a_rulebook_does_not_differ_from_itself() -> None:
    assert changes(WHOLE, copy.deepcopy(WHOLE), FORM) == ()


@given(st.sampled_from(PLACES))
def test_whatever_is_taken_out_is_told_and_nothing_else(place: Place) -> None:
    other = without(place)
    away, back = changes(WHOLE, other, FORM), changes(other, WHOLE, FORM)
    keys = tuple(step for step in place if isinstance(step, str))
    assert away
    assert all(keys[: len(one.path)] == one.path or one.path[: len(keys)] == keys for one in away)
    assert {one.path[0] for one in away} == {place[0]}
    # the way back tells the same places
    assert {one.path for one in away} == {one.path for one in back}


@given(st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_two_rulebooks_that_differ_have_changes(one: Place, other: Place) -> None:
    first, second = without(one), without(other)
    assert bool(changes(first, second, FORM)) == (first != second)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            {"assets": [{"name": "A", "place": "x"}]},
            {"assets": [{"name": "A", "place": "y"}]},
            [("changed", "assets.place", "A")],
        ),
        (
            {"assets": [{"name": "A"}]},
            {"assets": [{"name": "B"}]},
            [("removed", "assets", "A"), ("added", "assets", "B")],
        ),
        (
            {"assets": [{"name": "A"}, {"name": "B"}]},
            {"assets": [{"name": "B"}, {"name": "A"}]},
            [("order", "assets", "")],
        ),
        (
            {"stages": [{"gate": "web", "stage": "observe"}]},
            {"stages": [{"gate": "web", "stage": "warn", "since": "2026-01-01"}]},
            [("changed", "stages.stage", "web"), ("added", "stages.since", "web")],
        ),
        (
            {"stages": [{"gate": "web", "stage": "observe"}]},
            {"stages": [{"gate": "web", "stage": "observe"}, {"gate": "web", "stage": "warn"}]},
            [("added", "stages", "web")],
        ),
        (
            {"zones": [{"name": "Z", "allow": [{"to": "A", "ports": ["tcp/1"]}]}]},
            {"zones": [{"name": "Z", "allow": [{"to": "A", "ports": ["tcp/1"], "reason": "r"}]}]},
            [("added", "zones.allow.reason", "A tcp/1")],
        ),
        (
            {"retention": {"days": 1}},
            {"retention": {"days": 2}},
            [("changed", "retention.days", "")],
        ),
        (
            {"readers": [{"source": "x", "columns": {"a": "1"}}]},
            {"readers": [{"source": "x", "columns": {"a": "2"}}]},
            [("changed", "readers.columns.a", "x")],
        ),
    ],
)
def test_each_change_has_its_kind_and_place(
    old: dict[str, Any], new: dict[str, Any], told: list[tuple[str, str, str]]
) -> None:
    assert shown(changes(old, new, FORM)) == told
