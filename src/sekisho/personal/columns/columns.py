"""What a column of a table holds, from its heading and from its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
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
from sekisho.personal.columns.heading_words import HEADINGS
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in HEADINGS)
_LONGEST_HEADING = 24
_NUMBER = re.compile(r"\d{2}[-‐-—(]\d{3}|\d{6}")
"""A telephone: what has one beside its word (連絡先 38-1111) is no heading."""
_ROLE_WORDS = re.compile(r"^(世帯主|世帯員|本人|主|家族|○|〇|員|同居|同居人|[同別]世帯|[同別]居)$")

_IN_KANA = re.compile(r"[名義者人]\((?:カナ|カタカナ)\)$")
_SOMEBODY_ELSE = re.compile(r"者\((?:.{1,6}者|本人|世帯主)(?:と(?:異な|違|別)|以外)")
"""管理者（所有者と異なる場合）: no staff."""
_PEOPLE_WORD = re.compile(
    r"(飼い?主|[家借貸船荷施営]主|賃[借貸]人|[借引]受人|申[出立請]人|管理人|喪主|故人|立会人|ご?本人|お?宅|後見人|証人|"
    r"組合員|会員|児童|園児|生徒|学生|受講生|選手|団員|隊員|部員|役員|当番|里親|お?子(ども|供|さま|様)?|赤ちゃん|[出新]生児|"
    r"[父母夫妻親]|副?[班組区団部]長|会計|監事|書記|総代|世話[人役]|[訪問配達送付届貸出け布]先|相手方?|宛先|宛名)(の?方|さん|名)?$"
)
"""Words that may head a column of names, and as well one of numbers or kinds."""
_HEAD_MARKED = re.compile(r"世帯主|戸主|代表")
_MARKS = [{mark} for mark in "○〇◯◎●"]
_HAN = re.compile(rf"[{signs.HAN}]")
_NAME_TOO = re.compile(r"氏名|名前")
_HELPER = re.compile(r"(?<!要)支援者|協力[者員]|引受人|代理人|届出人|紹介者|介助者|介護者")
_CHILD = re.compile(r"児童|子|世帯員|家族|同居|生徒|園児|扶養|孫")
"""Who stands in columns with numbers (児童１, 児童２) right of the one whom the row is about."""
_DEPENDANT = re.compile(r"扶養(親族|家族|者)|専従者|同一生計")
_SPOUSE = frozenset({"配偶者", "配偶者名", "配偶者氏名", "妻", "夫"})
_PLACE = re.compile(r"場所|所在|地点|地番")
_INDOORS = re.compile(r"[室階課係庁]")
USER = re.compile(r"(使用|管理|借用)者(名|氏名)?$")

Cells = tuple[str, ...]
_OF_PEOPLE: frozenset[Kind] = frozenset({"address", "phone", "birth", "age", "sex", "relation"})
_BESIDE_NAME: frozenset[Kind] = frozenset({"address", "phone", "birth"})
_HALF = 0.5
_LEAST, _SURE = 3, 0.8
_WORK = re.compile(
    r"担当|職員|委員|検針|医|教|先生|監督|講師|業者|企業|会社|団体|地区|集落|場所|品|件名|科目"
)
"""Headings of columns whose names are not those of residents, or no names."""


@lru_cache(maxsize=1 << 16)
def kind_of_heading(text: str) -> Kind | None:
    """The kind that a heading names, or None when it is no known heading."""
    whole = re.sub(r"\s", "", plain(text)).removeprefix("■")
    if (
        not whole
        or len(whole) > _LONGEST_HEADING
        or signs.phone_like(whole)
        or _NUMBER.search(whole)
        or set("@。") & set(whole)
    ):
        return None
    if signs.choices(whole):
        return None
    if _IN_KANA.search(whole):
        return "reading"
    if _SOMEBODY_ELSE.search(whole):
        return "name"
    for candidate in dict.fromkeys(
        (re.sub(r"\(.*?\)|\d+$|(?<=[者人主])[等ら]$", "", whole), whole)
    ):
        for pattern, kind in _COMPILED:
            if candidate and pattern.search(candidate):
                return None if candidate == whole and _names_first(text) else kind
    return None


def _names_first(text: str) -> bool:
    """Whether a whole name stands before a bracket that says more of its holder."""
    name, bracket, _ = plain(text).partition("(")
    return bool(bracket) and full_names([common_form(together(name.strip()))])[0]


def refined(kinds: Sequence[Kind | None], rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds once the cells are seen: 世帯主 as a heading over roles, not over names."""
    return tuple(_refined(kind, column(rows, index)) for index, kind in enumerate(kinds))


