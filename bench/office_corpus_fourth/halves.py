"""All layouts, and which half each belongs to: none is in both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from office_corpus_fourth import prose, shapes
from office_corpus_fourth.hamlets import LEDGERS
from office_corpus_fourth.paper import Paper
from office_corpus_fourth.press import EMPTY, FILLED, HOUSEHOLDS, PERSONS, Layout, deal
from office_corpus_fourth.rosters import rosters

TEXTS = {"lines", "labelled", "hanbetsu"}
"""Shapes of lists without a table."""
FRAMED = {"boxes", "cards", "across", "setaihyo", "kumiai_koden"}
"""Shapes that nobody keeps as separated values."""


def _list_kept(shape: str) -> str:
    return "text" if shape in TEXTS else "frame" if shape in FRAMED else "table"


def _written(one: prose.Template, *, empty: bool) -> Callable[[Paper], None]:
    return partial(prose.render, one, empty=empty)


def _template(one: prose.Template) -> list[Layout]:
    kept = "sheet" if "sheet" in one.flags else one.genre
    if one.genre != "form":
        return [Layout(one.name, one.genre, kept, _written(one, empty=False))]
    return [
        Layout(one.name, EMPTY, kept, _written(one, empty=True)),
        Layout(one.name, FILLED, kept, _written(one, empty=False)),
    ]


@cache
def layouts() -> tuple[Layout, ...]:
    """All of all genres; a form is two, empty and filled."""
    found = [Layout(each.name, HOUSEHOLDS, _list_kept(each.name), each.draw) for each in LEDGERS]
    for roster in rosters():
        write = partial(shapes.render, roster)
        found.append(Layout(roster.name, PERSONS, _list_kept(roster.shape), write))
    for one in prose.templates():
        found += _template(one)
    return tuple(found)


@cache
def pool(genre: str, half: str) -> tuple[Layout, ...]:
    """Of a genre, in one half."""
    return deal(layouts(), genre, half)
