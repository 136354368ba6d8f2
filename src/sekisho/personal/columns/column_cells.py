"""What the cells of a column show without its heading: of what kind most are, which are names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.dates import packed_date
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names, surnames
from sekisho.personal.recognise import finds_of, recognisers
from sekisho.personal.recognise.block import Block
from sekisho.personal.writing import common_form, plain

_SEEN: tuple[Kind, ...] = ("phone", "birth", "mail", "name", "address")
"""Kinds that cells show without a heading, the clearest first."""
MOST = 0.7
"""The share of cells that makes a column what they are."""
_HONORIFIC = re.compile(r" ?(様|殿|さん|氏|君|ちゃん)$")
_SEVERAL = re.compile(r"[、,，\n]")
_COUPLE = re.compile(r"[、,，\n・･&＆]")
"""Dots part names that are not in kana alone."""
_SHORT_PHONE = re.compile(r"\d{2}-\d{4}")
"""A telephone without its area code."""
_AGE = re.compile(r"(?:\d{1,2}|1[01]\d)[歳才]?")
_WHOLE, _WEAK = 0.6, 0.25
"""So much of a cell must belong to the find; in a column the other cells bear witness, so that
weak signs count as well."""
_LEAST = 3
"""Cells that show a birth date by figures alone, at least."""
LOOKED_AT = 60
"""Rows whose cells type a column."""


def kinds_by_content(rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds of the columns of a table without headings, as far as the cells show them.

    Ages and numbers are not told apart without a heading.
    """
    width = max((len(row) for row in rows), default=0)
    kinds = [by_content(column(rows, index)) for index in range(width)]
    for at in range(1, width):  # the reading beside the name
        if kinds[at - 1 : at + 1] == ["name", "name"]:
            pair = [[cell for cell in column(rows, one) if cell.strip()] for one in (at - 1, at)]
            kana = [sum(map(signs.reading_like, cells)) > MOST * len(cells) for cells in pair]
            if kana[0] != kana[1]:
                kinds[at - 1 if kana[0] else at] = "reading"
    return tuple(_relations(kinds, rows))


def _relations(kinds: list[Kind], rows: Sequence[Sequence[str]]) -> list[Kind]:
    """The kinds, a column beside names that holds nothing but what people are to a head as one of
    relations, and beside it one of numbers up to 110 as one of ages."""
    if "name" not in kinds:
        return kinds
    cells = [[plain(cell) for cell in column(rows, at) if cell.strip()] for at in range(len(kinds))]
    for at, filled in enumerate(cells):
        if kinds[at] == "other" and len(filled) > 1 and all(map(signs.relation, filled)):
            kinds[at] = "relation"
    for at, filled in enumerate(cells):
        if "relation" in kinds and kinds[at] == "other" and len(filled) > 1:
            aged = all(_AGE.fullmatch(cell) for cell in filled)
            numbered = all(
                _AGE.fullmatch(cell) and cell == str(n) for n, cell in enumerate(filled, 1)
            )
            kinds[at] = "age" if aged and not numbered else "other"
    return kinds


def column(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """The cells of a column, where there is one."""
    return [row[index] for row in rows if index < len(row)]


def given_names(cells: Sequence[str]) -> list[bool]:
    """Which cells are given names, or whole ones."""
    after = full_names([f"佐藤 {common_form(cell)}" for cell in cells])
    return [one or two for one, two in zip(after, whole_names(cells), strict=True)]


def by_content(cells: Sequence[str]) -> Kind:
    """The first of the kinds that most cells are of."""
    filled = [cell for cell in cells if cell.strip()][:LOOKED_AT]
    if not filled:
        return "other"
    block = Block.of(filled)
    return next((kind for kind in _SEEN if _share(kind, filled, block) >= MOST), "other")


def _share(kind: Kind, cells: Sequence[str], block: Block) -> float:
    """The share of cells that are of a kind: names by the lexicon, the rest by its recogniser."""
    if kind == "name":
        return sum(whole_names(cells)) / len(cells)
    if kind == "phone" and all(_SHORT_PHONE.fullmatch(plain(cell)) for cell in cells):
        return 1.0
    if kind == "birth" and len(cells) >= _LEAST and all(packed_date(plain(c)) for c in cells):
        return 1.0
    only = [one for one in recognisers() if one.kind == kind]
    covered = 0
    for cell, finds in zip(cells, finds_of(block, _WEAK, only), strict=True):
        size = len("".join(cell.split()))
        found = sum(len("".join(cell[one.start : one.end].split())) for one in finds)
        covered += found >= _WHOLE * size
    return covered / len(cells)


def first_of(cell: str) -> str:
    """The first of several names in a cell (青木 茂、石黒 明), when the last may be one as well."""
    several = _SEVERAL if signs.kana(plain(cell)) else _COUPLE
    pieces = [piece for piece in several.split(cell) if piece.strip()]
    return pieces[0] if len(pieces) > 1 and signs.name_like(pieces[-1]) else cell


def whole_names(cells: Sequence[str]) -> list[bool]:
    """Which cells are names: known ones, foreign ones, or a known surname and what may be given."""
    texts = [
        signs.ROLE_BEFORE.sub(
            "", _HONORIFIC.sub("", common_form(signs.unmarked(first_of(together(cell)))))
        )
        for cell in cells
    ]
    firsts = surnames([text.partition(" ")[0] for text in texts])
    return [
        whole or signs.foreign(text) or (first and bool(signs.NAME_WITH_BLANK.fullmatch(text)))
        for text, whole, first in zip(texts, full_names(texts), firsts, strict=True)
    ]
