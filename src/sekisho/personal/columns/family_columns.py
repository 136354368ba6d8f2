"""Columns that name a family by given names, right of whole names: 妻 beside 夫, 子ども（学年）
beside 保護者, and such columns under words that are not known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import LOOKED_AT, column, given_names, whole_names
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import judged
from sekisho.personal.writing import common_form, plain

_FAMILY = re.compile(
    r"(?:対象|該当|支給)?の?(?:ご?(?:主人|夫君|令室)|旦那|夫人|奥|お?子(?:ども|供)?|息子|娘|児童|園児|生徒|幼児|乳児|弟妹|"
    r"きょうだい|兄弟(?:姉妹)?|扶養親族)(?:様|さま|さん|方)?(?:の?お?(?:名前?|氏名))?"
)
"""Words for some of a family, beside those for what one of it is to another (妻, 長男)."""
_BRACKETS = re.compile(r" ?[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_BETWEEN = re.compile(r"[\n、,・/ ]+")
_GIVEN = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー]{{1,4}}")
_NO_GIVEN = re.compile(
    r".*(?:[小中高]|学校|[園組班区町村])$|.*[るすくむつうたい]$|[一二三四五六七八九十]+[人名]"
)
"""Schools, classes, places, what somebody does, how many there are."""
_OF_PLACES = re.compile(r"区|字|集落|町|村|場|所|班|組|校|園|団体|品|役|職|備考|希望|種|科|級")
_NAMES_TOO = frozenset("空有")
_MOST, _LEAST = 0.8, 3
_REPLACED: frozenset[Kind] = frozenset({"other", "age"})
"""Kinds that the heading of such a column may seem to tell, by what stands in its brackets."""


def with_members(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> list[Kind]:
    """The kinds, columns of given names right of whole ones as those of members.

    Under a word for kin they may be new ones where one of all such columns is known, or others
    name members; under words
    that are not known they must be known, and differ from row to row: hamlets come again.
    """
    found = list(kinds)
    layout = _over_blanks(layout)
    columns = [
        at
        for at in range(len(found))
        if PEOPLE & {*found[:at]} and (found[at] in _REPLACED or _children(layout, found, rows, at))
    ]
    named = {at: _names(column(rows, at)) for at in columns}
    kin = [at for at in columns if _of_family(layout[at]) and _may_be(named[at])]
    if "member" in found or any(any(given_names(named[at])) for at in kin):
        for at in kin:
            found[at] = "member"
    for at in columns:
        if at not in kin and found[at] == "other" and _known(layout[at], named[at]):
            found[at] = "member"
    return found


def _over_blanks(layout: Sequence[str]) -> list[str]:
    """The headings, a word for some of a family over the blank ones right of it as well."""
    words: list[str] = []
    for head in layout:
        merged = not head.strip() and words and _of_family(words[-1])
        words.append(words[-1] if merged else head)
    return words


def _children(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]], at: int
) -> bool:
    """Whether a column under a word for some of a family (児童名) names them by given names alone,
    right of one of whole names (当番（保護者）)."""
    if kinds[at] != "name" or not _of_family(layout[at]) or kinds[at - 1] not in ("name", "head"):
        return False
    cells = [plain(cell) for cell in column(rows, at) if cell.strip()][:LOOKED_AT]
    before = [cell for cell in column(rows, at - 1) if cell.strip()][:LOOKED_AT]
    short = all(map(_GIVEN.fullmatch, cells))
    whole = sum(whole_names(before)) >= _MOST * len(before)
    return short and whole and sum(given_names(cells)) * 2 >= len(cells) > 0


def _of_family(head: str) -> bool:
    word = re.sub(r"[\d①-⑨]+$", "", _BRACKETS.sub("", plain(head)).replace(" ", ""))
    return bool(word) and (signs.relation(word) or bool(_FAMILY.fullmatch(word)))


def _names(cells: Sequence[str]) -> list[str]:
    """What the cells name, one piece a person, without brackets behind the names."""
    texts = [_BRACKETS.sub("、", plain(cell)) for cell in cells if cell.strip()][:LOOKED_AT]
    pieces = [piece for text in texts for piece in _BETWEEN.split(text) if piece]
    pieces = [piece for piece in pieces if piece not in signs.HEADS]
    return [piece for piece in pieces if piece in _NAMES_TOO or not signs.nothing(piece)]


def _may_be(names: Sequence[str]) -> bool:
    """Whether nearly all of some words may be given names, known or not."""
    fits = [
        bool(_GIVEN.fullmatch(name) and not _NO_GIVEN.fullmatch(name))
        and not (signs.choice(name) or signs.relation(name) or signs.marks(name))
        for name in names
    ]
    return bool(names) and sum(fits) >= _MOST * len(names)


def _known(head: str, names: Sequence[str]) -> bool:
    """Whether known given names stand under an unknown word."""
    if len(names) < _LEAST or kind_of_heading(head) is not None or _OF_PLACES.search(head):
        return False
    if not head.strip() or len(set(names)) < _MOST * len(names) or not _may_be(names):
        return False
    return _are_given(names)


def _are_given(names: Sequence[str]) -> bool:
    known = judged([common_form(name) for name in names])
    sure = sum(given and not word for given, word in zip(known.given, known.word, strict=True))
    return sure >= _MOST * len(names) and sum(known.surname) * 2 <= len(names)


def given_beside(kinds: Sequence[Kind], rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns of given names right of one of whole names, in a table without headings."""
    found = []
    for at, kind in enumerate(kinds):
        if kind == "other" and "name" in kinds[:at]:
            names = _names(column(rows, at))
            if len(names) >= _LEAST and len(set(names)) * 2 > len(names) and _are_given(names):
                found.append(at)
    return found
