"""Lists in lines of text that say how each name is read, or of which year at school somebody is:
``1　青木　茂　（あおき しげる）　4年``, ``・青木 茂（3年）``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.listing import Listing
from sekisho.personal.names.known import judged
from sekisho.personal.recognise.halves import half_known
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, plain

LEAST = 3
"""Lines that make a list."""
READ = ("lines", "name", "reading")
"""The layout of such a list."""
_APART = 2
"""Lines between two of a list, at most, one of them blank."""
_LONGEST = 60
_NAME = rf"[{HAN}]{{1,4}} ?[{HAN}ぁ-ゖァ-ヺー]{{1,5}}"
_NUMBER = r"(?:[(]?\d{1,3}[).、:]? ?|[・○●◎◆■□▲△*\-] ?)?"
_SCHOOL = r"[小中高]?[\d一二三四五六]年生?(?: ?[\dA-Za-z一二三]{1,2}組)?|年[少中長]"
_READ = re.compile(
    rf"{_NUMBER}({_NAME}) ?(?:\(([ぁ-ゖァ-ヺー]{{2,}}(?: [ぁ-ゖァ-ヺー]+)?)\)|"
    r"(?<= )([ぁ-ゖー]{2,} [ぁ-ゖー]{2,}|[ァ-ヺー]{2,} [ァ-ヺー]{2,}))(?: [^ 。]{1,12}){0,2}"
)
_PUPIL = re.compile(rf"{_NUMBER}({_NAME}) ?[( ](?:{_SCHOOL})\)?")
_SIGN = re.compile(r"[(（][ぁ-ゖァ-ヺー]|[ \u3000][ぁ-ゖァ-ヺー]{2,}|[年組少中長][)）生]*\s*$")


def read_lists(
    lines: Sequence[str], office: re.Pattern[str]
) -> Iterator[tuple[Listing, frozenset[int]]]:
    """The lists and the numbers of the lines they took. ``office``: marks an office's own line."""
    run: list[tuple[int, str, str]] = []
    for at, line in enumerate((*lines, "")):
        row = _row(line) if at < len(lines) and not office.search(line) else None
        if row is not None and (not run or at - run[-1][0] <= _APART):
            run.append((at, *row))
            continue
        if row is None and line.strip() == "" and at < len(lines):
            continue
        yield from _list(lines, run)
        run = [(at, *row)] if row is not None else []


def _row(line: str) -> tuple[str, str] | None:
    """Name and reading of a line, the reading "" where it says the year at school."""
    if len(line) > _LONGEST or not _SIGN.search(line):
        return None
    text = plain(together(line))
    read = _READ.fullmatch(text)
    if read is not None:
        return read[1], read[2] or read[3]
    pupil = _PUPIL.fullmatch(text)
    return (pupil[1], "") if pupil is not None else None


def _list(
    lines: Sequence[str], run: Sequence[tuple[int, str, str]]
) -> Iterator[tuple[Listing, frozenset[int]]]:
    """The list that lines of one make are, where most of the names are ones that people bear."""
    if len(run) < LEAST:
        return
    names = [common_form(name) for _, name, _ in run]
    known, halves = judged(names), half_known(names, honoured=True)
    sure = [any(one) for one in zip(known.full, known.likely, halves, strict=True)]
    if sum(sure) * 2 < len(run) or any(map(signs.body, names)):
        return
    kinds: tuple[Kind, ...] = ("name", "reading")  # blank where it says the year
    rows: list[tuple[str, ...]] = [(name, reading) for _, name, reading in run]
    first = run[0][0]
    found = Listing(READ, f"lines {first}", kinds, headed=False, rows=rows)
    above = [line for line in lines[max(0, first - LEAST) : first] if line.strip()]
    found.above = above[-1] if above else ""
    yield found, frozenset(at for at, _, _ in run)
