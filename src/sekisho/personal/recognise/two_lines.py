"""Headings of a table in two lines: which hold for a cell, and whether each person has two lines
below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sekisho.personal.names.vocabulary import HEADING, KIN_HEADING, SURNAME_HEADING
from sekisho.personal.recognise.lines import Piece

_WITH_FIGURES = re.compile(r"年齢|年令|生年|誕生|住所|住まい|電話|携帯|番地")
BORN = re.compile(r"生年|誕生")
_KIN = re.compile(rf"(?:対象|該当)?(?:児童|園児)(?:の?氏?名)?$|{KIN_HEADING.pattern}")
"""Words for some of a family, that are merged over the columns of several."""
ROW = re.compile(r"生年月日|誕生日|電話|携帯|TEL", re.IGNORECASE)
"""Headings that a row has once."""
_DWELLING = re.compile(r"住所|住まい|居所")


@dataclass(frozen=True, eq=False)
class Head:
    """What stands over or beside a piece of the text (may be empty): ``heading`` without blanks,
    ``label`` without what stands in brackets either."""

    heading: str
    label: str


HEAD = Head("見出し", "見出し")
"""What stands over a heading itself."""


_ASKED = (
    (BORN, re.compile(r"\d[年./-] ?\d{1,2}(?!\d)|元年")),
    (re.compile("電話|携帯|TEL"), re.compile(r"\d[-(]?\d+[-)]?\d{4}")),
    (_DWELLING, re.compile(r"\d")),
)
"""What stands below some headings."""


def alternate(above: Sequence[Head], below: Sequence[Head]) -> bool:
    """Whether two lines of headings speak of two lines for each person: a telephone or a date of
    birth is no part of an address."""
    pairs = zip(above, below, strict=False)
    return any(_DWELLING.search(one.label) and ROW.search(two.label) for one, two in pairs)


def in_turn(text: str, heads: Sequence[Sequence[Head]], rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether two rows below two lines of headings hold in turn what the one and the other ask:
    far more cells fit so than the other way round."""
    fits = [[_fitting(text, one, row) for row in rows] for one in heads]
    right, wrong = fits[0][0] + fits[1][1], fits[0][1] + fits[1][0]
    return fits[0][0] > 0 and fits[1][1] > 0 and right > 2 * wrong


def _fitting(text: str, heads: Sequence[Head], row: Sequence[Piece]) -> int:
    """Cells of a row that hold what their heading asks."""
    return sum(
        bool(asked.search(head.label) and held.search(text, *piece))
        for head, piece in zip(heads, row, strict=False)
        for asked, held in _ASKED
    )


def renewed(above: Sequence[Head], below: Sequence[Head]) -> Sequence[Head]:
    """Headings in two lines: the lower ones where there are some, else the upper ones; of either
    the last cells may be lacking, of the lower ones when they begin below a merged one."""
    if below and not below[0].label:
        below = [*below, *above[len(below) :]]
    if not len(above) <= len(below) < 2 * len(above):
        return below
    above = [*above, *below[len(above) :]]
    beside = zip(above, below, [HEAD, *below], strict=False)
    return [_lower(upper, lower, before) for upper, lower, before in beside]


def _lower(upper: Head, lower: Head, before: Head) -> Head:
    """The heading of a column of two; 名 below a word for people (児童1) is a name of theirs, but
    right of a surname."""
    given = lower.label == "名" and not SURNAME_HEADING.match(before.label)
    if given and (HEADING.search(upper.label) or KIN_HEADING.match(upper.label)):
        return _of_children(upper)
    return lower if lower.label else upper


def over_family(heads: Sequence[Head]) -> Sequence[Head]:
    """Headings, a word for kin over the blank ones right of it as well: it is merged over them."""
    found: list[Head] = []
    for head in heads:
        merged = not head.label and found and _KIN.match(found[-1].label)
        if merged:
            found[-1] = _of_children(found[-1])
        found.append(found[-1] if merged else head)
    return found


def _of_children(head: Head) -> Head:
    """A word for children over several columns, as one for kin: they hold given names, known or
    not."""
    kin = KIN_HEADING.match(head.label) or not _KIN.match(head.label)
    return head if kin else Head(head.heading, "子")


def asks_other(text: str, pieces: Sequence[Piece], heads: Sequence[Head]) -> bool:
    """Whether a line below one of another form has words alone where the headings ask for figures:
    it heads something else (所在 | 林種 | 樹種 below 氏名 | 年齢 | 住所)."""
    told = [
        text[start:end]
        for (start, end), head in zip(pieces, heads, strict=False)
        if start < end and _WITH_FIGURES.search(head.label)
    ]
    return bool(told) and not any(map(str.isdigit, text[pieces[0][0] : pieces[-1][1]]))
