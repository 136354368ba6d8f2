"""What a person must decide stands in both versions, each point marked 未定."""

from __future__ import annotations

import pytest

from sekisho.report import model, office, pending, residents
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import words_of


def spans(part: object) -> list[model.Span]:
    if isinstance(part, model.Span):
        return [part]
    if isinstance(part, tuple):
        return [one for inner in part for one in spans(inner)]
    if isinstance(part, model.Paragraph):
        return spans(part.line)
    if isinstance(part, model.Bullets):
        return spans(part.items)
    return spans((part.blocks, part.parts)) if isinstance(part, model.Section) else []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["others", "discipline", "ahead"])
def test_nothing_is_said_in_the_town_s_place(town: Rulebook, language: Language, name: str) -> None:
    section = getattr(pending, name)(Writer(cases.rich(), language, town))
    said = spans(section)
    assert said
    assert {one.role for one in said} == {"undecided"}


def test_harm_is_neither_denied_nor_claimed(town: Rulebook) -> None:
    section = pending.harm(Writer(cases.rich(), "ja", town))
    assert "特定できない" in words_of(section.blocks)
    assert sum(one.role == "undecided" for one in spans(section)) == 3


def test_both_versions_leave_the_same_open(town: Rulebook) -> None:
    for name in ("discipline", "ahead", "damage"):
        told = [
            next(
                one for one in made.document(cases.rich(), "ja", town).sections if one.name == name
            )
            for made in (office, residents)
        ]
        assert told[0] == told[1]
