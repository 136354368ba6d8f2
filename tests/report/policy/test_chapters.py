"""Each chapter asks the rulebook and is silent where the rulebook is."""

from __future__ import annotations

from pathlib import Path

from sekisho.report.policy.chapters import chapters
from sekisho.report.policy.desk import Desk
from sekisho.rulebook.loading import nothing_given, opened

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"


def names(desk: Desk) -> list[str]:
    return [article.name for chapter in chapters(desk) for article in chapter.articles]


def test_the_example_fills_every_chapter() -> None:
    own = opened(EXAMPLE)
    found = names(Desk(own.book, frozenset(own.content), "ja", detailed=True, paper="x"))
    assert len(found) == len(set(found)) == 24
    said = {
        section
        for chapter in chapters(Desk(own.book, frozenset(own.content), "ja", True, "x"))
        for article in chapter.articles
        for section in article.sections
    }
    assert said == set(own.content) - {"version", "people", "clocks", "readers"}


def test_nothing_given_leaves_what_is_assumed() -> None:
    found = names(Desk(nothing_given(), frozenset(), "ja", detailed=True, paper="x"))
    assert found == ["purpose", "scope", "force", "charge", "kept", "hours"]
