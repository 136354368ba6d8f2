"""Birth dates: a date beside 生年月日, 生まれ and the like; any other date only by its heading.

元号法 (昭和54年法律第43号) and the orders that named the eras: 明治 to 令和, with their letters
and signs (S45.3.2, ㍼45.3.2, 昭45.3.2). Packed forms 19700302 and 3450302 (number of the era
first) come from the systems of municipalities, day numbers from spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.dates import DATE, date_of, packed_date, serial_date
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason

_BEFORE = re.compile(r"生年月日|誕生日|誕生|生まれ|出生|生年|birth|DOB", re.IGNORECASE)
_AFTER = re.compile(
    r"\s{0,2}[)）]?\s?(?:生まれ|うまれ|誕生|出生|生(?![命産活徒存涯き物前ま誕地協化鮮成])|に生まれ)"
)
_PACKED = re.compile(r"(?<![\d.,-])(?:\d{7,8})(?![\d.,-])")
_SERIAL = re.compile(r"(?<![\d.,-])\d{4,5}(?![\d.,-])")
_REACH = 14


def _find(block: Block) -> Iterator[Find]:
    for found in DATE.finditer(block.text):
        value = date_of(found)
        if value is None:
            continue
        born = _BEFORE.search(block.before(found.start(), _REACH)) or _AFTER.match(
            block.after(found.end(), 8)
        )
        ground, score = ("labelled", 0.95) if born else ("date", 0.3)
        yield Find("birth", *found.span(), value, score, reason("birth", ground))
    yield from _numbers(block)


def _numbers(block: Block) -> Iterator[Find]:
    """Dates written as bare numbers: only where a word says that they are birth dates."""
    for found in _PACKED.finditer(block.text):
        value = packed_date(found[0])
        if value and _BEFORE.search(block.before(found.start(), _REACH)):
            yield Find("birth", *found.span(), value, 0.85, reason("birth", "packed"))
    for start, end in _under_heading(block):
        for found in _SERIAL.finditer(block.text, start, end):
            value = serial_date(int(found[0]))
            if value:
                yield Find("birth", *found.span(), value, 0.6, reason("birth", "serial"))


def _under_heading(block: Block) -> Iterator[tuple[int, int]]:
    """What stands under a heading of birth dates."""
    if _BEFORE.search(block.context):
        yield 0, len(block.text)
    else:
        for cell in block.cells:
            if _BEFORE.search(cell.label):
                yield cell.start, cell.end


RECOGNISER = Recogniser(
    "birth", "元号法 (昭和54年法律第43号)", ("labelled", "date", "packed", "serial"), _find, claim=3
)
