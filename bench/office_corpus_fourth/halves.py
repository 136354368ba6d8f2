"""All layouts, and which half each belongs to: none is in both."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from office_corpus.truth import HELD_OUT, TUNING

from office_corpus_fourth import prose, shapes
from office_corpus_fourth.hamlets import LEDGERS
from office_corpus_fourth.paper import Paper
from office_corpus_fourth.rosters import rosters

HOUSEHOLDS, PERSONS, EMPTY, FILLED = "household list", "person list", "empty form", "filled form"
TEXTS = {"lines", "labelled", "hanbetsu"}
"""Shapes of lists without a table."""
FRAMED = {"boxes", "cards", "across", "setaihyo", "kumiai_koden"}
"""Shapes that nobody keeps as separated values."""


@dataclass(frozen=True)
class Layout:
    """``kept`` says in which kind of file: a table, a text, a frame, a form, a sheet, prose, mail."""

    name: str
    genre: str
    kept: str
    write: Callable[[Paper], None]


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


def _order(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


@cache
def pool(genre: str, half: str) -> tuple[Layout, ...]:
    """Of a genre, in the order of the hash of their names: every other one is held out. A form is
    in the same half empty and filled."""
    mine = sorted(
        (each for each in layouts() if each.genre == genre), key=lambda each: _order(each.name)
    )
    return tuple(mine[{TUNING: 0, HELD_OUT: 1}[half] :: 2])
