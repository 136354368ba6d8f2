"""How wide the columns of a table are on paper, where nobody can scroll."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sekisho.report.drawing import width_of
from sekisho.report.model import Cell, Citation, Column, Kind, Line, Mark, Table

PADDING = 1.4
"""Room left and right of a cell's text, in em."""
_UNBROKEN: tuple[Kind, ...] = ("word", "number", "moment")
_LEAST: dict[Kind, float] = {"text": 5, "code": 11, "reason": 14, "cited": 3.2}
"""Narrower than this a column of the kind is hard to read, in em."""
_WORD = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class _Need:
    """What a column needs at least, and what it would take, in em."""

    least: float
    wish: float


def widths(table: Table, room: float) -> tuple[float, ...]:
    """The share of each column, summing to 1. ``room``: the width of the page's text in em of
    the table's letters."""
    needs = [
        _need(column, [row[place] for row in table.rows])
        for place, column in enumerate(table.columns)
    ]
    least, wish = sum(one.least for one in needs), sum(one.wish for one in needs)
    if wish <= room:
        found = _filled(needs, table.columns, room - wish)
    elif least >= room:
        found = [one.least for one in needs]
    else:
        # Long columns give up more than short ones: what is left goes by less than the wish.
        eager = [max(one.wish - one.least, 0.0) ** 0.7 for one in needs]
        rest = (room - least) / sum(eager)
        found = [one.least + rest * share for one, share in zip(needs, eager, strict=True)]
    whole = sum(found)
    return tuple(round(one / whole, 4) for one in found)


def _filled(needs: Sequence[_Need], columns: Sequence[Column], spare: float) -> list[float]:
    """Room to spare goes to columns of words; without one, to all alike."""
    open_ = [column.kind in ("text", "reason", "code") for column in columns]
    takers = open_ if any(open_) else [True] * len(columns)
    part = spare / sum(takers)
    return [one.wish + part * takes for one, takes in zip(needs, takers, strict=True)]


def _need(column: Column, cells: Sequence[Cell]) -> _Need:
    lines = [line for one in cells for line in one.lines]
    title = width_of(column.title, 1)
    longest = max([_width(line) for line in lines], default=0.0)
    if column.kind in _UNBROKEN:
        least = max(longest, min(title, 4.0))
        return _Need(least + PADDING, max(longest, title) + PADDING)
    token = max([_token(line, column.kind) for line in lines], default=0.0)
    least = max(min(token, 10.0), min(_LEAST[column.kind], max(longest, title)))
    least = max(least, min(title, 4.0))
    return _Need(least + PADDING, max(longest, min(title, 8.0), least) + PADDING)


def _token(line: Line, kind: Kind) -> float:
    """The widest part that should not be broken; names as recorded break anywhere."""
    if kind in ("code", "cited"):
        return 0.0
    words = _WORD.findall(_said(line))
    return max([width_of(word, 1) for word in words], default=0.0)


def _said(line: Line) -> str:
    marks = "".join(one.sign for one in line if isinstance(one, Mark))
    return marks + "".join("" if isinstance(one, Citation) else one.text for one in line)


def _width(line: Line) -> float:
    """Exhibits may go on further lines: two side by side are enough."""
    cited = sum(3.2 * min(len(one.numbers), 2) for one in line if isinstance(one, Citation))
    return width_of(_said(line), 1) + cited
