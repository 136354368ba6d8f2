"""Each model's starting point loads, is free of doubt, and parts the lines as the model says."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from sekisho.events.time import JAPAN
from sekisho.rulebook import Rulebook, schema
from sekisho.rulebook.doubts import doubts
from sekisho.rulebook.loading import Opened, opened
from sekisho.rulebook.models import MODELS, Model, starting_point

NOW = datetime(2026, 11, 28, tzinfo=JAPAN)
LINES = {"mynumber", "lgwan", "internet", "dmz", "council", "guest", "outside"}


def made(folder: Path, model: Model) -> Opened:
    for name, text in starting_point(model).items():
        (folder / name).write_text(text, encoding="utf-8")
    return opened(folder)


def crossings(book: Rulebook) -> set[tuple[str, str]]:
    """Between which kinds of zones anything may pass."""
    kinds = {zone.name: zone.kind for zone in book.zones}
    return {(zone.kind, kinds[flow.to]) for zone in book.zones for flow in zone.allow}


@pytest.mark.parametrize("model", MODELS)
def test_it_loads_without_doubt(tmp_path: Path, model: Model) -> None:
    rulebook = made(tmp_path, model)
    assert doubts(rulebook, NOW) == ()
    assert {zone.kind for zone in rulebook.book.zones} >= LINES
    assert {one.stage for one in rulebook.book.stages} == {"observe"}
    assert len({one.gate for one in rulebook.book.stages}) == 6


@pytest.mark.parametrize("model", MODELS)
def test_each_section_is_a_file_of_its_own(model: Model) -> None:
    names = set(schema()["properties"]) - {"version"}
    assert set(starting_point(model)) == {"version.yaml", *(f"{name}.yaml" for name in names)}


@pytest.mark.parametrize("model", MODELS)
def test_the_lines_are_parted(tmp_path: Path, model: Model) -> None:
    crossed = crossings(made(tmp_path, model).book)
    assert not any("mynumber" in pair for pair in crossed)
    assert ("lgwan", "outside") not in crossed
    assert ("guest", "outside") in crossed
    assert not any(
        end == "guest" or (start == "guest" and end != "outside") for start, end in crossed
    )


@pytest.mark.parametrize(
    ("model", "there", "absent"),
    [
        ("alpha", ("lgwan", "internet"), ("lgwan", "other")),
        ("alpha-dash", ("lgwan", "other"), ("internet", "lgwan")),
        ("beta", ("internet", "lgwan"), ("lgwan", "internet")),
        ("beta-dash", ("internet", "internet"), ("lgwan", "internet")),
    ],
)
def test_what_makes_a_model(
    tmp_path: Path, model: Model, there: tuple[str, str], absent: tuple[str, str]
) -> None:
    crossed = crossings(made(tmp_path, model).book)
    assert there in crossed
    assert absent not in crossed


@pytest.mark.parametrize("model", MODELS)
def test_the_examples_load_when_they_are_freed(tmp_path: Path, model: Model) -> None:
    """One sign taken away from each line of example, as the head tells the reader to do."""
    for name, text in starting_point(model).items():
        freed = name in ("zones.yaml", "stages.yaml", "wireless.yaml")
        written = re.sub(r"(?m)^#(?!#)", "", text) if freed else text
        (tmp_path / name).write_text(written, encoding="utf-8")
    rulebook = opened(tmp_path)
    assert ("mynumber", "lgwan") in crossings(rulebook.book)
    assert len(rulebook.book.stages) == 7
    assert len(rulebook.book.wireless.allowed) == 1
    assert doubts(rulebook, NOW) == ()
