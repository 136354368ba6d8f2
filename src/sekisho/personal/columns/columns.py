"""What a column of a table holds, from its heading and from its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import (
    column,
    given_names,
)
from sekisho.personal.columns.heading_words import HEADINGS
from sekisho.personal.columns.no_names import names_nobody
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in HEADINGS)
_LONGEST_HEADING = 24
_NUMBER = re.compile(r"\d{2}[-‐-—(]\d{3}|\d{6}")
"""A telephone: what has one beside its word (連絡先 38-1111) is no heading."""
_ROLE_WORDS = re.compile(r"^(世帯主|世帯員|本人|主|家族|○|〇|員|同居|同居人|[同別]世帯|[同別]居)$")

_SAID_BY_BRACKETS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"[名義者人]\((?:カナ|カタカナ)\)$"), "reading"),
    (re.compile(r"者\((?:.{1,6}者|本人|世帯主)(?:と(?:異な|違|別)|以外)"), "name"),
    (re.compile(r"[者人名]\((?:世帯主|戸主)(?:の?氏?名)?\)$"), "head"),
    (re.compile(r"(?<!カナ)[者人名主前]\((?:姓|氏|苗字|名字)\)$"), "surname"),
)
"""Who 管理者（所有者と異なる場合） is: no staff; 農業者（世帯主）: each heads a home."""
_PEOPLE_WORD = re.compile(
    r"(飼い?主|[家借貸船荷施営]主|賃[借貸]人|[借引]受人|申[出立請]人|管理人|喪主|故人|立会人|ご?本人|お?宅|後見人|証人|"
    r"組合員|会員|児童|園児|生徒|学生|受講生|選手|団員|隊員|部員|役員|当番|里親|お?子(ども|供|さま|様)?|赤ちゃん|[出新]生児|"
    r"[父母夫妻親]|副?[班組区団部]長|会計|監事|書記|総代|世話[人役]|[訪問配達送付届貸出け布]先|相手方?|宛先|宛名)(の?方|さん|名)?$"
)
"""Words that may head a column of names, and as well one of numbers or kinds."""
_CLINIC = re.compile(r"病院|医院|診療所|クリニック|[^ ]科$|なし|^[-―ー]$")
"""Where a doctor works, in place of the name."""
_HEAD_MARKED = re.compile(r"世帯主|戸主|代表")
_MARKS = [{mark} for mark in "○〇◯◎●"]
Cells = tuple[str, ...]
_HALF = 0.5


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
    for pattern, said in _SAID_BY_BRACKETS:
        if pattern.search(whole):
            return said
    for candidate in dict.fromkeys(
        (re.sub(r"\(.*?\)|\d+$|(?<=[者人主])[等ら]$", "", whole), whole)
    ):
        for pattern, kind in _COMPILED:
            if candidate and pattern.search(candidate):
                return None if candidate == whole and _names_first(text) else kind
    return _said_in_brackets(whole)


def _said_in_brackets(heading: str) -> Kind | None:
    """Who an unknown heading says in brackets stands below it (返還先（受領者））."""
    inside = re.fullmatch(r"[^()]+\(([^()]+[者人])\)", heading)
    kind = kind_of_heading(inside[1]) if inside else None
    return kind if kind in PEOPLE else None


def _names_first(text: str) -> bool:
    """Whether a whole name stands before a bracket that says more of its holder."""
    name, bracket, _ = plain(text).partition("(")
    return bool(bracket) and full_names([common_form(together(name.strip()))])[0]


def refined(kinds: Sequence[Kind | None], rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """The kinds once the cells are seen: 世帯主 as a heading over roles, not over names."""
    return tuple(_refined(kind, column(rows, index)) for index, kind in enumerate(kinds))


def _refined(kind: Kind | None, cells: Sequence[str]) -> Kind:
    filled = [plain(cell) for cell in cells if cell.strip()]
    if kind is None or not filled:
        return kind or "other"
    if kind in PEOPLE:
        return _of_people(kind, filled)
    if kind == "staff" and all(map(_CLINIC.search, filled)):
        return "other"  # 主治医 over 町立診療所
    return _numbering(filled) if kind == "household" else kind


def _of_people(kind: Kind, filled: Sequence[str]) -> Kind:
    """What a column holds that is headed as one of people."""
    if _answers(kind, filled) or (kind != "surname" and names_nobody(filled)):
        return "other"  # 送迎 over 要 and 否, お迎え over 母 and 祖父
    if kind in ("head", "member"):
        if sum(bool(_ROLE_WORDS.match(cell)) for cell in filled) * 2 > len(filled):
            return "role"
        if sum(cell.isdigit() for cell in filled) * 2 > len(filled):
            return "other"
    if kind == "name" and all(map(_says_part, filled)):
        return "role"  # 当事者 over 譲受人 and 譲渡人
    return kind


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
    if sum(full_names([*map(common_form, filled)])) > _HALF * len(filled):
        return "head"  # 家 over names
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


def word_for_people(text: str) -> bool:
    """Whether a heading may be a word for people (当番, 飼い主)."""
    return bool(_PEOPLE_WORD.search(re.sub(r"\d+$", "", plain(text).replace(" ", ""))))
