"""Rows that head a list: which they are, and what one or two of them say of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading, word_for_people
from sekisho.personal.columns.spread import together
from sekisho.personal.dates import date_key
from sekisho.personal.kinds import PEOPLE, PRIVATE, Kind
from sekisho.personal.names.known import full_names, judged
from sekisho.personal.writing import common_form, plain

_SHORT = 12
"""Characters of a heading that is not known here, at most."""
_POSTAL, _ROW_OF_A_FORM = "〒", 4
"""The sign over a column of postal codes, in a row of more words than a form has in one."""
_COUNTED = frozenset({"男", "女"})
"""Both in one row stand over how many there are of each."""
_FIGURES = re.compile(r"\d{3}|\d-\d|\d\.\d|\d番|\d丁目|\d年\d+月")
_WHICH = re.compile(r"第 [子回期年号組]")
"""Which of several, the number left free: no name with its blank."""
_USER = re.compile(r"(?:使用|借用)者(?:の?(?:名|氏名))?$")
_PAIR = 2
_TO_WHOM = re.compile(r"との|関係")
_CONTACT = re.compile(r"緊急|連絡|保証|引取")
_WHOSE: frozenset[Kind] = frozenset({"head", "member", "contact", "staff"})
_PLACE_OF_PHONE: frozenset[Kind] = frozenset({"address", "department", "name", "contact"})
"""What 自宅, 勤務先 or 本人 seem to be, and are not below 電話."""


@dataclass(frozen=True)
class Headings:
    """What stands over the columns. ``layout``: the words; ``groups``: columns that a merged
    heading joins have one number, all others 0; ``used``: rows that the headings take; ``under``:
    columns whose cells in the second row of each record come right of the first row."""

    layout: tuple[str, ...]
    kinds: tuple[Kind | None, ...]
    groups: tuple[int, ...]
    used: int
    under: tuple[int, ...] = ()


def is_heading_row(cells: Sequence[str], *, first: bool = False) -> bool:
    """Whether a row heads a table: most of what stands in it are known headings, none is data.

    The ``first`` row of a table may hold more headings that are not known here.
    """
    texts = list(dict.fromkeys(plain(cell) for cell in cells if cell.strip()))
    wide = len(texts) > _ROW_OF_A_FORM
    counted = _COUNTED if wide and _COUNTED.issubset(texts) else frozenset()
    values = [
        text
        for text in texts
        if is_value(text) and text not in counted and not (wide and text == _POSTAL)
    ]
    if not texts or values or labels_before_blanks(cells):
        return False
    kinds = [kind_of_heading(text) for text in texts]
    known = [kind for kind in kinds if kind is not None]
    if len(texts) == 1:
        alone = sum(bool(cell.strip()) for cell in cells) == 1
        return alone and known == ["name"] and len(texts[0]) <= 6 and not texts[0][0].isdigit()
    if _says_kin(texts, kinds):
        return False
    if len(known) >= 2 and len(known) * 2 >= len(texts):
        return not _names_somebody(texts)
    short = first and all(len(text) <= _SHORT for text in texts)
    return short and _tells(texts, known) and not _names_somebody(texts)


def _says_kin(texts: Sequence[str], kinds: Sequence[Kind | None]) -> bool:
    """Whether a row only answers what somebody is to another (本人との関係 | 世帯員)."""
    return len(texts) == _PAIR and kinds[0] == "relation" and answers_relation(*texts)


def answers_relation(label: str, cell: str) -> bool:
    """Whether a cell right of a label of relations says one, and is no heading itself."""
    return signs.relation(cell) or (
        bool(_TO_WHOM.search(label)) and kind_of_heading(cell) in ("head", "member")
    )


def _names_somebody(texts: Sequence[str]) -> bool:
    """Whether one of the words is somebody's name; words of two characters often seem to be."""
    words = [text for text in texts if not _word_set_wide(text)]
    unknown = [text for text in map(common_form, words) if kind_of_heading(text) is None]
    return any(full_names([text for text in unknown if len(text) > 2]))


def _tells(texts: Sequence[str], known: Sequence[Kind]) -> bool:
    """Whether the few known words of a first row are enough: two, or one about people."""
    return len(known) >= 2 or (len(texts) >= 3 and bool(known) and _about_people(texts, known[0]))


def _about_people(texts: Sequence[str], known: Kind) -> bool:
    if known == "staff":  # who uses something: the cells say whether it is at home
        return any(_USER.search(text) for text in texts)
    return known in PEOPLE | PRIVATE or (known == "phone" and any(map(word_for_people, texts)))


def is_value(text: str) -> bool:
    """Whether a text can only be a value: a number, a telephone, a date, a name with its blank,
    a place left free for one."""
    if signs.phone_like(text) or date_key(text) or text.replace(".", "").isdigit():
        return True
    if signs.to_fill(text) or text[:1] in "□■☐☑" or not any(map(str.isalnum, text)):
        return True
    if text in ("男", "女"):
        return True
    if kind_of_heading(text) is not None or _WHICH.fullmatch(text) or _word_set_wide(text):
        return False
    if signs.reading_like(text) and " " in text:
        return True
    return bool(_FIGURES.search(text) or signs.NAME_WITH_BLANK.fullmatch(together(text)))


