"""Logs of a desk or a telephone: who came or called, and by surname alone who of the office saw to
it. Such a list is no office's own, and those in its last column are nobody private."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import whole_names
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import surnames
from sekisho.personal.prose.said import at_work, part_of_somebody
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_CAME = re.compile(
    r"(?:[来訪]客|お?客|相手方?|先方|.{0,8}[るたう](?:人|方|者))(?:様|さま)?(?:の?(?:氏名|名前?))?"
)
_TOOK = re.compile(
    r"^(?:係|係員|受|受け.{0,3}|対応|応対|処理|担当|取次ぎ?|記録|当直|宿直|日直|確認|㊞|印|職員|扱い?)$"
)
_OF_OFFICE: frozenset[Kind] = frozenset({"name", "other", "staff", "department"})
_HALF = 0.5


def without_staff(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells]
) -> tuple[Kind, ...]:
    """The kinds, the column of those who took in what others came with as *other*, and that of the
    others, where a word says so and whole names stand in it, as names; as they are in other
    lists."""
    found = list(kinds)
    took = [at for at in range(len(found)) if _took(layout, found, rows, at)]
    came = [at for at in range(len(found)) if at not in took and _came(layout, found, rows, at)]
    if not took or not came:
        return tuple(kinds)
    for at in took:
        found[at] = "other"
    for at in came:
        found[at] = "name"
    return tuple(found)


def _took(layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells], at: int) -> bool:
    """Whether a column headed as work holds surnames alone."""
    word = plain(layout[at]).replace(" ", "") if at < len(layout) else ""
    if kinds[at] not in _OF_OFFICE or not (_TOOK.search(word) or at_work(word)):
        return False
    cells = _filled(rows, at)
    return bool(cells) and all(surnames([common_form(cell) for cell in cells]))


def _came(layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Cells], at: int) -> bool:
    """Whether a column headed by a word for somebody in a part but that of work holds whole
    names."""
    word = plain(layout[at]).replace(" ", "") if at < len(layout) else ""
    if kinds[at] not in ("name", "other") or at_work(word):
        return False
    if not (_CAME.fullmatch(word) or part_of_somebody(word)):
        return False
    cells = [cell for cell in _filled(rows, at) if not signs.body(cell)]
    return bool(cells) and sum(whole_names(cells)) >= _HALF * len(cells)


def _filled(rows: Sequence[Cells], at: int) -> list[str]:
    cells = [plain(row[at]).strip() for row in rows if at < len(row)]
    return [cell for cell in cells if cell and not signs.nothing(cell) and not signs.ditto(cell)]
