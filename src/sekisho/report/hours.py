"""A day as 24 bars: how much falls into each hour of 日本標準時."""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.report.drawing import WIDTH, Drawing, Label, Rect, Rule, Shape

_EACH = WIDTH / 24
_TOP, _BASE, _HEIGHT = 26.0, 166.0, 192.0


def hours(counts: Sequence[int]) -> Drawing:
    """``counts``: of the 24 hours from midnight. The number stands above each bar."""
    most = max(counts) or 1
    shapes: list[Shape] = [Rule(0, _BASE, WIDTH, _BASE, "ink")]
    for hour, count in enumerate(counts):
        left, middle = round(hour * _EACH, 1), round((hour + 0.5) * _EACH, 1)
        shapes.append(Label(middle, _BASE + 20, str(hour), 14, "middle", "muted"))
        if count:
            height = round(max((_BASE - _TOP) * count / most, 2.0), 1)
            top = _BASE - height
            shapes.append(Rect(left + 5, top, round(_EACH - 10, 1), height, "heat3", f"{count:,}"))
            shapes.append(Label(middle, top - 5, _short(count), 12, "middle"))
    return Drawing(_HEIGHT, tuple(shapes))


def _short(count: int) -> str:
    """At most five signs: a bar has no more room."""
    for size, unit in ((10**9, "G"), (10**6, "M"), (10**4, "k")):
        if count >= size:
            return f"{count // (1000 if unit == 'k' else size):,}{unit}"
    return f"{count}"
