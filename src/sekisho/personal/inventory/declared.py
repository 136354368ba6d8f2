"""個人情報ファイル簿: what the town has declared, out of a table or a form of its register.

個人情報の保護に関する法律 第75条, 同法施行令 第21条: name of the file, the organisation and its
office, purpose, recorded items (記録項目), whose data (記録範囲). Files of fewer than 1,000 people
need not be declared (同法施行令 第20条第2項); an ordinance may set another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.kinds import SHOWN
from sekisho.personal.writing import plain
from sekisho.sources.content import DocumentContent, Table

THRESHOLD = 1_000
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("name", r"個人情報ファイルの名称|ファイル名称?|^名称$"),
    ("office", r"組織の名称|所管|担当課|主管課|所属|^課"),
    ("items", r"記録項目|記録される項目|^項目"),
    ("place", r"保管場所|保存場所|所在|格納"),
)
_SENSITIVE = re.compile(r"要配慮")
_SPLIT = re.compile(r"[、,，・\n\r;；/／]+|(?:^|\s)[0-9０-９]{1,2}[.．\s]")
_WORDS: tuple[tuple[str, str], ...] = (
    (r"個人番号|マイナンバー", "my_number"),
    (r"氏名|名前", "name"),
    (r"要配慮|障害|病|健康|介護|既往|保険", "sensitive"),
    (r"口座", "account"),
    (r"被保険者", "insurance"),
    (r"基礎年金", "pension"),
    (r"宛名番号|住民番号", "addressee_number"),
    (r"住民票コード", "resident_code"),
)


@dataclass(frozen=True)
class Declared:
    """One declared file. ``kinds``: kinds of information that its recorded items name;
    ``place``: where the register says that it lies, "" when it does not."""

    name: str
    office: str
    kinds: frozenset[str]
    place: str


def declared(content: DocumentContent) -> tuple[Declared, ...]:
    """The files of a register in order: a table of many, or a form for each."""
    return tuple(one for piece in content.pieces if isinstance(piece, Table) for one in _of(piece))


def _of(table: Table) -> Iterator[Declared]:
    for at, row in enumerate(table.rows[:10]):
        columns = {_heading(cell): number for number, cell in enumerate(row) if _heading(cell)}
        if {"name", "items"} <= columns.keys() or {"name", "office"} <= columns.keys():
            for cells in table.rows[at + 1 :]:
                found = {key: cells[number] for key, number in columns.items() if key}
                yield from _declared(found, cells)
            return
    yield from _form(table)


def _form(table: Table) -> Iterator[Declared]:
    """Labels with their values beside them; a name begins the next file."""
    found: dict[str, str] = {}
    texts: list[str] = []
    for row in table.rows:
        cells = [cell for cell in dict.fromkeys(row) if cell.strip()]
        key = _heading(cells[0]) if len(cells) > 1 else None
        if key == "name" and "name" in found:
            yield from _declared(found, texts)
            found, texts = {}, []
        if key:
            found.setdefault(key, " ".join(cells[1:]))
        texts += cells
    yield from _declared(found, texts)


def _heading(cell: str) -> str | None:
    text = re.sub(r"\s", "", plain(cell))
    if len(text) > 40:
        return None
    return next((key for key, form in _HEADINGS if re.search(form, text)), None)


def _declared(found: dict[str, str], cells: Sequence[str]) -> Iterator[Declared]:
    name = plain(found.get("name", ""))
    if not name:
        return
    kinds = set(_kinds(found.get("items", "")))
    if any(_SENSITIVE.search(cell) and re.search(r"有|含む", cell) for cell in cells):
        kinds.add("sensitive")
    yield Declared(
        name, plain(found.get("office", "")), frozenset(kinds), plain(found.get("place", ""))
    )


def _kinds(items: str) -> Iterator[str]:
    for item in _SPLIT.split(items):
        text = plain(item or "")
        kind = kind_of_heading(text)
        if kind in SHOWN:
            yield kind
        yield from (word for form, word in _WORDS if re.search(form, text))
