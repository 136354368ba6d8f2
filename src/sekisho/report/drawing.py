"""Shapes of a picture, free of any format. Units: 1000 are the width of a page's text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

WIDTH = 1000.0
Tone = Literal[
    "ink", "muted", "faint", "paper", "incident", "unexplained", "registered", "blocked",
    "window", "unsure", "proven", "cause", "finding", "gap", "heat1", "heat2", "heat3", "heat4",
]  # fmt: skip
"""What a shape means; a renderer gives it colour and pattern."""


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    tone: Tone
    title: str = ""
    outlined: bool = False


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone = "faint"
    dashed: bool = False


@dataclass(frozen=True)
class Dot:
    """A mark of a moment: a form of its own for each tone, so that colour says nothing alone."""

    x: float
    y: float
    form: Literal["circle", "diamond", "triangle", "square"]
    tone: Tone
    title: str = ""


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    size: float = 15.0
    anchor: Literal["start", "middle", "end"] = "start"
    tone: Tone = "ink"
    strong: bool = False


Shape = Rect | Rule | Dot | Label


@dataclass(frozen=True)
class Drawing:
    """A picture ``WIDTH`` wide."""

    height: float
    shapes: tuple[Shape, ...]


def width_of(text: str, size: float) -> float:
    """About how wide a text is: full-width signs (Unicode UAX #11) one em, others 0.56."""
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in text)
    return size * (wide + 0.56 * (len(text) - wide))


def fitted(text: str, size: float, room: float) -> str:
    """The text, its end replaced by … where it is wider than the room."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def wrapped(text: str, size: float, room: float, lines: int = 3) -> list[str]:
    """The text in at most so many lines of that width; what remains is replaced by …."""
    found: list[str] = []
    while text and len(found) < lines - 1 and width_of(text, size) > room:
        part = fitted(text, size, room).removesuffix("…") or text[:1]
        found.append(part)
        text = text[len(part) :]
    return [*found, fitted(text, size, room)]
