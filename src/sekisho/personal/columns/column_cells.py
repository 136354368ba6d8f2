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
_KANA = r"[ァ-ヺーぁ-ゖｦ-ﾟ]+(?:[ \u3000][ァ-ヺーぁ-ゖｦ-ﾟ]+)?"
_READ = re.compile(
    rf"{_KANA}[ \u3000\n]+([{signs.HAN}][^\n]{{0,16}})|"
    rf"([{signs.HAN}][^\n(（]{{0,16}}?)[ \u3000\n]*[(（]{_KANA}[)）]"
)
"""A name with its reading before it or above, or in brackets behind it or below."""
_SHORT_PHONE = re.compile(r"\d{2}-\d{4}")
"""A telephone without its area code."""
_WHOLE, _WEAK = 0.6, 0.25
"""So much of a cell must belong to the find; in a column the other cells bear witness, so that
weak signs count as well."""
_FIRMS = 3
"""In a ledger more than a third of the cells are no firms and no empty houses, at least."""
_LEAST = 3
"""Cells that show a birth date by figures alone, at least."""
LOOKED_AT = 60
"""Rows whose cells type a column."""


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
        people = [cell for cell in cells if not (signs.body(cell) or signs.nothing(cell))]
        whole = whole_names(people if len(people) * _FIRMS > len(cells) else cells)
        return sum(whole) / len(whole)
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


def _unread(cell: str) -> str:
    """A cell without the reading above, before or below the name in it."""
    found = _READ.fullmatch(cell.strip())
    return found[1] or found[2] if found else cell


def whole_names(cells: Sequence[str]) -> list[bool]:
    """Which cells are names: known ones, foreign ones, or a known surname and what may be given."""
    texts = [
        signs.ROLE_BEFORE.sub(
            "", _HONORIFIC.sub("", common_form(signs.unmarked(first_of(together(_unread(cell))))))
        )
        for cell in cells
    ]
    firsts = surnames([text.partition(" ")[0] for text in texts])
    return [
        whole or signs.foreign(text) or (first and bool(signs.NAME_WITH_BLANK.fullmatch(text)))
        for text, whole, first in zip(texts, full_names(texts), firsts, strict=True)
    ]
