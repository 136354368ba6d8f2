"""The register of list layouts, and what they share: numbers of rows, sums, pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from office_corpus_third.paper import Paper

HOUSEHOLDS, PERSONS = "household list", "person list"


@dataclass(frozen=True)
class Layout:
    """``kind`` says where such a list is kept: sheet, page (a text document), both or csv."""

    name: str
    genre: str
    write: Callable[[Paper], None]
    kind: str
    held: bool


LAYOUTS: list[Layout] = []


def layout(
    genre: str, kind: str = "both", *, held: bool = False
) -> Callable[[Callable[[Paper], None]], Callable[[Paper], None]]:
    """Registers a list under its function's name."""

    def register(write: Callable[[Paper], None]) -> Callable[[Paper], None]:
        LAYOUTS.append(Layout(write.__name__, genre, write, kind, held))
        return write

    return register


def count(paper: Paper, low: int = 9, high: int = 38) -> int:
    return paper.rng.randint(low, high)


def paged(paper: Paper, head: Sequence[str], rows: list[list[str]], size: int, title: str) -> None:
    """A table over several pages: title, heading and page number again on each."""
    pages = range(0, len(rows), size)
    for number, start in enumerate(pages, 1):
        if number > 1:
            paper.page(f"{number}頁")
            paper.line(f"{title}（つづき）")
        paper.grid([list(head), *rows[start : start + size]])
        paper.line(f"－ {number} ／ {len(pages)} －", "right")


def sums(width: int, word: str, value: str) -> list[str]:
    """A row of a total: its word in the first field, its value in the last."""
    return [word, *[""] * (width - 2), value]


def money(paper: Paper, top: int = 90) -> str:
    return f"{paper.rng.randint(3, top) * 100:,}"