def _word_set_wide(text: str) -> bool:
    """Whether a text is a known word of two signs with a blank between them (時　間, 内　容)."""
    one, _, two = text.partition(" ")
    if not len(one) == len(two) == 1 or full_names([common_form(one + two)])[0]:
        return False
    return judged([common_form(one + two)]).word[0]


def labels_before_blanks(cells: Sequence[str]) -> bool:
    """Whether a row is one of a form instead: each label with an empty place right of it."""
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    free = [at for at in filled if at + 1 < len(cells) and not cells[at + 1].strip()]
    known = [at for at in filled if kind_of_heading(cells[at]) is not None]
    return len(known) > 1 and len(cells) > len(filled) and free == filled and filled[0] <= 1


def only_asks(table: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a row that reads like headings is one of a form left empty: the place right of a
    label of people is free, and nobody is named below the two."""
    row = table[index]
    places = [
        at
        for at, cell in enumerate(row[:-1])
        if kind_of_heading(cell) in PEOPLE and not row[at + 1].strip()
    ]
    pairs = [one[at : at + 2] for one in table[index + 1 :] for at in places]
    # surname and given name may stand under both
    below = {text for pair in pairs for text in (*pair, " ".join(pair)) if text.strip()}
    filled = [common_form(plain(together(text))) for text in below]
    known = judged([*filled, *(text.partition(" ")[0] for text in filled)])
    names = zip(filled, known.full, known.likely, known.surname[len(filled) :], strict=False)
    return bool(places) and not any(
        full or likely or signs.foreign(text) or (first and " " in text)
        for text, full, likely, first in names
    )


def headings_at(table: Sequence[Sequence[str]], index: int) -> Headings:
    """The headings at a row, with a second row of them under merged ones."""
    first = list(table[index])
    second = list(table[index + 1]) if index + 1 < len(table) else []
    if not _goes_on(first, second):
        kinds = tuple(kind_of_heading(cell) for cell in first)
        return Headings(tuple(plain(cell) for cell in first), kinds, (0,) * len(first), 1)
    uppers = _spread(first, second)
    layout = tuple(
        plain(upper if upper == lower or not lower else f"{upper} {lower}")
        for upper, lower in zip(uppers, second, strict=True)
    )
    kinds = tuple(_joined(*both) for both in zip(uppers, second, strict=True))
    return Headings(layout, kinds, _groups(uppers, second), 2)


def _goes_on(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the row below carries on the headings: words, and only under merged ones."""
    if len(first) != len(second) or list(first) == list(second) or len(set(first)) < 2:
        return False
    below = False
    for at, (upper, lower) in enumerate(zip(first, second, strict=True)):
        if not lower.strip() or lower == upper:
            continue
        known = kind_of_heading(upper) is not None and kind_of_heading(lower) is not None
        spans = _spans(first, at)
        stands = spans or known
        if len(lower) > _SHORT or is_value(plain(lower)) or not stands:
            return False
        below = below or spans or _reading_and_name(upper, lower)
    return below and not _names_somebody([one for one in second if one.strip()])


def _reading_and_name(upper: str, lower: str) -> bool:
    """Whether a column has the reading in one row and the name in the next."""
    kinds = {kind_of_heading(upper), kind_of_heading(lower)}
    return "reading" in kinds and bool(kinds & PEOPLE)


def _spans(cells: Sequence[str], at: int) -> bool:
    """Whether a heading covers more columns than one, by repetition or by blanks after it."""
    if not cells[at].strip():
        return at > 0 or len(cells) > 1
    beside = [cells[near] for near in (at - 1, at + 1) if 0 <= near < len(cells)]
    blank_after = at + 1 < len(cells) and not cells[at + 1].strip()
    return cells[at] in beside or blank_after


def _spread(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Each column's upper heading; one goes on over the blanks after it that have a lower one."""
    uppers: list[str] = []
    for upper, lower in zip(first, second, strict=True):
        uppers.append(uppers[-1] if not upper.strip() and lower.strip() and uppers else upper)
    return uppers


def _groups(uppers: Sequence[str], lowers: Sequence[str]) -> tuple[int, ...]:
    groups: list[int] = []
    for at, (upper, lower) in enumerate(zip(uppers, lowers, strict=True)):
        own = upper.strip() and lower.strip() and upper != lower
        own = own and not _reading_and_name(upper, lower)
        same = at > 0 and groups[-1] and uppers[at - 1] == upper
        groups.append((groups[-1] if same else at + 1) if own else 0)
    return tuple(groups)


def _joined(upper: str, lower: str) -> Kind | None:
    """What a heading under another one says: 氏名 under 世帯主 is the head, 自宅 under 電話 is
    a telephone."""
    above, below = kind_of_heading(upper), kind_of_heading(lower)
    if upper == lower or not lower.strip():
        return above
    if _reading_and_name(upper, lower):
        return above if below == "reading" else below
    if below is None:
        return above or kind_of_heading(upper + lower)
    if below == "name" and _CONTACT.search(upper):
        return "contact"
    whose = below == "name" and above in _WHOSE
    whose = whose or (below == "given" and above in ("member", "head"))
    of_phone = above == "phone" and below in _PLACE_OF_PHONE and "住所" not in lower
    return above if whose or of_phone else below
