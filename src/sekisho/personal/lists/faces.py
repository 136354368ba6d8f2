"""Tables without headings in which each name has its telephone below it or in its own cell, as in
the chain by which an office calls its people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, phone_key, plain

Cells = tuple[str, ...]
_LOCAL = re.compile(r"(?:TEL|tel|℡|☎|電話)?[: ]?\(?\d{2,3}[)-]\d{4}")
"""A telephone without its area code."""


def name_cards(rows: Sequence[Cells]) -> list[Cells]:
    """Name and telephone of each card; none unless every name has a telephone of its own, most
    names are known, and at least two people stand there."""
    found: list[Cells] = []
    texts = 0
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        if len(row) > 1 and len(set(row)) == 1:
            continue  # a title over all columns
        for at, cell in enumerate(row):
            name, _, own = cell.strip().partition("\n")
            if not signs.name_like(name) or signs.body(name):
                continue
            phone = own or (below[at] if at < len(below) else "")
            alone = signs.phone_like(phone) or _LOCAL.fullmatch(plain(phone))
            texts += bool(alone) or " " in plain(name) or full_names([common_form(name)])[0]
            if alone:
                found.append((plain(name), plain(phone)))
    phones = {phone_key(phone) for _, phone in found}
    if len(found) < 2 or len(found) < texts or len(phones) < len(found):
        return []
    known = full_names([common_form(name) for name, _ in found])
    sure = [
        one or signs.NAME_WITH_BLANK.fullmatch(name)
        for one, (name, _) in zip(known, found, strict=True)
    ]
    return found if sum(map(bool, sure)) * 2 > len(found) else []
