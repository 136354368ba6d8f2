"""All layouts, and which half each belongs to: none is in both."""

from __future__ import annotations

from functools import cache, partial

from office_corpus_fourth.press import EMPTY, FILLED, HOUSEHOLDS, PERSONS, Layout, deal

from office_corpus_fifth import hamlets, houses, papers, shapes
from office_corpus_fifth.rolls import rolls


def _list_kept(shape: str) -> str:
    return "text" if shape in shapes.TEXTS else "frame" if shape in shapes.FRAMES else "table"


def _paper(one: papers.Template) -> list[Layout]:
    """A form is two layouts, empty and filled; one that nobody fills here is one."""
    kept = "sheet" if "sheet" in one.flags else one.genre
    filled = partial(papers.write, one, empty=False)
    if one.genre != "form":
        return [Layout(one.name, one.genre, kept, filled)]
    blank = Layout(one.name, EMPTY, kept, partial(papers.write, one, empty=True))
    return [blank] if "blank" in one.flags else [blank, Layout(one.name, FILLED, kept, filled)]


@cache
def layouts() -> tuple[Layout, ...]:
    assert hamlets.TRADES, "the lists of hamlets stand among the ledgers once they are imported"
    found = [Layout(each.name, HOUSEHOLDS, each.kept, each.draw) for each in houses.LEDGERS]
    for roll in rolls():
        found.append(
            Layout(roll.name, PERSONS, _list_kept(roll.shape), partial(shapes.render, roll))
        )
    for one in papers.templates():
        found += _paper(one)
    return tuple(found)


@cache
def pool(genre: str, half: str) -> tuple[Layout, ...]:
    """A form is in the same half empty and filled; those that are never filled are dealt apart."""
    if genre != EMPTY:
        return deal(layouts(), genre, half)
    filled = {each.name for each in layouts() if each.genre == FILLED}
    mine = {each.name for each in pool(FILLED, half)}
    both = [each for each in layouts() if each.genre == EMPTY and each.name in mine]
    return (*both, *deal([each for each in layouts() if each.name not in filled], EMPTY, half))
