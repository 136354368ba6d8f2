"""Birth dates: a date beside or below 生年月日, 生まれ and the like, before 生, or beside a person
whose age, sex or place in a household stands with it; any other date only by its heading.

元号法 (昭和54年法律第43号) and the orders that named the eras: 明治 to 令和, with their letters
and signs (S45.3.2, ㍼45.3.2, 昭45.3.2). Packed forms 19700302 and 3450302 (number of the era
first) come from the systems of municipalities, day numbers from spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from sekisho.personal.dates import date_of, dated, serial_date
from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KIN
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.born import LABEL, OTHER, Dates, Told, behind, told, windows
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.halves import half_known
from sekisho.personal.recognise.headed import heads
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form

_HOLDER = re.compile(r"(?:さん|様|氏|君|くん|ちゃん)\($")
"""A date in brackets right behind a person is that person's."""
_SERIAL = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d{4,5}(?![\d.,/-])")
"""Four figures that can be a year are no number of days: that would be a day of 1905."""
_AGE_BEHIND = re.compile(r"[ \t、,]{0,3}[(\[]?満? ?(\d{1,3}) ?(?:[歳才](?!以|未|児)|[)\]])")
_AGE_BEFORE = re.compile(r"(?<!\d)(\d{1,3}) ?[歳才][)\]]?[ \t、,(:]{0,3}$")
_OF_PERSON = re.compile(rf"(?<![^ \t\n\0,(])(?:世帯主|本人|主|{KIN}|男|女)(?![^ \t\n\0,)・])")
"""A cell that says how somebody belongs to a household, or a sex."""
_NAMED = re.compile(
    rf"([{HAN}ァ-ヺー][{HAN}ぁ-ゖァ-ヺー]{{0,4}}[ ]?[{HAN}ぁ-ゖァ-ヺー]{{1,5}})[ \t,(]{{1,3}}$"
)
_CLOSED = re.compile(r"\) {0,4}(?=[\n\0]|$)")
_ROWS = 3
"""Lines of one make that tell what a date in them is."""
_NEAR, _NAME, _BEHIND = 12, 16, 6
"""Characters at a date in which an event, a name and what comes behind it are looked for."""
Dated = tuple[re.Match[str], str]
"""A match and its value."""
_NOW = range(1985, 2100)
"""Years in which somebody may be as old as a paper says."""
_ADULTS = "1989-01-08"
"""Born before 平成: whoever has such a date behind their name has it by birth, not by a post."""


def _find(block: Block) -> Iterator[Find]:
    found_dates = Dates(block)
    sure = [one for window in windows(block) for one in told(block, window, found_dates)]
    sure += behind(block, found_dates)
    ends = {one.end for one in sure}
    for one in dict.fromkeys(sure):
        yield _labelled(one)
    dates = [
        (found, value)
        for found in found_dates.all
        if found.end() not in ends and (value := date_of(found)) is not None
    ]
    beside = _beside_people(dates, block)
    for found, value in dates:
        start, end = found.span()
        if start in beside:
            start, chosen = dated(block.text, found, block.line_at(start)[0])
            yield Find("birth", start, end, chosen or value, 0.7, reason("birth", "beside_person"))
        elif _HOLDER.search(block.text, max(0, start - 4), start):
            yield Find("birth", start, end, value, 0.95, reason("birth", "labelled"))
        else:
            yield Find("birth", start, end, value, 0.3, reason("birth", "date"))
    yield from _serials(block)


def _labelled(one: Told) -> Find:
    ground, score = ("packed", 0.85) if one.packed else ("labelled", 0.95)
    return Find("birth", one.start, one.end, one.value, score, reason("birth", ground))


