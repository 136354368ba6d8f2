"""条: articles numbered through all chapters, each with its 項 and what belongs to them.

Form after the usual writing of Japanese regulations: heading in brackets, 第1条, the second and
further 項 numbered 2, 3 (the first has no number).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sekisho.report.model import Block, Line, Paragraph, Section, Span
from sekisho.report.policy.desk import Desk


@dataclass(frozen=True)
class Clause:
    """項: a sentence, and the list or table that it speaks of."""

    line: Line
    below: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Article:
    """条. ``name`` is stable and the key of its correspondences; ``sections``: what of the
    rulebook it says."""

    name: str
    title: str
    sections: tuple[str, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Chapter:
    """章."""

    name: str
    title: str
    articles: tuple[Article, ...]


def numbered(chapters: Sequence[Chapter]) -> Iterator[tuple[int, Article]]:
    """Every article with its number, from 1 through all chapters."""
    articles = (article for chapter in chapters for article in chapter.articles)
    yield from enumerate(articles, 1)


def sections(chapters: Sequence[Chapter], desk: Desk) -> tuple[Section, ...]:
    """Chapters as sections of a document."""
    numbers = {article.name: number for number, article in numbered(chapters)}
    return tuple(
        Section(
            chapter.name,
            chapter.title,
            tuple(
                block
                for article in chapter.articles
                for block in _blocks(article, numbers[article.name], desk)
            ),
        )
        for chapter in chapters
        if chapter.articles
    )


def _blocks(article: Article, number: int, desk: Desk) -> Iterator[Block]:
    heading = desk.text("regulation.article.heading", title=article.title)
    yield Paragraph((Span(heading, "strong"),))
    for at, clause in enumerate(article.clauses, 1):
        sign = desk.text("regulation.article.number", number=number) if at == 1 else str(at)
        yield Paragraph((Span(f"{sign}　"), *clause.line))
        yield from clause.below
