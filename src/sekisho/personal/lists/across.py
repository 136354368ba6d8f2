"""Tables in which each person has a column, the first one holding labels."""

from __future__ import annotations

from collections.abc import Sequence

from sekisho.personal.columns.column_cells import whole_names
from sekisho.personal.columns.columns import kind_of_heading
from sekisho.personal.kinds import PEOPLE

Cells = tuple[str, ...]


def of_names(layout: Sequence[str], rows: Sequence[Cells]) -> list[Cells]:
    """The rows; where headings say who stands in the columns (第一当事者 | 第二当事者) and the
    first column begins with the label of names, only those of people (氏名, 証人; not 車両)."""
    if not rows or not layout or layout[0].strip() or kind_of_heading(rows[0][0]) != "name":
        return list(rows)
    return [row for row in rows if kind_of_heading(row[0]) in PEOPLE or all(whole_names(row[1:]))]