def _beside_people(dates: Sequence[Dated], block: Block) -> set[int]:
    """Dates under a heading over names, at an age that fits, right behind a name when it is of
    the Showa years or before, and those that are the only one of a row which says sex or place in
    a household, dates of other events left aside and what begins a line of a diary."""
    found: set[int] = set()
    rows: dict[tuple[int, int], list[Dated]] = {}
    cells = block.cells_at([one.start() for one, _ in dates])
    for (one, value), cell in zip(dates, cells, strict=True):
        if cell is None or not cell[2].heading:
            rows.setdefault(block.line_at(one.start()), []).append((one, value))
        elif heads(cell[2].label) == "name":
            found.add(one.start())
    for (first, last), inside in rows.items():
        own = [one for one in inside if not _of_event(block.text, first, one[0])]
        found |= {one.start() for one, value in own if _aged(block.text, first, one, value)}
        if own:
            later = [one for one in own if one[0].start() > first or one[1] < _ADULTS]
            found |= _of_persons(block.text[first:last], later)
    return found | _in_brackets(block, dates)


def _in_brackets(block: Block, dates: Sequence[Dated]) -> set[int]:
    """Dates alone in brackets behind a name at the end of their line, in several lines of a text
    and of different years: how players are told (主将 青木 葵 (2015/10/8))."""
    ends = [
        (found.start(), value[:4], name[1])
        for found, value in dates
        if block.text[found.start() - 1 : found.start()] == "("
        and _CLOSED.match(block.text, found.end())
        and (name := _NAMED.search(block.text, max(0, found.start() - _NAME), found.start()))
    ]
    names = [common_form(name) for _, _, name in ends]
    facts, halves = judged(names), half_known(names, honoured=True)
    rows: dict[int, list[tuple[int, str, bool]]] = {}
    for at, (start, year, _) in enumerate(ends):
        known = facts.full[at] or facts.likely[at] or halves[at]
        rows.setdefault(block.text_at(start), []).append((start, year, known))
    return {
        start
        for own in rows.values()
        if len(own) >= _ROWS
        and len({year for _, year, _ in own}) > 1
        and sum(known for _, _, known in own) * 2 > len(own)
        for start, _, _ in own
    }


def _of_persons(line: str, own: Sequence[Dated]) -> set[int]:
    """Of the dates of a row that says sex or place in a household: as many as it names people, else
    the earliest, which comes before whatever else happened to somebody."""
    said = _OF_PERSON.findall(line)
    sexes = sum(one in ("男", "女") for one in said)
    if not said or not own:
        return set()
    if len(own) == max(sexes, len(said) - sexes):
        return {one.start() for one, _ in own}
    return {min(own, key=itemgetter(1))[0].start()}


def _of_event(text: str, line: int, found: re.Match[str]) -> bool:
    """Whether the words right at a date say that something else happened on it."""
    start, _ = dated(text, found, line)
    before = text[max(line, start - _NEAR) : start].rpartition("\t")
    behind_it = text[found.end() : found.end() + _BEHIND].lstrip(" (")
    return bool(OTHER.search(before[2] or before[0]) or OTHER.match(behind_it))


def _aged(text: str, line: int, found: re.Match[str], value: str) -> bool:
    """Whether an age stands at a date that somebody born then may have, or their name does."""
    start, end = found.span()
    begin = max(line, start - _NAME)
    age = _AGE_BEHIND.match(text, end, end + _NEAR) or _AGE_BEFORE.search(text, begin, start)
    if age is not None and int(value[:4]) + int(age[1]) in _NOW:
        return True
    name = _NAMED.search(text, begin, start) if value < _ADULTS else None
    return name is not None and judged([common_form(name[1])]).full[0]


def _serials(block: Block) -> Iterator[Find]:
    """Numbers of days: only under a heading of birth dates."""
    for start, end in _under_heading(block):
        for found in _SERIAL.finditer(block.text, start, end):
            value = serial_date(int(found[0]))
            if value:
                yield Find("birth", *found.span(), value, 0.6, reason("birth", "serial"))


def _under_heading(block: Block) -> Iterator[tuple[int, int]]:
    """What stands under a heading of birth dates."""
    if LABEL.search(block.context):
        yield 0, len(block.text)
    else:
        for start, end, _ in block.under(lambda head: LABEL.search(head.label)):
            yield start, end


RECOGNISER = Recogniser(
    "birth",
    "元号法 (昭和54年法律第43号)",
    ("labelled", "beside_person", "date", "packed", "serial"),
    _find,
    claim=3,
)
