"""How the parts of an official document are numbered: 1, (1), ア, (ア).

Source: 公用文作成の考え方 (文化審議会建議, 令和4年1月7日) III-2, the order of signs of items in
horizontal writing. English documents have a, (a) in the place of ア, (ア).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sekisho.report.model import Document, Section
from sekisho.report.official import official
from sekisho.text import Language

DEPTHS = 4
KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def label(depth: int, number: int, language: Language) -> str:
    """The sign of the n-th part (from 1) at a depth (from 1); deeper ones are like the last."""
    bracketed = depth % 2 == 0
    sign = str(number) if depth <= 2 else _letter(number, language)
    return f"({sign})" if bracketed or depth > DEPTHS else sign


def _letter(number: int, language: Language) -> str:
    """ア, イ … ン, アア as Word counts: the sign is doubled when the row is used up."""
    row = KANA if language == "ja" else LETTERS
    times, place = divmod(number - 1, len(row))
    return row[place] * (times + 1)


def annex(count: int, language: Language) -> tuple[str, ...]:
    """The signs of so many annexes: a single one has no number."""
    if count == 1:
        return (official("report.annex", language),)
    return tuple(official("report.annex.of", language, number=one) for one in range(1, count + 1))


def tops(document: Document) -> Iterator[tuple[str, Section]]:
    """Chapters and annexes with their signs, in order."""
    language = document.language
    for number, one in enumerate(document.sections, 1):
        yield label(1, number, language), one
    yield from zip(annex(len(document.annexes), language), document.annexes, strict=True)


def places(document: Document) -> Mapping[str, str]:
    """Where every section stands, by name: 2(1), 資料3. For references on paper."""
    found: dict[str, str] = {}

    def walk(parts: Sequence[Section], above: str, depth: int) -> None:
        for number, one in enumerate(parts, 1):
            found[one.name] = f"{above}{label(depth, number, document.language)}"
            walk(one.parts, found[one.name], depth + 1)

    for sign, section in tops(document):
        found[section.name] = sign
        walk(section.parts, sign, 2)
    return found
