"""The timeline picture: what has a place is drawn, what has none is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.facts import Case
from sekisho.report.drawing import Dot, Drawing, Label, Rect
from sekisho.report.timeline import chosen, clustered, staggered, timeline
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook

from . import cases


def draw(case: Case, town: Rulebook) -> Drawing | None:
    return timeline(Writer(case, "ja", town))


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def test_without_sessions_there_is_no_picture(town: Rulebook) -> None:
    assert draw(cases.empty(), town) is None


def test_all_lanes_are_drawn(town: Rulebook) -> None:
    drawing = draw(cases.rich(), town)
    assert drawing is not None
    said = texts(drawing)
    for lane in ("操作時間帯", "遠隔操作", "原因", "文書", "検知", "記録の途切れ"):
        assert lane in said
    assert any("この図の外の時間の遠隔操作：1件" in text for text in said)
    assert any("インターネット閲覧の記録は3.2秒進み（±1秒）" in text for text in said)


def test_window_and_uncertainty_are_told_apart(town: Rulebook) -> None:
    case = cases.rich()
    window = replace(case.windows[0], start_uncertainty_s=300.0, end_uncertainty_s=300.0)
    drawing = draw(replace(case, window=window, windows=(window,)), town)
    assert drawing is not None
    bars = {
        tone: [one for one in drawing.shapes if isinstance(one, Rect) and one.tone == tone]
        for tone in ("window", "unsure")
    }
    (sure,) = bars["window"]
    before, after = bars["unsure"]
    assert before.x < sure.x < before.x + before.width
    assert after.x < sure.x + sure.width < after.x + after.width


def test_judgements_and_sorts_have_forms_of_their_own(town: Rulebook) -> None:
    drawing = draw(cases.rich(), town)
    assert drawing is not None
    forms = {shape.tone: shape.form for shape in drawing.shapes if isinstance(shape, Dot)}
    assert len(set(forms.values())) == len(forms) == 3
    said = " ".join(texts(drawing))
    assert all(sign in said for sign in ("●事案", "▲説明", "×遮断"))


def test_telling_steps_come_before_plain_pages() -> None:
    case = cases.rich()
    page = case.cause[0]
    many = tuple(replace(page, time=page.time + timedelta(seconds=n)) for n in range(50))
    kept = chosen((*many, *case.cause[1:]))
    assert len(kept) == 14
    assert all(step in kept for step in case.cause[2:])


@given(st.lists(st.floats(0, 840), max_size=40))
def test_clusters_lose_no_mark(places: list[float]) -> None:
    assert sum(count for _, count in clustered(sorted(places), 42)) == len(places)


@given(st.lists(st.integers(0, 840), max_size=40))
def test_levels_are_bounded(places: list[int]) -> None:
    levels = staggered([float(one) for one in sorted(places)], 24)
    assert len(levels) == len(places)
    assert all(0 <= level < 8 for level in levels)
