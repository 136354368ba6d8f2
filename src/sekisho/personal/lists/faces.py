"""Tables without headings in which each name has its telephone below it or in its own cell, as in
the chain by which an office calls its people; a cell may name a child and a parent above one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, phone_key, plain

Cells = tuple[str, ...]
_TWO = 2
_PART = re.compile(r"^(?:保護者|児童|園児|生徒|選手|団員|隊員|[父母])[: ]+")
"""What somebody is in such a cell, before the name."""
_LOCAL = re.compile(r"(?:TEL|tel|℡|☎|電話)?[: ]?\(?\d{2,3}[)-]\d{4}")
"""A telephone without its area code."""


def name_cards(rows: Sequence[Cells]) -> list[Cells]:
    """Name and telephone of each card; none unless every name has a telephone of its own or of
    its family, most names are known, and at least two people stand there."""
    found: list[Cells] = []
    texts = 0
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        if len(row) > 1 and len(set(row)) == 1:
            continue  # a title over all columns
        for at, cell in enumerate(row):
            together = _of_one_home(cell)
            if together:
                found.append(together)
                texts += 1
                continue
            name, _, own = cell.strip().partition("\n")
            if not signs.name_like(name) or signs.body(name):
                continue
            phone = own or (below[at] if at < len(below) else "")
            alone = signs.phone_like(phone) or _LOCAL.fullmatch(plain(phone))
            texts += bool(alone) or " " in plain(name) or full_names([common_form(name)])[0]
            if alone:
                found.append((plain(name), plain(phone)))
    homes = {(phone_key(phone), surname_of(names)) for names, phone in found}
    phones = {phone for phone, _ in homes}  # brothers and sisters share one
    if len(found) < 2 or len(found) < texts or len(phones) < len(homes):
        return []
    names = [name for both, _ in found for name in both.split("\n")]
    known = full_names([common_form(name) for name in names])
    sure = [
        one or signs.NAME_WITH_BLANK.fullmatch(name) for one, name in zip(known, names, strict=True)
    ]
    return found if sum(map(bool, sure)) * 2 > len(names) else []


def _of_one_home(cell: str) -> Cells | None:
    """Several names in the lines of a cell and their telephone in its last one, else None."""
    *names, phone = [plain(line) for line in cell.strip().split("\n")]
    if len(names) < _TWO or not (signs.phone_like(phone) or _LOCAL.fullmatch(phone)):
        return None
    bare = [_PART.sub("", name) for name in names]
    if any(not signs.name_like(name) or signs.body(name) for name in bare):
        return None
    return "\n".join(name for name in bare if not signs.reading_like(name)), phone
