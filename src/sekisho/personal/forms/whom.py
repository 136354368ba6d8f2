"""Records and forms that call whom they are about by a word alone: 相手方 | 青木 茂（60歳）,
本人 | 青木 茂　様. The word is put as the label of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal.forms.forms import runs
from sekisho.personal.forms.named_values import name_only, named
from sekisho.personal.writing import plain

Cells = tuple[str, ...]
_WHOM = re.compile(r"(?:ご?本人|相手方?|先方|当事者|申出の?方|来訪者|目撃者)(?:の?氏?名)?")
_NAME = "氏名"


def with_whom(table: Sequence[Cells]) -> list[Cells]:
    """The rows, such a word before a name as the label of one."""
    return [_labelled(row) for row in table]


def _labelled(row: Cells) -> Cells:
    filled = [cell for cell in runs(row) if cell.strip()]
    if len(filled) < 2 or not _WHOM.fullmatch(plain(filled[0]).replace(" ", "")):
        return row
    if not (named(filled[1]) or named(name_only(filled[1]))):
        return row
    return tuple(_NAME if cell == filled[0] else cell for cell in row)
