"""Who is named in a column of telephones: 青木 花子（長女）090-… under 緊急連絡先."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|(自宅|携帯|電話|職場|勤務先|tel|TEL|℡|☎)[:.]?")
_LOCAL = re.compile(r"\(?\d{1,4}[-)]\d{2,4}(?:-\d{4})?")
_HELPS = re.compile(r"(?:見守り|声かけ|安否確認|避難支援|支え合い|付き?添い?|駆けつけ|隣近?所)\d?$")
_HALF = 2


def contacts_apart(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells]
) -> list[tuple[int, list[str]]]:
    """The columns of telephones in most of whose cells a name stands as well, each with the names
    of its cells; below a word for who helps, telephones and names tell that by themselves."""
    found = []
    for at, kind in enumerate(kinds):
        cells = [row[at] if at < len(row) else "" for row in rows]
        helps = kind == "other" and at < len(layout) and _HELPS.match(plain(layout[at]))
        if kind != "phone" and not (helps and all(map(_has_phone, filter(str.strip, cells)))):
            continue
        names = [_name(cell) if cell.strip() else "" for cell in cells]
        if not any(names):
            continue
        known = sum(full_names([common_form(name) for name in names if name]))
        if known * _HALF > sum(bool(cell.strip()) for cell in cells):
            found.append((at, names))
    return found


def _has_phone(cell: str) -> bool:
    return bool(signs.PHONE.search(plain(cell)) or _LOCAL.search(plain(cell)))


def _name(cell: str) -> str:
    """What is left of a cell without telephone, brackets and relation, when a name can be that."""
    text = _ASIDE.sub(" ", signs.PHONE.sub(" ", plain(together(cell))))
    words = [word for word in _LOCAL.sub(" ", text).split() if not signs.relation(word)]
    name = " ".join(words)
    return name if signs.name_like(name) and not signs.body(name) else ""
