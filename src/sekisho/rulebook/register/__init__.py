"""The town's own ledger of computers (Excel, CSV), read into entries of ``assets``.

``sheets(path)`` gives the cells, ``assets(sheets, book)`` the entries with everything that could
not be placed, ``written(entries)`` the file to keep beside the rulebook.
"""

from __future__ import annotations

from sekisho.rulebook.register.assets import Already, Imported, Unplaced, assets
from sekisho.rulebook.register.cells import RegisterError, Sheet, sheets
from sekisho.rulebook.register.writing import written

__all__ = [
    "Already",
    "Imported",
    "RegisterError",
    "Sheet",
    "Unplaced",
    "assets",
    "sheets",
    "written",
]
