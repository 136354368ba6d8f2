"""Tables without headings that are known, typed by their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.by_cells import kinds_by_content
from sekisho.personal.columns.column_cells import (
    MOST,
    whole_names,
)
from sekisho.personal.columns.columns import kind_of_heading, word_for_people
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names, judged
from sekisho.personal.recognise.halves import surname_first
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_SQUAD = "班"
_FIGURES: frozenset[Kind] = frozenset({"address", "age", "birth", "phone"})
_NUMBER = re.compile(r"[\d〇一二三四五六七八九十百]")
_LEAST = 2
"""Rows below a heading, at least."""
_FIRST_SIGN, _LAST_SIGN = re.compile(r"(?:\d+|[^\d])(?=.)"), re.compile(r"(?<=.)(?:\d+|[^\d])$")
_RARE = signs.NAME_WITH_BLANK
"""A surname and a given name apart, known or not."""
_SEX = re.compile(r"[男女](?:性|子|の部)?")
_TELLING: frozenset[Kind] = frozenset({"address", "phone", "birth"})
_TOLD_TOO = re.compile(r"[(（][^()（）\n]*[)）]|[\n ][-‐－\d]{6,}$")
"""The class of somebody (小5), and the telephone below the name."""
_FEWEST = 4
"""Names of a table that has nothing but names, at least."""


def headed_by_words(rows: Sequence[Cells]) -> tuple[Cells, tuple[Kind, ...]] | None:
    """The words of the first row and the kinds below them, when it heads columns of names: by a
    word for people (当番, 御芳名), or by the squads or quarters whose people stand below."""
    first, rest = rows[0], [row for row in rows[1:] if not signs.example(row)]
    alike = _alike(first)
    if len(rest) < _LEAST or any(
        _has_figure(cell) and not (alike or _squad(cell)) for cell in first
    ):
        return None
    kinds: tuple[Kind, ...] = kinds_by_content(rest)
    if not PEOPLE & set(kinds) and (alike or all(map(_part, first))):
        bare = [tuple(map(_bare, row)) for row in rest]
        kinds = tuple("name" for _ in first) if _all_names(bare) else kinds_by_content(bare)
    if alike and _all_names(rest):
        kinds = tuple("name" for _ in first)
    named = [at for at, kind in enumerate(kinds) if kind in PEOPLE and at < len(first)]
    if not named or not all(first[at].strip() for at in named):
        return None
    if PEOPLE & set(kinds_by_content([tuple(first)])):
        return None
    parts = sum(_part(first[at]) for at in named)
    most = parts * 2 > len(named) and _all_names(rest)  # 上組, 中組, 下組 beside 新道
    squads = len(named) > 1 and (alike or parts == len(named) or most)
    words = any(kind_of_heading(first[at]) in PEOPLE or word_for_people(first[at]) for at in named)
    words = words or _again(first)
    if not (words or (squads and len(named) * len(rest) >= _FEWEST)):
        return None
    told = tuple(_of_word(first, kinds, named, at) for at in range(len(kinds)))
    first += ("",) * (len(told) - len(first))  # rows may be wider
    if squads:  # one list printed in blocks, whatever its squads are called
        first = tuple(_SQUAD if at in named else cell for at, cell in enumerate(first))
    return first, told


def _alike(first: Cells) -> bool:
    """Whether the words of a row differ in one sign or number alone (Ａテーブル, 1号車, 松の卓):
    parts of one list, whatever they are called."""
    words = [plain(cell).replace(" ", "") for cell in first]
    if len(words) < _LEAST or len(set(words)) < len(words) or any(map(signs.relation, words)):
        return False
    cuts = (_FIRST_SIGN, _LAST_SIGN)
    return any(all(map(cut.match, words)) and len({cut.sub("", one) for one in words}) == 1
               for cut in cuts)  # fmt: skip


def _all_names(rows: Sequence[Cells]) -> bool:
    """Whether nothing but names stands in all columns together: most are known, or may be names."""
    cells = [signs.unnumbered(cell.strip()) for row in rows for cell in row if cell.strip()]
    known = whole_names(cells)
    rest = [common_form(plain(cell)) for cell, one in zip(cells, known, strict=True) if not one]
    begun = zip(judged(rest).likely, surname_first(rest), map(_RARE.fullmatch, rest), strict=True)
    may_be = sum(bool(like or first or rare) for like, first, rare in begun)
    return sum(known) * 2 >= len(cells) > 0 and sum(known) + may_be >= MOST * len(cells)


def _again(first: Cells) -> bool:
    """Whether a row says the same words again further right: the list stands there in blocks."""
    words = [plain(cell) for cell in first if cell.strip()]
    half = len(words) // 2
    return half > 1 and words[:half] == words[half:] and len(set(words)) == half


def _of_word(first: Cells, kinds: Sequence[Kind], named: Sequence[int], at: int) -> Kind:
    """The kind of a column: heads of homes where its word says so (氏子), and what the cells under
    the same word elsewhere show, when the list is printed in blocks side by side."""
    if at >= len(first) or first[at] not in {first[one] for one in named}:
        return kinds[at]
    if kind_of_heading(first[at]) == "head":
        return "head"
    return kinds[next(one for one in named if first[one] == first[at])]


def in_grid(rows: Sequence[Cells]) -> list[Cells]:
    """The names of a table of at least two columns that holds names alone, numbered or not, and
    words for homes without anybody; none where it holds anything else."""
    cells: list[Cells] = [(cell,) for row in rows for cell in row if cell.strip()]
    filled = [row for row in cells if not signs.nothing(signs.unnumbered(row[0].strip()))]
    wide = len(filled) >= _FEWEST and max(map(len, rows)) > 1
    return filled if wide and len(filled) < len(cells) and _all_names(filled) else []


def without_heading(rows: Sequence[Cells]) -> Sequence[Cells]:
    """The rows without the first one, when it heads the others by words that are not known, or
    names stand below words in it that are none."""
    if unlike_the_rest(rows):
        return rows[1:]
    kinds = kinds_by_content(rows[1:])
    named = [at for at, kind in enumerate(kinds) if kind in PEOPLE]
    if len(rows) < _FEWEST or not named:
        return rows
    above = kinds_by_content(rows[:1])
    first = [rows[0][at] for at in named if at < len(rows[0])]
    if len(rows) == _FEWEST and not _words_alone(first):
        return rows
    return rows if any(above[at] in PEOPLE for at in named if at < len(above)) else rows[1:]


def kinds_of_most(rows: Sequence[Cells]) -> tuple[Kind, ...]:
    """The kinds of the columns, those that all rows hide (担任 | 石黒 | 38-1111 above six columns)
    by the rows that fill the same columns as most others do and tell something private."""
    kinds = kinds_by_content(rows)
    filled = [tuple(at for at, cell in enumerate(row) if cell.strip()) for row in rows]
    most = Counter(filled).most_common(1)
    if not most or not _LEAST <= most[0][1] < len(rows) or most[0][1] * 2 < len(rows):
        return kinds
    usual = [row for row, own in zip(rows, filled, strict=True) if own == most[0][0]]
    told = dict(enumerate(kinds_by_content(usual)))
    if not _TELLING & set(told.values()):
        return kinds
    return tuple(told.get(at, one) if one == "other" else one for at, one in enumerate(kinds))


def _words_alone(cells: Sequence[str]) -> bool:
    """Whether cells hold words, none of which begins like a name."""
    words = [common_form(plain(cell)) for cell in cells]
    known = judged(words)
    names = zip(known.surname, known.given, known.likely, words, strict=True)
    named = any(one or two or three or _RARE.fullmatch(word) for one, two, three, word in names)
    return not named and any(known.word)


def unlike_the_rest(rows: Sequence[Cells]) -> bool:
    """Whether the first row heads the others by words that are not known: no figure in it, and
    figures below it in two columns at least."""
    first, rest = rows[0], rows[1:]
    if len(rest) < _LEAST or any(_has_figure(cell) for cell in first):
        return False
    below = [
        at
        for at, cell in enumerate(first)
        if cell.strip() and all(at < len(row) and _has_figure(row[at]) for row in rest)
    ]
    return len(below) >= _LEAST


def _bare(cell: str) -> str:
    """What stands in a cell without brackets behind it and the telephone below."""
    return _TOLD_TOO.sub("", cell).strip() or cell


def _part(cell: str) -> bool:
    """Whether a word says which part of all people stands below: a squad, men or women."""
    return _squad(cell) or bool(_SEX.fullmatch(plain(cell).replace(" ", "")))


def asks_other(kinds: Sequence[Kind], first: Cells) -> bool:
    """Whether the first row of a table heads something else than the list before, which has figures
    where this row has words alone and names nobody (所在 | 林種 | 樹種 | 林齢)."""
    told = {
        kind for kind, cell in zip(kinds, first, strict=False) if kind in _FIGURES and cell.strip()
    }
    words = [plain(cell) for cell in first if cell.strip()]
    if not told or any(_NUMBER.search(word) or signs.nothing(word) for word in words):
        return False
    if told - {"address"}:
        return True
    return not any(full_names([common_form(together(word)) for word in words]))


def _squad(cell: str) -> bool:
    return bool(plain(cell)) and signs.section(cell)


def _has_figure(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)
