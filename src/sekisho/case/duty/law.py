"""The law as data (``law.yaml``), read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Condition = Mapping[str, tuple[str, ...]]
"""A question to the answers that fulfil it; all questions of one condition must be fulfilled."""


@dataclass(frozen=True)
class Source:
    """Where a rule stands, and whether its text was compared."""

    source: str
    confirmed: bool


@dataclass(frozen=True)
class Ground:
    """A ground (号): the question it hangs on (empty: none of ours), and its limit if it counts."""

    id: str
    article: str
    confirmed: bool
    asks: str = ""
    more_than: int | None = None


@dataclass(frozen=True)
class Term:
    """A term in days, the day of knowing being the first. ``item``: the ground it needs."""

    kind: Literal["preliminary", "final", "longer"]
    days: int
    article: str
    confirmed: bool
    least: int | None = None
    item: str = ""


@dataclass(frozen=True)
class Rule:
    """One route of the law, open when any of ``when`` is fulfilled. ``reports`` False: it knows
    no report to the commission."""

    id: str
    law: str
    confirmed: bool
    when: tuple[Condition, ...]
    items: tuple[Ground, ...]
    terms: tuple[Term, ...]
    reports: bool = True
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Law:
    """All of it, as of a day."""

    as_of: date
    clock: Source
    counting: Source
    items: Source
    item_names: tuple[str, ...]
    questions: tuple[str, ...]
    rules: tuple[Rule, ...]


@cache
def law() -> Law:
    """The law as shipped."""
    text = files("sekisho.case.duty").joinpath("law.yaml").read_text(encoding="utf-8")
    return read(yaml.safe_load(text))


def read(content: Any) -> Law:
    """The law from plain data. Raises KeyError, TypeError, ValueError for a wrong form."""
    return Law(
        as_of=date.fromisoformat(content["as_of"]),
        clock=_source(content["clock"]),
        counting=_source(content["counting"]),
        items=_source(content["items"]),
        item_names=tuple(content["items"]["names"]),
        questions=tuple(content["questions"]),
        rules=tuple(_rule(one) for one in content["routes"]),
    )


def _source(content: Any) -> Source:
    return Source(content["source"], _confirmed(content))


def _confirmed(content: Any) -> bool:
    word = content["confirmed"]
    if word not in ("verified", "to_be_confirmed"):
        raise ValueError(f"neither verified nor to be confirmed: {word}")
    return bool(word == "verified")


def _rule(content: Any) -> Rule:
    return Rule(
        id=content["id"],
        law=content["law"],
        confirmed=_confirmed(content),
        when=tuple(
            {question: tuple(answers) for question, answers in one.items()}
            for one in content["when"]
        ),
        items=tuple(Ground(**{**one, "confirmed": _confirmed(one)}) for one in content["items"]),
        terms=tuple(Term(**{**one, "confirmed": _confirmed(one)}) for one in content["terms"]),
        reports=content.get("reports", True),
        since=_day(content.get("since")),
        until=_day(content.get("until")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
