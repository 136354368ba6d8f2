"""Columns on paper: what must not break has its room, what is long has the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sekisho.report.drawing import width_of
from sekisho.report.model import Cell, Citation, Column, Kind, Mark, Span, Table
from sekisho.report.widths import PADDING, widths

KINDS: tuple[Kind, ...] = ("text", "word", "number", "moment", "code", "reason", "cited")


def table(columns: tuple[tuple[str, Kind], ...], *rows: tuple[str, ...]) -> Table:
    cells = tuple(tuple(Cell(((Span(one),),)) for one in row) for row in rows)
    return Table("", tuple(Column(*one) for one in columns), cells)


def test_numbers_and_moments_are_not_broken() -> None:
    said = ("H28.6.3 16:03:05", "1,234,567", "長い理由" * 40)
    shares = widths(table((("時刻", "moment"), ("数", "number"), ("理由", "reason")), said), 50)
    for share, text in zip(shares[:2], said[:2], strict=True):
        assert share * 50 >= width_of(text, 1) + PADDING - 0.01
    assert shares[2] == max(shares)


def test_spare_room_goes_to_words() -> None:
    shares = widths(table((("種類", "text"), ("数", "number")), ("文章", "3")), 50)
    assert shares[0] > 0.8


def test_signs_and_exhibits_count() -> None:
    marked = Table("", (Column("判定", "word"), Column("証", "cited")), ((
        Cell(((Mark("possible", "▲", "可能性を否定できない"),),)), Cell(((Citation((1, 2, 3)),),)),
    ),))  # fmt: skip
    mark, cited = widths(marked, 30)
    assert mark * 30 >= 11
    assert cited * 30 >= 6.4


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.text(max_size=60)), min_size=1, max_size=10),
    st.floats(20, 70),
)
def test_shares_are_a_whole(columns: list[tuple[Kind, str]], room: float) -> None:
    made = table(
        tuple((f"列{n}", kind) for n, (kind, _text) in enumerate(columns)),
        tuple(text for _kind, text in columns),
    )
    shares = widths(made, room)
    assert len(shares) == len(columns)
    assert all(share > 0 for share in shares)
    assert abs(sum(shares) - 1) < 0.01
