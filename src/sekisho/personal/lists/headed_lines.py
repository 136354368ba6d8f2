"""Lists in lines of text below a line of headings, cell by cell: wide blanks, tabs or strokes part
them (児童　／　保護者　／　地区 above 石黒 葵　　石黒 明　　南台)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading, word_for_people
from sekisho.personal.columns.headings import is_value
from sekisho.personal.kinds import PEOPLE
from sekisho.personal.lists.cells import TITLES
from sekisho.personal.lists.listing import Cells, Listing, TableRow
from sekisho.personal.lists.lists import listings
from sekisho.personal.names.known import likely_names
from sekisho.personal.writing import common_form, plain

LEAST = 2
"""Rows below the headings, and cells of each, at least."""
_LONGEST = 100
_SHORT = 12
"""Characters of a heading, at most."""
_PARTED = re.compile(
    r"\t+|[ \u3000]*[／|｜][ \u3000]*|[ \u3000]/[ \u3000]|(?:\u3000| {2})[ \u3000]+"
)
_TITLE = re.compile(
    r"^[【\[〔<＜〈《(（][^】\]〕>＞〉》)）]{1,14}[】\]〕>＞〉》)）][ \u3000]*(?=\S)"
)
"""What list it is, before the first heading."""
_ABOVE = 3
"""Lines above the headings in which the title stands."""


def headed_lists(
    lines: Sequence[str], office: re.Pattern[str]
) -> Iterator[tuple[Listing, frozenset[int]]]:
    """The lists and the numbers of the lines they took. ``office``: marks an office's own line."""
    below = 0
    for at, line in enumerate(lines):
        if at < below or len(line) > _LONGEST or not _PARTED.search(line):
            continue
        heads = _headings(line)
        if not heads:
            continue
        rows = dict(_rows(lines, at + 1, len(heads), office))
        if len(rows) < LEAST or not _names(heads, list(rows.values())):
            continue
        below = max(rows) + 1
        above = next((one for one in reversed(lines[max(0, at - _ABOVE) : at]) if one.strip()), "")
        title = _TITLE.match(line)
        said = f"{above} {title[0] if title else ''}".strip()
        table = [TableRow(None, -at, cells, said) for cells in (heads, *rows.values())]
        for found in listings(table):
            yield found, frozenset([at, *rows])


def _headings(line: str) -> Cells:
    """The headings of a line: half of its cells at least are known ones or words for people, one
    of people is among them, and none is a value."""
    cells = _cells(_TITLE.sub("", line.strip()))
    texts = [plain(cell) for cell in cells]
    if len(cells) < LEAST or any(len(text) > _SHORT or is_value(text) for text in texts):
        return ()
    people = [_of_people(text) for text in texts]
    known = sum(
        one or kind_of_heading(text) is not None for one, text in zip(people, texts, strict=True)
    )
    return cells if any(people) and known * 2 >= len(cells) else ()


def _of_people(heading: str) -> bool:
    """Whether people stand below a heading, known or a word for them."""
    return kind_of_heading(heading) in PEOPLE or word_for_people(heading)


def _cells(line: str) -> Cells:
    return tuple(cell.strip() for cell in _PARTED.split(line.strip()))


def _rows(
    lines: Sequence[str], start: int, width: int, office: re.Pattern[str]
) -> Iterator[tuple[int, Cells]]:
    """The lines below headings that have as many cells, down to the first other one."""
    for at in range(start, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        cells = _cells(line)
        if len(line) > _LONGEST or len(cells) != width or "。" in line or office.search(line):
            return
        if _headings(line):
            return  # a page repeats them; or each line is one, and none need be asked twice
        yield at, cells


def _names(heads: Cells, rows: Sequence[Cells]) -> bool:
    """Whether half of the cells below headings of people may be names."""
    columns = [at for at, head in enumerate(heads) if _of_people(head)]
    cells = [TITLES.sub("", signs.unmarked(plain(row[at]))) for row in rows for at in columns]
    named = likely_names([common_form(cell) for cell in cells])
    return sum(named) * 2 >= len(cells) > 0
