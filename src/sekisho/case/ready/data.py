"""Questions and remedies as they stand in ``questions.yaml``, read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sekisho.case.ready.capabilities import capabilities
from sekisho.case.ready.facts import Remedy
from sekisho.case.ready.needs import Need, need_of


@dataclass(frozen=True)
class Question:
    """One question: the record's sentence it comes from, and what an answer needs."""

    name: str
    record: str
    quote: str
    rows: tuple[int, ...]
    needs: Need
    first: bool = False


@dataclass(frozen=True)
class Catalogue:
    """All questions and all remedies, in the order of the file."""

    questions: tuple[Question, ...]
    remedies: tuple[Remedy, ...]


@cache
def catalogue() -> Catalogue:
    """The questions as shipped. Raises ValueError for a capability that does not exist."""
    text = files(__package__ or "").joinpath("questions.yaml").read_text(encoding="utf-8")
    return catalogue_of(yaml.safe_load(text))


def catalogue_of(content: Any) -> Catalogue:
    """A catalogue from plain data. Raises ValueError, KeyError or TypeError for another form."""
    questions = tuple(_question(one) for one in content["questions"])
    remedies = tuple(_remedy(one) for one in content["remedies"])
    needed = {name for one in questions for name in one.needs.names()}
    unknown = (needed | {name for one in remedies for name in one.closes}) - set(capabilities())
    if unknown:
        raise ValueError(f"no such capability: {', '.join(sorted(unknown))}")
    for names in ([one.name for one in questions], [one.name for one in remedies]):
        if len(names) != len(set(names)):
            raise ValueError("a name stands twice")
    return Catalogue(questions, remedies)


def _question(one: Any) -> Question:
    return Question(
        name=one["id"],
        record=one["record"],
        quote=one["quote"],
        rows=tuple(one["rows"]),
        needs=need_of(one["needs"]),
        first=one.get("first", False),
    )


def _remedy(one: Any) -> Remedy:
    content: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in one.items()
    }
    return Remedy(name=content.pop("id"), **content)
