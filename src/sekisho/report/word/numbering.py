"""The lists of a document (ISO/IEC 29500-1, 17.9): headings, annexes, numbered and plain items."""

from __future__ import annotations

from lxml.etree import _Element

from sekisho.report.numbering import DEPTHS
from sekisho.report.official import official
from sekisho.report.word.xml import element
from sekisho.text import Language

HEADINGS, ANNEXES, BULLETS = 1, 2, 3
"""Numbers of the lists that every document has; numbered items get lists of their own."""
LETTER = 210
"""A letter of running text, in twentieths of a point."""
LEVELS = 5
"""Depths that plain items may stand at: in no section, or in one of four depths."""
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
    annex = official("report.annex" if annexes == 1 else "report.annex.of", language, number="%1")
    abstract = [
        _abstract(HEADINGS, [_heading(n, *part, f"Heading{n + 1}") for n, part in parts]),
        _abstract(ANNEXES, [
            _heading(0, "decimal", annex, "AnnexHeading"),
            *(_heading(n, *part) for n, part in parts[1:]),
        ]),
        _abstract(BULLETS, [
            _item(n, "bullet", "・", left=LETTER * (n + 1), hanging=LETTER) for n in range(LEVELS)
        ]),
        _abstract(_ITEMS, [
            _item(n, *part, left=LETTER * (n + 1) + 420, hanging=525) for n, part in parts
        ]),
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


def _heading(number: int, form: str, shape: str, style: str = "") -> _Element:
    """A level of headings: the number, a letter's room, the title."""
    made = _begun(number, form, style)
    made.append(element("suff", val="nothing"))
    made.append(element("lvlText", val=f"{shape}　"))
    made.append(element("lvlJc", val="left"))
    left = LETTER * (number + 2)
    made.append(element("pPr", element("ind", left=left, hanging=2 * LETTER)))
    return made


def _item(number: int, form: str, shape: str, *, left: int, hanging: int) -> _Element:
    """A level of items: further lines stand under the first letter of the text."""
    made = _begun(number, form)
    # A point is as wide as the room before the text: it needs no stop.
    made.append(element("suff", val="nothing" if form == "bullet" else "tab"))
    made.append(element("lvlText", val=shape))
    made.append(element("lvlJc", val="left"))
    stop = element("tabs", element("tab", val="num", pos=left))
    made.append(element("pPr", stop, element("ind", left=left, hanging=hanging)))
    return made


def _begun(number: int, form: str, style: str = "") -> _Element:
    made = element("lvl", element("start", val=1), element("numFmt", val=form), ilvl=number)
    if style:
        made.append(element("pStyle", val=style))
    return made


def _list(number: int) -> _Element:
    return element("num", element("abstractNumId", val=number), numId=number)
