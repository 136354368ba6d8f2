"""Birth dates: a date beside 生年月日, 生まれ and the like; any other date only by its heading.

元号法 (昭和54年法律第43号) and the orders that named the eras: 明治 to 令和, with their letters
and signs (S45.3.2, ㍼45.3.2, 昭45.3.2). Packed forms 19700302 and 3450302 (number of the era
first) come from the systems of municipalities, day numbers from spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.dates import DATE, date_of, packed_date, serial_date
from sekisho.personal.names.vocabulary import KIN_CELL
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.headed import heads
from sekisho.personal.recognise.numbered import LONG_NUMBER

_BEFORE = re.compile(r"生年月日|誕生日|誕生|生まれ|出生|生年|birth|DOB", re.IGNORECASE)
_AFTER = re.compile(
    r"\s{0,2}[)）]?\s?(?:生まれ|うまれ|誕生|出生|生(?![命産活徒存涯き物前ま誕地協化鮮成])|に生まれ)"
)
_HOLDER = re.compile(r"(?:さん|様|氏|君|くん|ちゃん)\($")
"""A date in brackets right behind a person is that person's."""
_PACKED = re.compile(
    r"(?<![\d.,-])(?:\d{7,8}|[1-5]-\d{6})(?![\d.,-])|(?<![A-Za-z\d])(?:[MTSHR]|明治?|大正?|昭和?|平成?|令和?)\d{6}(?!\d)"
)
_SERIAL = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d{4,5}(?![\d.,/-])")
"""Four figures that can be a year are no number of days: that would be a day of 1905."""
_REACH = 14


def _find(block: Block) -> Iterator[Find]:
    dates = [(found.start(), found.end(), date_of(found)) for found in DATE.finditer(block.text)]
    alone = _alone([start for start, _, _ in dates], block)
    for start, end, value in dates:
        if value is None:
            continue
        cell = block.cell_at(end - 1)
        born = cell is not None and _BEFORE.search(cell[2].heading)  # its era left of it
        born = born or _BEFORE.search(block.before(start, _REACH))
        born = born or _HOLDER.search(block.before(start, 4))
        if born or _AFTER.match(block.after(end, 8)):
            ground, score = "labelled", 0.95
        elif start in alone:
            ground, score = "beside_person", 0.7
        else:
            ground, score = "date", 0.3
        yield Find("birth", start, end, value, score, reason("birth", ground))
    yield from _numbers(block)


def _alone(starts: list[int], block: Block) -> set[int]:
    """Dates under a heading over names, and those that are the only one of a row which says sex or
    place in a household."""
    rows: dict[tuple[int, int], list[int]] = {}
    under = set()
    for start in starts:
        cell = block.cell_at(start)
        if cell is not None and heads(cell[2].label) == "name":
            under.add(start)
        elif cell is None or not cell[2].heading:
            rows.setdefault(block.line_at(start), []).append(start)
    single = (line for line, found in rows.items() if len(found) == 1)
    return under | {rows[line][0] for line in single if KIN_CELL.search(block.text, *line)}


def _numbers(block: Block) -> Iterator[Find]:
    """Dates written as bare numbers: only where a word says that they are birth dates."""
    for found in block.matches(_PACKED, LONG_NUMBER):
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
        for start, end, _ in block.under(lambda head: _BEFORE.search(head.label)):
            yield start, end


RECOGNISER = Recogniser(
    "birth",
    "元号法 (昭和54年法律第43号)",
    ("labelled", "beside_person", "date", "packed", "serial"),
    _find,
    claim=3,
)
