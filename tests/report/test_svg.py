"""Drawings as SVG: well formed, and closed against what names may hold."""

from __future__ import annotations

from lxml import etree

from sekisho.report.drawing import Dot, Drawing, Label, Rect, Rule
from sekisho.report.svg import svg

SHAPES = (
    Rect(1, 2, 3.25, 4, "gap", "<b>", outlined=True),
    Rule(0, 0, 10, 0, dashed=True),
    Dot(5, 5, "circle", "proven", "]]>"),
    Dot(5, 5, "triangle", "finding"),
    Label(0, 10, "<script>&\"'", strong=True),
)


def test_every_shape_is_an_element_and_no_text_is_markup() -> None:
    found = etree.fromstring(str(svg(Drawing(20, SHAPES), '"><x', str.upper)))
    names = [element.tag for element in found]
    assert names == ["rect", "line", "circle", "polygon", "text"]
    assert found.get("viewBox") == "0 0 1000 20"
    assert found.get("aria-label") == '"><X'
    assert found[4].text == "<SCRIPT>&\"'"
    assert found[0][0].text == "<B>"
