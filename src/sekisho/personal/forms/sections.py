"""Sections of a form: the word in its first column says whom the rows beside it are about.

``申請者`` over three rows, ``児童`` over a list, ``主治医`` beside one row. The word is no label of
those rows; a list that stands in a section ends with it, unless the next section goes on under the
same headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import is_heading_row, is_value
from sekisho.personal.forms.forms import labels_side_by_side, runs
from sekisho.personal.kinds import PEOPLE
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_LONGEST = 24
_NOBODY = re.compile(
    r"医(師|院|療機関)?$|(業|代行|施工|設計|販売|委託)者$|代理店|金融機関$|勤務先$|学校$|施設$|"
    r"(職員|処理|使用|確認|記入)欄|^(飼い?犬|犬|猫|ペット|動物|車両|自動車|物件|建物|土地)$"
)
"""Sections that name nobody private: a doctor, a builder, a bank at their work; animals, things."""
_SQUAD = re.compile(r"[班隊部組]$")
"""What the first column of a list names, not of a form."""
_HOUR = re.compile(r"\d:\d|^\d+便")
"""When a bus goes, in the first column of a list."""
_CONTACT = re.compile(r"緊急|連絡先|保証人|引取人?")
CONTACT = "連絡者氏名"
"""The label of a name in a section about somebody outside the household."""
_OF_PEOPLE = PEOPLE | {"staff", "role", "other", "department", None}
_FAMILY = re.compile(r"家族|世帯員|同居|児童|子ども|子供|お子")
"""Sections that hold lists, whose word may stand in the first row alone."""
_AT_HOME = re.compile(r"家族|世帯員|同居")
_NAME = re.compile(r"(?:氏名|名前)$")
_NO_KIN = frozenset({"本人", "その他"})
_SIDE_BY_SIDE = 3
"""Values without a label between them that no row of a form has."""


@dataclass(frozen=True)
class Apart:
    """A table without the words of its sections. ``ends``: numbers of rows with which a new
    section begins, or what is in none; ``family``: one of them is about the people of a home."""

    rows: list[Cells]
    ends: frozenset[int]
    family: bool = False


def apart(table: Sequence[Cells]) -> Apart:
    """A table cut into sections, and each into those within it. Rows that are about nobody private
    are left empty."""
    outer = _cut(table)
    inner = _cut(outer.rows) if outer.ends else outer
    return Apart(inner.rows, outer.ends | inner.ends, outer.family or inner.family)


def _cut(table: Sequence[Cells]) -> Apart:
    rows, ends, family = list(table), set(), False
    at, before = 0, False
    while at < len(table):
        size = _size(table, at)
        section = _is_section(table, at, size, before=before)
        goes_on = before and not section and (size > 1 or _names_family(table[at]))
        if section or goes_on:
            width = _width(table[at])
            family = family or bool(_AT_HOME.search(_word(table[at])))
            nobody = about_nobody(table[at]) and not _tells_kin(table[at : at + size])
            contact = bool(_CONTACT.search(_word(table[at])))
            for number in range(at, at + size):
                cells = table[number]
                left = cells[width:]
                if nobody:
                    left = ("",) * len(left)
                elif contact:
                    left = tuple(CONTACT if _is_name_label(one) else one for one in left)
                rows[number] = left
        if (section or before) and not goes_on:
            ends.add(at)
        before = section or goes_on
        at += size
    return Apart(rows, frozenset(ends), family)


def about_nobody(cells: Cells) -> bool:
    """Whether the first word of a row says that it is about a doctor, a firm, a thing."""
    return bool(_NOBODY.search(_word(cells)))


def _tells_kin(rows: Sequence[Cells]) -> bool:
    """Whether a section says what somebody in it is to whom the form is about (関係 | 長女)."""
    return any(
        kind_of_heading(label) == "relation"
        and signs.relation(value)
        and plain(value) not in _NO_KIN
        for row in rows
        for label, value in pairwise(runs(row))
    )


def _word(cells: Cells) -> str:
    return plain(cells[0]).replace(" ", "") if cells else ""


def _size(table: Sequence[Cells], at: int) -> int:
    """How many rows the word of the first column covers: merged down, or blank below it."""
    word = _word(table[at])
    end = at + 1
    if not word:
        return 1
    merged = end < len(table) and _word(table[end]) == word
    family = bool(_FAMILY.search(word)) and labels_side_by_side(tuple(runs(table[at])[1:]))
    while end < len(table):
        below = table[end]
        goes_on = family or _labelled(runs(below)[1:])
        same = _word(below) == word if merged else not _word(below) and goes_on
        free = family and not any(cell.strip() for cell in below)
        if not same or (len(set(below)) < 2 and not free):
            break
        end += 1
    return end - at


def _names_family(cells: Cells) -> bool:
    """Whether a row names one more of a home under the headings above, its word before it."""
    if len(runs(cells)) < 3 or not _FAMILY.search(_word(cells)):
        return False
    if kind_of_heading(runs(cells)[2]) is not None:
        return False  # 家族の連絡先 | 大西 早苗 | 続柄 | 長女
    name = common_form(plain(runs(cells)[1]))
    return bool(signs.NAME_WITH_BLANK.fullmatch(name)) or full_names([name])[0]


def _is_section(table: Sequence[Cells], at: int, size: int, *, before: bool) -> bool:
    """Whether rows begin a section; one row alone does only beside others, or names work."""
    first = table[at]
    distinct = runs(first)
    if not first or not _may_be_word(first[0]) or not _labelled(distinct[1:]):
        return False
    if size > 1:
        below = table[at + 1]
        if _NAME.search(_word(first)) and not _labelled(runs(below)[1:]):
            return False  # a name with its reading above it
        return not _headings_in_two_rows(first, below)
    if len(distinct) < 3:
        return False
    alone = before and kind_of_heading(first[0]) is None and kind_of_heading(distinct[2]) is None
    told = any(map(str.isdigit, "".join(first)))  # 工事業者 | 名称 | 町内指定業者 | 番号 | 第12号
    heads = labels_side_by_side(first) and is_heading_row(first) and not told  # 学校 | 児童 | 住所
    return alone or (about_nobody(first) and not heads)


def _may_be_word(cell: str) -> bool:
    """Whether a cell may name a section: no value, and no label of something private."""
    word = plain(cell).replace(" ", "")
    if len(word) > _LONGEST or is_value(plain(cell)) or word.isdigit():
        return False
    if _SQUAD.search(word) or _HOUR.search(word):
        return False
    return kind_of_heading(cell) in _OF_PEOPLE


def _labelled(cells: Sequence[str]) -> bool:
    """Whether a row begins with a label; 世帯主 and 保護者 say in lists who somebody is."""
    if not cells or not cells[0].strip() or signs.relation(cells[0]):
        return False
    values = [is_value(plain(cell)) for cell in cells[1:] if cell.strip()]
    if any(all(values[at : at + _SIDE_BY_SIDE]) for at in range(len(values) - _SIDE_BY_SIDE + 1)):
        return False  # a row of a list: its values have no labels
    return kind_of_heading(cells[0]) not in (None, "member", "role")


def _is_name_label(cell: str) -> bool:
    return kind_of_heading(cell) == "name" and not plain(cell).partition(" ")[2]


def _headings_in_two_rows(first: Cells, second: Cells) -> bool:
    """Whether two rows are headings that go on: another known one is merged down as well, or few
    stand below many side by side (自宅 and 携帯 below 連絡先). The one beside the word may be a
    section within it."""
    width = _width(first)
    lower = runs(second[width:])
    if all(map(kind_of_heading, [*runs(first[width:]), *lower])):
        return True
    over = [cell for cell in runs(first) if cell.strip()]
    under = [cell for cell in lower if cell.strip()]
    few = 0 < 2 * len(under) < len(over)
    if few and labels_side_by_side(first) and is_heading_row(first):
        return len(over) > _SIDE_BY_SIDE and all(map(kind_of_heading, under))
    width += _width(first[width:])
    return any(
        upper == below and kind_of_heading(upper) is not None
        for upper, below in zip(first[width:], second[width:], strict=False)
        if upper.strip()
    )


def _width(cells: Cells) -> int:
    """How many columns the word in the first one covers."""
    return next((at for at, cell in enumerate(cells) if cell != cells[0]), len(cells))
