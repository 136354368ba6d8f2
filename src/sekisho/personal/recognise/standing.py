"""Names that stand alone: a whole line, a whole cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sekisho.personal.names.known import Judged, judged
from sekisho.personal.names.vocabulary import (
    HIRAGANA_NAME,
    KANJI_NAME,
    KATAKANA_NAME,
    LATIN_NAME,
    NOBODY,
)
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.halves import (
    ALONE,
    given_last,
    half_known,
    surname_first,
    without_place,
)
from sekisho.personal.recognise.headed import heads
from sekisho.personal.signs import NAME_WITH_BLANK, body, foreign, sample_name, section

TELLS_ON = re.compile(
    r"[\d@](?:(?<=@)|\d{1,3}[-()]{1,2}\d{2,4}[-)]\d{3,4}|(?<=0)(?:\d{1,4} \d{2,4} \d{4}|\d{9,10}))"
)
"""Telephone or mail in the rest of a line."""
_CELL = re.compile(
    r"[> ]{0,60}(?:[・○●◎◇◆*-] ?|\(?\d{1,2}[).、: ]{1,2})?"
    rf"((?:{KANJI_NAME}|{KATAKANA_NAME}|{LATIN_NAME}|{HIRAGANA_NAME}))"
    r"(?=(?: {0,40}(?:[印㊞]|\(印\)|拝上?|より|[/(] ?[A-Za-z][A-Za-z ,.]{2,30}\)?|"
    r"\([^()\n\0]{1,8}\)))? {0,40}[\0\n\t/])"
)
"""A name set in by any number of blanks, the marks of a quotation or a bullet, the place of a seal
or 拝 behind it."""
_DWELLS = re.compile(r"[^。、\t]{1,24}(?:番地(?:の?\d+)?|番\d+号?|\d-\d{1,4})(?: [^。、\t]{2,16})?")
"""An address that is a line of its own."""
_BELOW, _REST = 3, 160
"""Lines below a name, and characters in them, in which who signs gives address or telephone."""
_AROUND = 4
"""Cells before one and behind it."""
_CLOSE = 60
"""Characters between neighbouring cells."""
_Fact = TypeVar("_Fact")


def standing(block: Block) -> Iterator[tuple[int, int, float]]:
    """Start, end and score of whole lines and cells that can be names, under no other heading: sure
    enough when one begins with a known surname and stands among names, or its parts are known."""
    every = [found.span(1) for found in block.in_cells(_CELL)]
    within = block.cells_at([start for start, _ in every])
    other = {head for head in block.heads if head.label and not heads(head.label)}
    own = [
        (span, cell)
        for span, cell in zip(every, within, strict=True)
        if cell is None or cell[2] not in other
    ]
    spans, cells = [span for span, _ in own], [cell for _, cell in own]
    commons = [block.common[start:end] for start, end in spans]
    names = judged(commons)
    known = [start for (start, _), full in zip(spans, names.full, strict=True) if full]
    free = [at for at, cell in enumerate(cells) if cell is None or heads(cell[2].label) != "name"]
    places = _of_some(without_place, commons, [at for at in free if not names.full[at]])
    wanting = _of_some(_half_known, commons, [at for at in places if not names.likely[at]])
    rare = _of_some(_rare, commons, list(places))
    tabbed = [at for at in places if "\t" in block.text[slice(*block.line_at(spans[at][0]))]]
    begun = _of_some(_begins_rare, commons, tabbed)
    gridded = {at for at, one in begun.items() if one and _among_names(block, spans, names, at)}
    for at in free:
        start, end = spans[at]
        name, like = block.text[start:end], names.likely[at]
        if body(name) or sample_name(name):
            continue
        if names.full[at] or places[at]:
            yield start + places.get(at, 0), end, 0.6
        elif not NOBODY.search(name) and (" " in name or like or not "一" <= name[0] <= "龥"):
            signed = _signed(block.text, end)
            sure = like and (" " in name or signed or _near(block, known, start))
            sure = sure or (rare.get(at, False) and below_address(block.text, end))
            sure = sure or at in gridded
            foreign = "・" in name or "ぁ" <= name[0] <= "ゖ" or wanting.get(at, False)
            yield start, end, 0.55 if sure or (foreign and signed) else 0.35


def _half_known(names: Sequence[str]) -> list[bool]:
    return half_known(names, honoured=True)


def _rare(names: Sequence[str]) -> list[bool]:
    return half_known(names, honoured=True, called=ALONE)


def _begins_rare(names: Sequence[str]) -> list[bool]:
    """Which may be names where others stand all around: two parts, a foreign one, or written close
    with one half known."""
    halves = zip(surname_first(names), given_last(names), names, strict=True)
    return [
        first or last or foreign(name) or bool(NAME_WITH_BLANK.fullmatch(name))
        for first, last, name in halves
    ]


def _among_names(block: Block, spans: Sequence[tuple[int, int]], names: Judged, at: int) -> bool:
    """Whether most cells before and behind one, in its own text, are known names."""
    start, end = spans[at]
    if section(block.text[start:end]):
        return False
    text = block.text_at(start)
    near = [
        one
        for one in range(max(0, at - _AROUND), min(len(spans), at + _AROUND + 1))
        if one != at
        and abs(spans[one][0] - start) <= _CLOSE * _AROUND
        and block.text_at(spans[one][0]) == text
    ]
    sure = sum(
        names.full[one] or (names.likely[one] and " " in block.text[slice(*spans[one])])
        for one in near
    )
    return len(near) >= _AROUND and sure * 3 >= 2 * len(near)


def _of_some(
    told: Callable[[Sequence[str]], list[_Fact]], names: Sequence[str], chosen: Sequence[int]
) -> dict[int, _Fact]:
    """What is told of the chosen ones of some names, by their numbers."""
    return dict(zip(chosen, told([names[at] for at in chosen]), strict=True))


def _near(block: Block, known: Sequence[int], start: int) -> bool:
    """Whether a known name stands in a cell close by, in the same text."""
    at = bisect_left(known, start)
    close = (one for one in known[max(0, at - 1) : at + 1] if abs(one - start) <= _CLOSE)
    return any(block.text_at(one) == block.text_at(start) for one in close)


def _signed(text: str, end: int) -> bool:
    """Whether an address, telephone or mail of who signs stands in the rest of the row, in one of
    the next lines, or in the one above."""
    lines = text[end : end + _REST].split("\0", 1)[0].split("\n")[: 1 + _BELOW]
    if below_address(text, end):
        return True
    return any("〒" in line or TELLS_ON.search(line) for line in (*lines, *_above(text, end)))


def below_address(text: str, end: int) -> bool:
    """Whether the line above a place is an address and nothing else."""
    return any(_DWELLS.fullmatch(line.strip()) for line in _above(text, end))


def _above(text: str, end: int) -> list[str]:
    return text[max(0, end - _REST) : end].rsplit("\0", 1)[-1].split("\n")[-2:-1]
