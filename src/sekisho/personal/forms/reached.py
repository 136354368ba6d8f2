"""Whom a form says to call besides whoever hands it in, with the telephone in their own cell
(``利用責任者 | 青木 茂（携帯 080-…）``): somebody private, unless a firm hands it in.

The label is put as that of a contact, so that everything behind sees one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.forms.forms import runs
from sekisho.personal.forms.named_values import NUMBER, named
from sekisho.personal.forms.sections import CONTACT, Apart
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_NAMED = re.compile(rf"([^()]+?) ?(?:\({NUMBER}\)|[ /]{NUMBER})")
_PART = re.compile(r"[者人係員]$")
"""How a word ends that says what part somebody has."""
_FIRM = re.compile(
    r"株式会社|有限会社|合同会社|法人|\([株有]\)|取締役|会社|商号|工務店|業者|工事|工期|施工"
)
_POST = re.compile(
    r"副?(?:代表|会長|部長|団長)|会計|書記|監[事査]|幹事|世話人|(?:連絡|広報|会計|渉外)[係員担当]{1,2}"
)
"""What somebody is in a club."""
_LONGEST = 12
_PAIR, _WITH_LABEL = 2, 4
"""Cells of a label and its value; of two of them."""


def with_reached(table: Apart) -> Apart:
    """A table, such a label changed in its rows, and the name alone beside it."""
    rows = [_reached(row) for row in table.rows]
    if rows == table.rows or _of_firm(table.rows):
        return table
    return replace(table, rows=rows)


def _reached(row: Cells) -> Cells:
    filled = [cell for cell in runs(row) if cell.strip()]
    if len(filled) == _WITH_LABEL and _officer(filled):
        return tuple(CONTACT if cell == filled[0] else cell for cell in row)
    if len(filled) != _PAIR:
        return row
    label, value = map(plain, filled)
    if len(label) > _LONGEST or not _PART.search(label):
        return row
    found = _NAMED.fullmatch(value)
    if found is None or kind_of_heading(label) not in (None, "staff"):
        return row
    whom = named(found[1])
    return (
        tuple({filled[0]: CONTACT, filled[1]: whom}.get(cell, cell) for cell in row)
        if whom
        else row
    )


def _officer(filled: Sequence[str]) -> bool:
    """Whether a row tells an officer of a club with a telephone: 会計 | 青木 茂 | 電話 | …."""
    post, name, label, _ = filled
    told = _POST.fullmatch(plain(post)) and kind_of_heading(label) in ("phone", "address")
    return bool(told) and named(name) != ""


def _of_firm(table: Sequence[Cells]) -> bool:
    """Whether a form is that of a firm, whose people have telephones for their work."""
    return any(_FIRM.search(plain(cell)) for row in table for cell in row)
