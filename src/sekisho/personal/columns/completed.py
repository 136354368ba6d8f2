"""What the columns of a list hold, its headings helped by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import (
    LOOKED_AT,
    MOST,
    by_content,
    column,
    first_of,
    given_names,
    whole_names,
)
from sekisho.personal.columns.columns import kind_of_heading, word_for_people
from sekisho.personal.columns.family_columns import with_members
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.writing import plain

_HAN = re.compile(rf"[{signs.HAN}]")
_NAME_TOO = re.compile(r"氏名|名前")
_HELPER = re.compile(r"(?<!要)支援者|協力[者員]|引受人|代理人|届出人|紹介者|介助者|介護者")
_CHILD = re.compile(r"児童|子|世帯員|家族|同居|生徒|園児|扶養|孫")
"""Who stands in columns with numbers (児童１, 児童２) right of the one whom the row is about."""
_OF_CHILD = re.compile(
    r"^(?:新生|出生|乳幼?|幼)?児の?氏?名$|^お?子(?:さん|さま|様|ども)?の?(?:氏名|名前)$"
)
_DEPENDANT = re.compile(rf"扶養(?:親族|家族|者)|専従者|同一生計|{_OF_CHILD.pattern}")
_SPOUSE = frozenset({"配偶者", "配偶者名", "配偶者氏名", "妻", "夫"})
_PLACE = re.compile(r"場所|所在|地点|地番")
_INDOORS = re.compile(r"[室階課係庁]")
USER = re.compile(r"(使用|管理|借用)者(名|氏名)?$")
_OF_PEOPLE: frozenset[Kind] = frozenset({"address", "phone", "birth", "age", "sex", "relation"})
_BESIDE_NAME: frozenset[Kind] = frozenset({"address", "phone", "birth"})
_HALF = 0.5
_LEAST, _SURE = 3, 0.8
_WORK = re.compile(
    r"担当|職員|委員|検針|医|教|先生|監督|講師|業者|企業|会社|団体|地区|集落|場所|品|件名|科目"
)
"""Headings of columns whose names are not those of residents, or no names."""


def completed(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> tuple[Kind, ...]:
    """The kinds of a list, headings that say too little of a column helped by its cells.

    A word for people (園児, 飼い主) heads names when most of its cells are names. Where nobody is
    named otherwise, unknown headings are typed by their cells; a column that reads like names is
    one only beside something private: hamlets and products are called like people too. Who uses
    something (使用者) at an address of his own, or beside a clerk, is no staff.
    """
    kinds = with_members(layout, _people_of_words(layout, kinds, rows), rows)
    kinds = _merged_over(layout, kinds, rows)
    kinds = _member_a_row(kinds, rows)
    kinds = _named_by_kana(_head_a_row(kinds, rows), rows)
    users = [bool(USER.search(plain(head))) for head in layout]
    clerks = any(kind == "staff" and not user for kind, user in zip(kinds, users, strict=True))
    if PEOPLE & set(kinds) and any(users) and ("address" in kinds or clerks):
        return tuple("name" if user and kind == "staff" else kind
                     for kind, user in zip(kinds, users, strict=True))  # fmt: skip
    if PEOPLE & set(kinds) or ("staff" in kinds and not any(users)):
        return tuple(kinds)
    found = [
        _unheaded(head, column(rows, index))
        if user or kind_of_heading(head) is None or (kind == "office_address" and any(users))
        else kind
        for index, (head, kind, user) in enumerate(zip(layout, kinds, users, strict=True))
    ]
    beside = {"address"} if "staff" in kinds else _BESIDE_NAME
    return tuple(found) if "name" in found and beside & set(found) else tuple(kinds)


def _member_a_row(kinds: Sequence[Kind], rows: Sequence[Sequence[str]]) -> list[Kind]:
    """The kinds, a column of members that names one in each row under a head who is written again
    in each (農家台帳) as one of names."""
    found = list(kinds)
    if kinds.count("head") != 1 or kinds.count("member") != 1 or "name" in kinds:
        return found
    rows = [row for row in rows if not signs.total(tuple(row))]
    heads, members = (column(rows, found.index(kind)) for kind in ("head", "member"))
    again = sum(bool(one.strip()) and one == two for one, two in pairwise(heads))
    if again and all(members) and all("\n" not in cell and "、" not in cell for cell in members):
        found[found.index("member")] = "name"
    return found


def _head_a_row(kinds: Sequence[Kind], rows: Sequence[Sequence[str]]) -> list[Kind]:
    """The kinds, a column of heads (世帯主・家族) that also names who is 妻 or 子 to them as one of
    names."""
    found = list(kinds)
    if kinds.count("head") == 1 and "relation" in kinds and not {"name", "member"} & set(kinds):
        at, told = found.index("head"), found.index("relation")
        pairs = [(row[at], plain(row[told])) for row in rows if max(at, told) < len(row)]
        if any(
            one.strip() and signs.relation(two) and two not in signs.HEADS for one, two in pairs
        ):
            found[at] = "name"
    return found


def _named_by_kana(kinds: Sequence[Kind], rows: Sequence[Sequence[str]]) -> list[Kind]:
    """The kinds, a column of readings as one of names where people have no other one and are told
    by birth date, address, age or sex."""
    found = list(kinds)
    if PEOPLE & set(kinds) or kinds.count("reading") != 1 or "staff" in kinds:
        return found
    at = found.index("reading")
    cells = [cell for cell in column(rows, at) if cell.strip()]
    if (_OF_PEOPLE | {"account"}) & set(kinds) and sum(
        map(signs.reading_like, cells)
    ) > _HALF * len(cells):
        found[at] = "name"
    return found


def _people_of_words(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> list[Kind]:
    """The kinds, with columns of people that a word alone does not tell: 園児 over names; 妻 and 子
    right of the head of a family; name and reading one above the other in each cell; who helps
    (支援者) those whom the rows are about."""
    found = list(kinds)
    for at, head in enumerate(layout):
        word = re.sub(r"\d+$", "", plain(head).replace(" ", ""))
        cells = [cell for cell in column(rows, at) if cell.strip()][:LOOKED_AT]
        before = PEOPLE & set(found[:at])
        if found[at] == "reading" and _NAME_TOO.search(word):
            written = sum(bool(_HAN.search(cell)) for cell in cells)
            found[at] = "name" if written > _HALF * len(cells) else "reading"
        elif before and _CHILD.search(word) and _numbered(head) and any(given_names(cells)):
            found[at] = "member"
        elif not before and word in ("夫", "父") and at + 1 < len(layout):
            found[at] = (
                "head" if cells and sum(whole_names(cells)) >= _HALF * len(cells) else found[at]
            )
        elif before and (signs.relation(word) if "head" in before else word in _SPOUSE):
            likely = given_names(cells) if cells else []
            found[at] = "member" if any(likely) and sum(likely) >= _HALF * len(cells) else found[at]
        elif found[at] == "name" and before and _HELPER.search(word):
            found[at] = "contact"
        elif (
            (before or _before_parent(found, at, word))
            and cells
            and (_DEPENDANT.search(word) or found[at] == "name")
        ):
            found[at] = "member" if _of_the_family(cells, word) else found[at]
        elif cells and kind_of_heading(head) is None and word_for_people(head):
            found[at] = "name" if sum(whole_names(cells)) >= _HALF * len(cells) else found[at]
        elif found[at] == "other" and PEOPLE & {*kinds} and names_below(head, cells):
            found[at] = "name"
    return found


def _before_parent(kinds: Sequence[Kind], at: int, word: str) -> bool:
    """Whether children stand left of the parent who has their surname (児氏名 | 母氏名)."""
    return bool(_OF_CHILD.search(word)) and bool(PEOPLE & {*kinds[at + 1 :]})


def _merged_over(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> list[Kind]:
    """The kinds, a column of given names without a heading, right of members, as one of these."""
    found = list(kinds)
    for at, head in enumerate(layout):
        if at and not head.strip() and found[at - 1] == "member":
            cells = [cell for cell in column(rows, at) if cell.strip()]
            found[at] = "member" if not cells or all(given_names(cells)) else found[at]
    return found


def _of_the_family(cells: Sequence[str], word: str) -> bool:
    """Whether a column names members of the family left of it: dependants by their heading, others
    by given names without a surname in nearly all cells."""
    named = [signs.unmarked(first_of(cell)) for cell in cells if not signs.nothing(cell)]
    if not named:
        return False
    known, whole = given_names(named), whole_names(named)
    short = [" " not in plain(name) and len(plain(name)) <= _LEAST for name in named]
    alone = [one and not two for one, two in zip(short, whole, strict=True)]
    if _OF_CHILD.search(word):
        known = [one or new for one, new in zip(known, alone, strict=True)]
    if _DEPENDANT.search(word):
        return sum(known) >= _HALF * len(named)
    given = sum(one and two for one, two in zip(known, alone, strict=True))
    return given >= _SURE * len(named)


def names_below(head: str, cells: Sequence[str]) -> bool:
    """Whether whole names stand below a word that is no known heading, and none of an office."""
    if len(cells) < _LEAST or not head.strip() or _WORK.search(plain(head)):
        return False
    return kind_of_heading(head) is None and _share_of_whole(cells) >= _SURE


def _share_of_whole(cells: Sequence[str]) -> float:
    """The share of cells that are whole names and too long for a hamlet's."""
    long = [len(plain(cell).replace(" ", "")) >= _LEAST for cell in cells]
    return sum(one and two for one, two in zip(long, whole_names(cells), strict=True)) / len(cells)


def _numbered(head: str) -> bool:
    return bool(re.search(r"\d$|第\d|[一二三四五六]$|第[一二三四五六]|[①-⑨]$", plain(head)))


def _unheaded(head: str, cells: Sequence[str]) -> Kind:
    """A date under a heading that speaks of no birth is none; a hamlet and a number under one
    that speaks of a place are an address."""
    kind = by_content(cells)
    if kind == "other" and _PLACE.search(plain(head)):
        filled = [cell for cell in cells if cell.strip()][:LOOKED_AT]
        where = [signs.address_like(cell) and not _INDOORS.search(cell) for cell in filled]
        return "address" if filled and sum(where) >= MOST * len(filled) else kind
    return "other" if kind == "birth" else kind
