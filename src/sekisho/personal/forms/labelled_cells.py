"""Cells of a form that hold a label and its value together (``氏名 青木 茂``, ``電話38-1111``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.names.known import judged
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_LABEL = re.compile(
    r"(フリガナ|ふりがな|(?:世帯主|筆頭者|戸主)(?:の?氏名)?|氏 ?名|お名前|住 ?所|"
    r"電 ?話(?:番号)?|携帯(?:電話)?|生年月日|"
    r"続柄|℡|TEL)[ :]{0,2}(?=\S)(.+)",
    re.IGNORECASE | re.DOTALL,
)
_KANA = re.compile(r"[ァ-ヺー ・]{4,}|[ぁ-ゖー ]{4,}")
_HEADS = ("世帯主", "筆頭者", "戸主")
_NO_VALUE = re.compile(r"(?:番号|月日|又は|または|及び|と|を|の|・|/|\(漢字|\(署名|\(自署)")


def parted(table: Sequence[Cells]) -> list[Cells]:
    """The rows of a table, such cells as two; all rows are as long as the longest. As they are
    where no row has one."""
    rows = [_parted(row) for row in table]
    if all(new is old for new, old in zip(rows, table, strict=True)):
        return list(table)
    width = max(map(len, rows))
    return [(*row, *[""] * (width - len(row))) for row in rows]


def _parted(row: Cells) -> Cells:
    if not any(_LABEL.match(plain(cell)) for cell in row) or len(set(row)) < 2:
        return row
    found: list[str] = []
    before, several = "", False
    for cell in row:
        pair = _pair(cell)
        if pair is None:
            found.append(cell)
        elif cell != before:
            found += pair
            several = True
        before = cell
    return tuple(found) if several else row


def _pair(cell: str) -> tuple[str, str] | None:
    """Label and value, when what follows the label can only be one."""
    match = _LABEL.fullmatch(plain(cell))
    if match is None or _NO_VALUE.match(match[2]) or "\n" in cell.strip():
        return None
    label, value = match[1].replace(" ", ""), match[2].strip()
    return (label, value) if _is_value(label, value) else None


def _is_value(label: str, value: str) -> bool:
    if label in ("フリガナ", "ふりがな"):
        return bool(_KANA.fullmatch(value))
    if label in ("氏名", "お名前") or label.startswith(_HEADS):
        known = judged([common_form(value)])
        return known.full[0] or (known.likely[0] and " " in value)
    if label == "続柄":
        return signs.relation(value)
    if label == "住所":
        return signs.address_like(value) or value.startswith("〒")
    return sum(map(str.isdigit, value)) >= _DIGITS or signs.to_fill(value)


_DIGITS = 5
"""Digits of a telephone or a date, at least."""
