"""What every recogniser promises, and every line of its good and bad cases."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from sekisho.personal.recognise import Find, finds_in, recogniser_of, recognisers
from sekisho.personal.recognise.contract import SURE, reason
from sekisho.text import LANGUAGES, say

FIXTURES = Path(__file__).resolve().parents[2] / "data" / "personal" / "recognise"
KINDS = [recogniser.kind for recogniser in recognisers()]
MARK = re.compile(r"⟦(.*?)⟧")


def cases(sort: str) -> list[tuple[str, str]]:
    """Kind and line of every case."""
    return [
        (kind, line)
        for kind in KINDS
        for line in (FIXTURES / kind / sort).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def finds(kind: str, text: str) -> list[Find]:
    return finds_in([text], only=[recogniser_of(kind)])[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_recogniser_says_what_it_is(kind: str) -> None:
    recogniser = recogniser_of(kind)
    module = importlib.import_module(f"sekisho.personal.recognise.kinds.{kind}")
    assert len(module.__doc__ or "") > 100
    assert recogniser.reference
    assert recogniser.reasons
    for language in LANGUAGES:
        assert say(f"personal.kind.{kind}", language)
        for ground in recogniser.reasons:
            assert say(reason(kind, ground), language)


@pytest.mark.parametrize(("kind", "line"), cases("good"))
def test_good_cases_are_found_whole(kind: str, line: str) -> None:
    text = MARK.sub(r"\1", line)
    marked = [
        (mark.start() - 2 * before, mark.end() - 2 * (before + 1))
        for before, mark in enumerate(MARK.finditer(line))
    ]
    found = finds(kind, text)
    assert [(find.start, find.end) for find in found] == marked
    assert marked
    for find in found:
        assert find.kind == kind
        assert find.value
        assert SURE <= find.score <= 1
        assert find.reason in {reason(kind, ground) for ground in recogniser_of(kind).reasons}


@pytest.mark.parametrize(("kind", "line"), cases("bad"))
def test_bad_cases_are_left_alone(kind: str, line: str) -> None:
    assert finds(kind, line) == []


def test_every_recogniser_has_enough_cases() -> None:
    for kind in KINDS:
        for sort in ("good", "bad"):
            assert sum(case == kind for case, _ in cases(sort)) >= 2, (kind, sort)
    assert {path.name for path in FIXTURES.iterdir()} == set(KINDS)
