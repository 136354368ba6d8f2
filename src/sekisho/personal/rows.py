"""One row of a list: the people it names and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sekisho.personal import signs
from sekisho.personal.columns import PEOPLE, Kind
from sekisho.personal.lists import Cells, Listing
from sekisho.personal.writing import plain

_BESIDE: frozenset[Kind] = frozenset({"age", "birth", "relation", "reading", "phone", "sex"})
"""Columns that may stand beside each member in a row that holds a whole household."""
_PARTS = re.compile(r"[・･、,，/／;；&＆＋+]|\n|(?<=.)と(?=[^っも])")
_ASIDE = re.compile(r"[(（\[［〈【].*?[)）\]］〉】]|\d+[歳才名人]?|[歳才]")
_TITLES = re.compile(r"(様|殿|さん|氏|君|くん|ちゃん|先生)$")
_RELATION_BEFORE = re.compile(
    r"^(世帯主|本人|妻|夫|父|母|祖父|祖母|[長二三四五次][男女]|子|孫|嫁|婿)[:： ]\s*"
)


@dataclass
class Draft:
    """A name in a cell, with what stands beside it; ``kind`` is the kind of its column."""

    name: str
    kind: Kind
    values: dict[Kind, str] = field(default_factory=dict)
    certain: bool = True


@dataclass
class Row:
    """The people of a row and its other cells by kind."""

    drafts: list[Draft]
    cells: dict[Kind, str]


def is_data(listing: Listing, cells: Cells) -> bool:
    """Not an example, a total, or a note that runs over the row."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or signs.example(cells) or signs.total(cells):
        return False
    if len(set(filled)) > 1:
        return True
    columns = [index for index, cell in enumerate(cells) if cell.strip()]
    kinds = {listing.kinds[index] for index in columns if index < len(listing.kinds)}
    return kinds <= PEOPLE and len(columns) == 1


def row_of(listing: Listing, cells: Cells) -> Row:
    """The people of a row, each with what stands beside the name, and the rest of the row."""
    row = Row([], {})
    surname = ""
    several = _beside(listing)
    latest: list[Draft] = []
    for kind, cell in zip(listing.kinds, cells, strict=False):
        text = cell.strip()
        if kind == "surname":
            surname = text
        elif kind in PEOPLE:
            latest = list(_drafts(kind, surname + text if kind == "given" else text))
            row.drafts += latest
        elif text and kind in several and latest:
            for draft in latest if len(latest) == 1 else []:
                draft.values.setdefault(kind, text)
        elif text:
            row.cells.setdefault(kind, text)
    if surname and "given" not in listing.kinds:
        row.drafts += _drafts("name", surname)
    return row


def _beside(listing: Listing) -> set[Kind]:
    """Kinds of columns that come again after each name of a row."""
    return {kind for kind in _BESIDE if listing.kinds.count(kind) > 1}


def _drafts(kind: Kind, cell: str) -> Iterator[Draft]:
    """The people that a cell names; several in a cell are several people."""
    pieces = _names(kind, cell)
    for piece, sure in pieces:
        text = plain(piece)
        relation = _RELATION_BEFORE.match(text)
        text = _TITLES.sub("", _ASIDE.sub("", _RELATION_BEFORE.sub("", text))).strip()
        if not text or signs.nothing(text):
            continue
        if signs.body(text) or not signs.name_like(text):
            continue
        draft = Draft(text, kind, certain=sure and not signs.sample_name(text))
        if relation:
            draft.values["relation"] = relation[1]
        yield draft


def _names(kind: Kind, cell: str) -> list[tuple[str, bool]]:
    """A cell cut into names, each with whether the cut is sure."""
    whole = _ASIDE.sub("", cell)
    pieces = [piece for piece in _PARTS.split(whole) if piece.strip()]
    if len(pieces) < 2:
        return [(cell, True)]
    if re.fullmatch(r"[ァ-ヺー・･ ]+", whole):
        return [(cell, True), *((piece, False) for piece in pieces[1:])]
    wrapped = "\n" in whole.strip() and len(pieces) == 2 and kind not in ("member", "head")
    if wrapped and not any(" " in plain(piece) for piece in pieces):
        return [("".join(pieces), True)]
    return [(piece, True) for piece in pieces]