def _refined(kind: Kind | None, cells: Sequence[str]) -> Kind:
    if kind is None:
        return "other"
    filled = [plain(cell) for cell in cells if cell.strip()]
    if kind in PEOPLE and filled and _answers(kind, filled):
        return "other"  # 送迎 over 要 and 否, お迎え over 母 and 祖父
    if kind in ("head", "member") and filled:
        if sum(bool(_ROLE_WORDS.match(cell)) for cell in filled) * 2 > len(filled):
            return "role"
        if sum(cell.isdigit() for cell in filled) * 2 > len(filled):
            return "other"
    if kind == "name" and filled and all(map(_says_part, filled)):
        return "role"  # 当事者 over 譲受人 and 譲渡人
    return _numbering(filled) if kind == "household" and filled else kind


def _answers(kind: Kind, filled: Sequence[str]) -> bool:
    """Whether the cells of a column answer a question and name nobody; of contacts, what they are
    to the one of the row answers as well."""
    kin = kind == "contact"
    rest = [cell for cell in filled if not (signs.choice(cell) or (kin and signs.relation(cell)))]
    return len(rest) < _HALF * len(filled) and not (rest and any(given_names(rest)))


def _numbering(filled: Sequence[str]) -> Kind:
    """What a column headed as the numbers of households holds."""
    if sum(bool(_ROLE_WORDS.match(cell)) for cell in filled) * 2 > len(filled):
        return "role"
    return "household" if any(cell[:1].isalnum() for cell in filled) else "other"


def _says_part(text: str) -> bool:
    """Whether a cell says what part somebody has (譲受人, 借主) and names nobody."""
    word = text.replace(" ", "")
    return kind_of_heading(text) in PEOPLE or bool(_PEOPLE_WORD.fullmatch(word) and len(word) > 1)


def heads_marked(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells]
) -> tuple[tuple[Kind, ...], list[Cells]]:
    """Kinds and rows with 世帯主 for each mark (○) in a column that is headed so and holds marks
    alone."""
    columns = {
        at
        for at, head in enumerate(layout)
        if _HEAD_MARKED.search(plain(head))
        and {plain(cell) for cell in column(rows, at) if cell.strip()} in _MARKS
    }
    if not columns:
        return tuple(kinds), list(rows)
    return tuple("role" if at in columns else kind for at, kind in enumerate(kinds)), [
        tuple("世帯主" if at in columns and cell.strip() else cell for at, cell in enumerate(row))
        for row in rows
    ]


def completed(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> tuple[Kind, ...]:
    """The kinds of a list, headings that say too little of a column helped by its cells.

    A word for people (園児, 飼い主) heads names when most of its cells are names. Where nobody is
    named otherwise, unknown headings are typed by their cells; a column that reads like names is
    one only beside something private: hamlets and products are called like people too. Who uses
    something (使用者) at an address of his own, or beside a clerk, is no staff.
    """
    kinds = _merged_over(layout, _people_of_words(layout, kinds, rows), rows)
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


def word_for_people(text: str) -> bool:
    """Whether a heading may be a word for people (当番, 飼い主)."""
    return bool(_PEOPLE_WORD.search(re.sub(r"\d+$", "", plain(text).replace(" ", ""))))


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
        elif before and (_DEPENDANT.search(word) or found[at] == "name") and cells:
            found[at] = "member" if _of_the_family(cells, word) else found[at]
        elif cells and kind_of_heading(head) is None and word_for_people(head):
            found[at] = "name" if sum(whole_names(cells)) >= _HALF * len(cells) else found[at]
        elif found[at] == "other" and PEOPLE & {*kinds} and names_below(head, cells):
            found[at] = "name"
    return found


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
    if _DEPENDANT.search(word):
        return sum(given_names(named)) >= _HALF * len(named)
    short = [" " not in plain(name) and len(plain(name)) <= _LEAST for name in named]
    given = [
        one and not two for one, two in zip(given_names(named), whole_names(named), strict=True)
    ]
    alone = sum(one and two for one, two in zip(short, given, strict=True))
    return alone >= _SURE * len(named)


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
