"""Forms drawn as tables: labels with values beside them, read as a list of the people filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import given_names
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.headings import answers_relation, is_heading_row
from sekisho.personal.forms.named_values import (
    named,
    named_values,
    names_somebody,
    whom_to_reach,
)
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_WITHIN: frozenset[Kind] = frozenset(
    {"name", "head", "contact", "reading", "relation", "phone", "birth", "address"}
)
"""Labels that may stand in the cell of their value."""
_NAMES: frozenset[Kind] = frozenset({"name", "head"})
_TITLE = re.compile(r".{3}(?:名簿|一覧表?|台帳|芳名|調書|リスト)$")
"""What stands alone over a list."""
_NUMBERS: frozenset[Kind] = frozenset({"number", "household"})
_COUNTED = 2
"""Digits of a number that counts labels, at most."""
_KIN = 2
"""Cells of a row before the next label: a word for kin, and who it is."""
Form = tuple[tuple[Kind, ...], list[Cells]]
"""Kinds of the labels, and a row for each person that is filled in."""


def is_form_row(cells: Cells) -> bool:
    """Whether a row is a label with its value, and heads no list."""
    if labels_side_by_side(cells) or is_heading_row(cells):
        return False
    distinct = runs(cells)
    texts = [text for text in distinct if text.strip()]
    if len(texts) == 1 and _TITLE.search(plain(texts[0])):
        return False
    return any(kind_of_heading(text) is not None for text in distinct[:2]) or names_kin(cells)


def names_kin(cells: Cells) -> bool:
    """Whether a row is one of a form about a member of a family: a word for kin, a known name, and
    the next label (父 | 青木 茂 | 携帯 | …)."""
    texts = [text for text in runs(cells) if text.strip()]
    return (
        len(texts) > _KIN
        and signs.relation(texts[0])
        and plain(texts[0]) not in signs.HEADS
        and kind_of_heading(texts[_KIN]) is not None
        and names_somebody(texts[1])
    )


def says_who(cells: Cells) -> bool:
    """Whether a row surely belongs to a form: a label of people with a known name right of it, and
    nothing else or another label with its value."""
    distinct = [cell for cell in runs(cells) if cell.strip()]
    if names_kin(cells):
        return True
    for at, (label, value) in enumerate(pairwise(distinct)):
        if kind_of_heading(label) in ("name", "head", "contact") and names_somebody(value):
            rest = distinct[at + 2 :]
            return not rest or kind_of_heading(rest[0]) is not None
    return False


def runs(cells: Cells) -> list[str]:
    """The cells, merged ones once."""
    return [cell for at, cell in enumerate(cells) if at == 0 or cell != cells[at - 1]]


def alternate(cells: Cells) -> bool:
    """Whether a row is labels and what is none in turn (所属 | 第3部 | 階級 | 団員)."""
    known = [kind_of_heading(cell) is not None for cell in runs(cells)]
    return len(known) > 1 and len(known) % 2 == 0 and known == [True, False] * (len(known) // 2)


def form_of(table: Sequence[Cells]) -> Form | None:
    """The people of a form, or None when its labels name nobody.

    ``氏名 | 青木茂`` above ``住所 | …`` is a form; values in several columns are several people;
    a label of a name that comes again begins the next person.
    """
    pairs = list(_all_pairs(table))
    if not {kind for kind, _ in pairs} & PEOPLE:
        return None
    ahead = {pairs[0][0]} & _NUMBERS  # each card begins with its number
    people: list[list[dict[Kind, str]]] = []
    before: list[tuple[Kind, list[str]]] = []
    for kind, values in pairs:
        if kind == "member" and people and _join(people[-1], values):
            continue
        if kind in PEOPLE and not (people and _goes_on(kind, people[-1])):
            people.append([{} for _ in values])
            for earlier, given in before:
                _put(people[-1], earlier, given)
            before = []
        if not people or kind == "reading" or kind in ahead:
            before.append((kind, values))  # a reading stands above its name
            continue
        _put(people[-1], kind, values)
    for earlier, given in before:
        _put(people[-1], earlier, given)
    kinds: tuple[Kind, ...] = tuple(dict.fromkeys(kind for kind, _ in pairs))
    filled = [person for block in people for person in block if any(person.values())]
    return kinds, [tuple(person.get(kind, "") for kind in kinds) for person in filled]


def _goes_on(kind: Kind, block: Sequence[dict[Kind, str]]) -> bool:
    """Whether a given name belongs to the surname that was there, or a contact to the person."""
    if kind not in ("given", "contact"):
        return False
    whose = {"surname"} if kind == "given" else {"name", "head", "surname"}
    return all(whose & one.keys() and kind not in one for one in block)


def _join(block: Sequence[dict[Kind, str]], values: Sequence[str]) -> bool:
    """Puts the family of whom a form is about into one cell, labels may come again; of several in
    columns each their own. Whether it could be done."""
    if len(block) > 1 and len(values) > len(block):
        return False
    whose = [values] if len(block) == 1 else [[value] for value in values]
    for person, own in zip(block, whose, strict=False):
        filled = [value for value in (person.get("member", ""), *own) if value.strip()]
        person["member"] = "\n".join(filled)
    return True


def _put(block: Sequence[dict[Kind, str]], kind: Kind, values: Sequence[str]) -> None:
    for person, value in zip(block, values, strict=False):
        person.setdefault(kind, value)


def labels_side_by_side(cells: Cells) -> bool:
    """Whether a row heads a list instead: labels next to each other, nothing between them. The
    first may name the section (申請者 | 氏名 | 青木 茂)."""
    labels = [kind_of_heading(text) is not None for text in runs(cells)]
    if len(labels) > 2 and not labels[2]:
        labels = labels[1:]
    return any(one and two for one, two in pairwise(labels))


def _all_pairs(table: Sequence[Cells]) -> Iterator[tuple[Kind, list[str]]]:
    """Labels and values of all rows. A row goes on with the family above where its first cell is
    blank, or says what those beside it are to the head (妻 | 青木 和子)."""
    label: Kind | None = None
    for cells in table:
        first, *rest = runs(cells) or [""]
        pairs = list(_pairs(cells))
        kin = signs.relation(first) and plain(first) not in signs.HEADS
        goes_on = label == "member" if not first.strip() else kin and label is not None
        told = any(value.strip() for _, values in pairs for value in values)  # 会社員 has none
        if goes_on and not told and any(given_names(rest)):
            yield "member", _those_named(rest)
        elif names_kin(cells):
            yield "member", rest[:1]
            yield from pairs
        else:
            yield from pairs
            label = pairs[0][0] if pairs else label if kin else None


def _those_named(values: Sequence[str]) -> list[str]:
    """Members in a row, with what tells of them; where a whole name is the first, a word that is
    none (農業) is nobody else."""
    if not values or not names_somebody(values[0]):
        return list(values)
    return [
        value
        for value in values
        if not value.strip()
        or signs.relation(value)
        or any(map(str.isdigit, value))
        or names_somebody(value)
    ]


def _pairs(cells: Cells) -> Iterator[tuple[Kind, list[str]]]:
    """Label and values of one row of a form. Whom a telephone is to reach is a contact."""
    for label, written in _labels(tuple(_parted(cells))):
        values = named_values(written) if label in _NAMES else written
        whom = whom_to_reach(values[0]) if label == "phone" else ""
        if label == "account" and not signs.kana(plain(values[0])):
            holder = named(values[0])
            whom = holder if full_names([common_form(holder)])[0] else ""
        if whom:
            yield "contact", [whom]
        else:
            yield _meant(label, values), values


def _meant(label: Kind, values: Sequence[str]) -> Kind:
    # フリガナ above 氏名, in one cell like their values
    return "name" if label == "reading" and any("\n" in one for one in values) else label


def _parted(cells: Cells) -> Iterator[str]:
    """The cells, a label and its value in one cell (``氏名 青木 茂``) as two."""
    alone = len(set(cells)) == 1
    for cell in cells:
        yield from (cell,) if alone or "\n" in cell else _label_and_value(cell)


def _label_and_value(cell: str) -> tuple[str, ...]:
    word, colon, value = plain(cell).partition(":")
    if not colon or kind_of_heading(word) not in _WITHIN:
        word, _, value = plain(cell).partition(" ")
    value = value.strip()
    # 氏名（アオキ シゲル） and 緊急連絡 1 are labels that have a blank
    whole = word.count("(") > word.count(")") or (value.isdigit() and len(value) <= _COUNTED)
    if whole or not value or word[:1] in "□■☑" or kind_of_heading(word) not in _WITHIN:
        return (cell,)
    return word, value


def _labels(cells: Cells) -> Iterator[tuple[Kind, list[str]]]:
    """A merged value counts once."""
    label: Kind | None = None
    values: list[str] = []
    before: str | None = None
    said = ""
    for cell in cells:
        kind = kind_of_heading(cell)
        if label == "relation" and not values and answers_relation(said, plain(cell)):
            kind = None  # 世帯主 is what somebody is, below people in columns
        if kind is not None:
            if label is not None and cell != before:
                if values or label not in PEOPLE:  # else whom the next labels are about
                    yield label, values or [""]
                values = []
            label, said = kind, plain(cell)
        elif label is not None and cell != before and not _only_sex(label, values, cell):
            values.append(cell)
        before = cell
    if label is not None:
        yield label, values or [""]


def _only_sex(label: Kind, values: Sequence[str], cell: str) -> bool:
    """Whether a cell says no more than the sex of whom the value before it names."""
    return bool(values) and label in PEOPLE and plain(cell) in ("男", "女")
