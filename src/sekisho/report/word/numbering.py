"""The lists of a document (ISO/IEC 29500-1, 17.9): headings, annexes, numbered and plain items."""

from __future__ import annotations

from lxml.etree import _Element

from sekisho.report.numbering import DEPTHS
from sekisho.report.word.xml import element
from sekisho.text import Language, say

HEADINGS, ANNEXES, BULLETS = 1, 2, 3
"""Numbers of the lists that every document has; numbered items get lists of their own."""
_ITEMS = 4
"""The abstract list of numbered items."""


class Lists:
    """Hands out a new list for each run of numbered items, so that each begins with its first."""

    def __init__(self, numbering: _Element) -> None:
        self._numbering = numbering
        self._last = BULLETS

    def begin(self, level: int) -> int:
        """The number of a list that begins anew at a level."""
        self._last += 1
        start = element("lvlOverride", element("startOverride", val=1), ilvl=level)
        made = element("num", element("abstractNumId", val=_ITEMS), start, numId=self._last)
        self._numbering.append(made)
        return self._last


def numbering(language: Language, annexes: int) -> list[_Element]:
    """The abstract lists, then the lists of headings, annexes and plain items."""
    parts = _levels(language)
    annex = say("report.annex" if annexes == 1 else "report.annex.of", language, number="%1")
    abstract = [
        _abstract(HEADINGS, [_level(n, *part, "　", f"Heading{n + 1}") for n, part in parts]),
        _abstract(ANNEXES, [
            _level(0, "decimal", annex, "　", "AnnexHeading"),
            *(_level(n, *part, "　") for n, part in parts[1:]),
        ]),
        _abstract(BULLETS, [_level(0, "bullet", "・", "")]),
        _abstract(_ITEMS, [_level(n, *part, "") for n, part in parts]),
    ]  # fmt: skip
    return [*abstract, *(_list(one) for one in (HEADINGS, ANNEXES, BULLETS))]


def _levels(language: Language) -> list[tuple[int, tuple[str, str]]]:
    """The formats of 1, (1), ア, (ア) as ``report.numbering`` writes them."""
    letters = "aiueoFullWidth" if language == "ja" else "lowerLetter"
    formats = ["decimal" if level < 2 else letters for level in range(DEPTHS)]
    shapes = [f"(%{n + 1})" if n % 2 else f"%{n + 1}" for n in range(DEPTHS)]
    return list(enumerate(zip(formats, shapes, strict=True)))


def _abstract(number: int, levels: list[_Element]) -> _Element:
    kind = element("multiLevelType", val="multilevel")
    return element("abstractNum", kind, *levels, abstractNumId=number)


def _level(number: int, form: str, shape: str, after: str, style: str = "") -> _Element:
    """A level; where ``after`` is empty the text stands at the hanging indent of its style."""
    made = element("lvl", element("start", val=1), element("numFmt", val=form), ilvl=number)
    if style:
        made.append(element("pStyle", val=style))
    hanging = form != "bullet" and not after
    made.append(element("suff", val="tab" if hanging else "nothing"))
    made.append(element("lvlText", val=shape + after))
    made.append(element("lvlJc", val="left"))
    return made


def _list(number: int) -> _Element:
    return element("num", element("abstractNumId", val=number), numId=number)
