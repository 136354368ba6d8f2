"""A drawing as inline SVG (W3C SVG 1.1). Colours and patterns are the style sheet's."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from sekisho.report.drawing import WIDTH, Dot, Drawing, Label, Rect, Rule, Shape

_POINTS = {
    "diamond": ((0, -12), (12, 0), (0, 12), (-12, 0)),
    "triangle": ((0, -8), (8, 7), (-8, 7)),
    "square": ((-7, -7), (7, -7), (7, 7), (-7, 7)),
}


def svg(drawing: Drawing, title: str, shown: Callable[[str], str]) -> Markup:
    """The picture; ``shown`` makes every text fit to be seen. ``title`` is read aloud."""
    parts = [_shape(shape, shown) for shape in drawing.shapes]
    box = f"0 0 {WIDTH:g} {drawing.height:g}"
    name = escape(shown(title))
    return Markup('<svg role="img" viewBox="{}" aria-label="{}">{}</svg>').format(
        box, name, Markup("").join(parts)
    )


def _shape(shape: Shape, shown: Callable[[str], str]) -> Markup:
    if isinstance(shape, Rect):
        return _rect(shape, shown)
    if isinstance(shape, Rule):
        dashed = Markup(" dashed") if shape.dashed else ""
        return Markup('<line class="l-{}{}" x1="{:g}" y1="{:g}" x2="{:g}" y2="{:g}"/>').format(
            shape.tone, dashed, shape.x1, shape.y1, shape.x2, shape.y2
        )
    if isinstance(shape, Dot):
        return _dot(shape, shown)
    return _label(shape, shown)


def _rect(shape: Rect, shown: Callable[[str], str]) -> Markup:
    outlined = Markup(" outlined") if shape.outlined else ""
    return Markup(
        '<rect class="f-{}{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}">{}</rect>'
    ).format(
        shape.tone,
        outlined,
        shape.x,
        shape.y,
        shape.width,
        shape.height,
        _title(shape.title, shown),
    )


def _dot(shape: Dot, shown: Callable[[str], str]) -> Markup:
    title = _title(shape.title, shown)
    if shape.form == "circle":
        return Markup('<circle class="f-{}" cx="{:g}" cy="{:g}" r="7">{}</circle>').format(
            shape.tone, shape.x, shape.y, title
        )
    points = " ".join(f"{shape.x + x:g},{shape.y + y:g}" for x, y in _POINTS[shape.form])
    return Markup('<polygon class="f-{}" points="{}">{}</polygon>').format(
        shape.tone, points, title
    )


def _label(shape: Label, shown: Callable[[str], str]) -> Markup:
    strong = Markup(' font-weight="bold"') if shape.strong else ""
    return Markup(
        '<text class="f-{}" x="{:g}" y="{:g}" font-size="{:g}" text-anchor="{}"{}>{}</text>'
    ).format(shape.tone, shape.x, shape.y, shape.size, shape.anchor, strong, shown(shape.text))


def _title(title: str, shown: Callable[[str], str]) -> Markup:
    return Markup("<title>{}</title>").format(shown(title)) if title else Markup("")
