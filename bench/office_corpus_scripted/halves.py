"""All layouts, and which half each belongs to: near relatives are in the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cache, partial

from office_corpus.truth import HELD_OUT, TUNING
from office_corpus_fourth.press import EMPTY, FILLED, Layout

from office_corpus_scripted.draw import draw
from office_corpus_scripted.script import Script, scripts

COMMON = "common"


def _layouts(one: Script) -> list[Layout]:
    """A form is two layouts, empty and filled; one that is only handed out is one."""
    written = Layout(one.name, one.genre, one.kept, partial(draw, one, empty=False))
    if one.genre != "form":
        return [written]
    blank = Layout(one.name, EMPTY, one.kept, partial(draw, one, empty=True))
    return [blank] if "blank" in one.flags else [blank, Layout(one.name, FILLED, one.kept, written.write)]  # fmt: skip


@cache
def layouts(author: str) -> tuple[Layout, ...]:
    return tuple(each for one in scripts(author) for each in _layouts(one))


@cache
def families(author: str) -> dict[str, str]:
    """The half of each family: the largest first, in the order of the SHA-256 of their names, each
    where fewer of its genres are."""
    sizes: dict[str, Counter[str]] = {}
    for one in scripts(author):
        often = 2 if COMMON in one.flags else 1
        sizes.setdefault(one.family, Counter()).update(each.genre for each in _layouts(one) * often)
    given: dict[str, Counter[str]] = {TUNING: Counter(), HELD_OUT: Counter()}
    found = {}
    for name in sorted(sizes, key=lambda each: (-sizes[each].total(), hashlib.sha256(each.encode()).hexdigest())):  # fmt: skip
        half = min(given, key=lambda each: (sum(given[each][genre] * often for genre, often in sizes[name].items()), given[each].total()))  # fmt: skip
        given[half] += sizes[name]
        found[name] = half
    return found


@cache
def pool(author: str, genre: str, half: str) -> tuple[Layout, ...]:
    """Of a genre, in one half; the common ones come a second time behind all."""
    kin = {one.name: one for one in scripts(author)}
    mine = [each for each in layouts(author) if each.genre == genre and families(author)[kin[each.name].family] == half]  # fmt: skip
    return (*mine, *(each for each in mine if COMMON in kin[each.name].flags))
