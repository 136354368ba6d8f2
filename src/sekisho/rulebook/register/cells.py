"""Cells of a ledger as text, with the row and column that a person sees in the program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

LARGEST = 64 * 1024 * 1024
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_PANIC = "PanicException"
"""What the library raises, past ``Exception``, where a damaged workbook breaks it."""


class RegisterError(ValueError):
    """A ledger that cannot be read at all; ``code`` names the sentence."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows`` from its first row on, so that row n stands at ``rows[n - 1]``."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def sheets(path: Path) -> tuple[Sheet, ...]:
    """All sheets of a workbook, or the one of a text with separators (UTF-8, UTF-16 with mark,
    cp932). Raises RegisterError, OSError."""
    ending = path.suffix.lower()
    if ending not in _WORKBOOKS | _TEXTS:
        raise RegisterError("register.unknown_ending")
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise RegisterError("register.too_large")
    return _workbook(content) if ending in _WORKBOOKS else (_text(content),)


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(
                Sheet(name, _rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
                for name in book.sheet_names
            )
    except (CalamineError, OSError, ValueError) as error:
        raise RegisterError("register.broken", str(error)) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise RegisterError("register.broken", str(error)) from error


def _rows(cells: Iterable[Iterable[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_shown(value) for value in row) for row in cells)


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _text(content: bytes) -> Sheet:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max("\t,;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter))
    except csv.Error as error:
        raise RegisterError("register.broken", str(error)) from error
    return Sheet("", _rows(rows))


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RegisterError("register.encoding")
