"""Texts in pictures fit the room they have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sekisho.report.drawing import fitted, width_of, wrapped

ROOM = 100.0


def test_full_width_signs_are_an_em_wide() -> None:
    assert width_of("操作", 15) == 30
    assert width_of("ab", 10) < width_of("操作", 10)


@given(st.text(max_size=60))
def test_a_fitted_text_fits(text: str) -> None:
    assert width_of(fitted(text, 14, ROOM), 14) <= ROOM
    assert fitted(text, 14, 1e9) == text


@given(st.text(alphabet="操作時間帯abc ", max_size=60))
def test_wrapped_lines_fit_and_lose_nothing_but_the_end(text: str) -> None:
    lines = wrapped(text, 14, ROOM)
    assert len(lines) <= 3
    assert all(width_of(line, 14) <= ROOM for line in lines)
    assert text.startswith("".join(lines).removesuffix("…"))
