"""A document's table rows and lines in reading order, without what only shows how to fill in a
form; the head of a family who is named above its table stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sekisho.personal import signs
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.columns.spread import together
from sekisho.personal.lists.listing import TableRow
from sekisho.personal.lists.ruled import with_tables
from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KANJI_NAME
from sekisho.personal.writing import common_form, plain

Lines = Iterable[Sequence[Any]]
"""Rows of a document in reading order: part, number of the table or None, cells, text. A row of a
table without any cell stands for empty ones."""
_LONGEST_EXAMPLE = 80
"""Rows and lines of an example section at most."""
_TITLE = 60
"""Characters at the end of the text above a table that may be its title."""
_QUOTED = re.compile(r"^(?:[>＞] ?)+")
"""The marks before a line that an answer repeats (RFC 3676, 4.5): whoever it names stays named."""
_TREE = re.compile(r"^[\s\u2500-\u257f→⇒↓↳]*[\u2500-\u257f→⇒↓↳][\s\u2500-\u257f→⇒↓↳]*")
"""The lines that lead to a name in a tree of calls."""
_EXAMPLE_ABOVE = re.compile(
    r"^[^。]{0,20}(?:[(（\[【](?:記入|記載)?例[)）\]】]|(?:記入|記載|作成|の)例)$"
)
_SHOWN = re.compile(r"[^。]{2,40}[(【\[<](?:(?:記入|記載|書き方の?)例|見本|サンプル)[)】\]>]")
_HEAD = re.compile(rf"(?:世帯主|戸主)(?:の?氏名|名)?[ :]*((?:{KANJI_NAME}))")
_ASIDE = re.compile(
    rf"(?:会計|班長|組長|区長|記録|集金)[ :]+[{signs.HAN}]{{1,4}}|"
    r"\(?(?:令和|平成)?[\d元]{1,4}[年.]\d{1,2}[月.]\d{1,2}日?(?:現在|作成|改訂?)?\)?"
)
"""Between the title and its table."""
_HEADINGS = 3
"""Rows at the head of a table in which a column may be headed 記入例."""
_NEAR = 4
"""Lines above a table in which the head of its family may be named."""


@dataclass
class Gathered:
    """``tables``, ``lines``: what is looked at; ``titles``: what stands alone in a row of a table;
    ``empty``: there was nothing at all; ``shown``: rows and lines of examples."""

    tables: list[TableRow] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    empty: bool = True
    shown: int = 0


def gathered(rows: Lines) -> Gathered:
    """After a line 記入例 everything to the end of the sheet (pages go on) is an example, unless
    it is more than an example can be; below a title with 例 the next table is one."""
    read, aside = Gathered(), Gathered()
    into, since, above = read, "", ""
    before: tuple[object, object] = (None, None)
    near: list[str] = []
    gap = False
    for part, table, cells, text in with_tables(rows):
        read.empty = False
        group = "" if part is None or part.startswith("page ") else part
        filled = tuple(cell or "" for cell in cells or ())
        said = {cell for cell in filled if cell} if table is not None else {text or ""}
        if into is aside and group != since:
            into = read
        if into is read and group and signs.example_heading(group):
            into, since = aside, group
        elif into is aside and len(said) == 1 and signs.to_fill_in(next(iter(said))):
            into = read
        if len(said) == 1 and _shows(next(iter(said))):
            into, since = aside, group
        elif table is None:
            own = [_TREE.sub("", _QUOTED.sub("", line)) for line in (text or "").splitlines()]
            into.lines += own
            near = [*near, *own][-_NEAR:]
            above = _said_above(above, text) if text else above
        elif not any(cell.strip() for cell in filled):
            gap = True
        else:
            target = aside if _EXAMPLE_ABOVE.search(plain(above)) else into
            if (part, table) != before:
                target.tables += _head_above(near, part, table, filled)
            before, near = (part, table), []
            target.tables.append(TableRow(part, table, filled, above[-_TITLE:], gap=gap))
            gap = False
            target.titles += said if len(said) == 1 and len(filled) > 1 else ()
    read.tables = list(_without_example_columns(read.tables))
    if len(aside.tables) + len(aside.lines) > _LONGEST_EXAMPLE:
        read.tables += aside.tables
        read.lines += aside.lines
        read.titles += aside.titles
    else:
        read.shown = len(aside.tables) + len(aside.lines)
    return read


def _said_above(above: str, text: str) -> str:
    """The line above a table; who keeps it, or a day, does not hide the title above that."""
    return f"{above} {text}"[-_TITLE:] if _ASIDE.fullmatch(plain(text)) else text


def with_gaps(rows: Lines) -> Iterator[Sequence[Any]]:
    """Rows with their number in the table as fifth, as :func:`gathered` takes them: an empty row
    where the numbers say that some were left out."""
    before: tuple[object, object] = (None, None)
    last = 0
    for part, table, cells, text, number in rows:
        if table is not None and (part, table) == before and number and number > last + 1 > 1:
            yield part, table, (), ""
        before, last = (part, table), number or 0
        yield part, table, cells, text


def _shows(text: str) -> bool:
    """Whether a line says that what follows shows how to fill in a form."""
    return signs.example_heading(text) or bool(_SHOWN.fullmatch(plain(text)))


def _without_example_columns(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """The rows, a column headed 記入例 left blank."""
    before: tuple[object, object] = (None, None)
    columns: frozenset[int] = frozenset()
    seen = 0
    for row in rows:
        if (row.part, row.table) != before:
            before, columns, seen = (row.part, row.table), frozenset(), 0
        seen += 1
        if seen <= _HEADINGS and len(set(row.cells)) > 1:
            columns |= {at for at, cell in enumerate(row.cells) if signs.example_heading(cell)}
        left = tuple("" if at in columns else cell for at, cell in enumerate(row.cells))
        yield replace(row, cells=left) if columns else row


def _head_above(
    near: Sequence[str], part: str | None, table: int, first: Sequence[str]
) -> list[TableRow]:
    """The row of a form that says who heads the family of a table, when the lines above name them
    and the table's headings are those of a family."""
    kinds = {kind_of_heading(cell) for cell in first if cell.strip()}
    if "relation" not in kinds or not kinds & {"name", "member"}:
        return []
    for line in reversed(near):
        found = _HEAD.search(plain(together(line)))
        name = _name(found[1]) if found else ""
        if name:
            cells = ("世帯主", name, *[""] * (len(first) - 2))
            return [TableRow(part, table, cells, "")]
    return []


def _name(text: str) -> str:
    """The known name with which a text begins: what follows it may look like a part of it."""
    tries = [text[:end] for end in range(len(text), 1, -1)]
    full = judged([common_form(one.strip()) for one in tries]).full
    return next((one.strip() for one, known in zip(tries, full, strict=True) if known), "")
