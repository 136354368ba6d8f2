"""Which sum of a written case a row of an inventory is in."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from typing import Any

from sekisho.case.rest.recount import runs

_Runs = list[tuple[int, int, str]]


class Covering:
    """The verdicts of a case's sums by row. ``case``: as plain data, of any version."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self._runs: dict[str, _Runs] = {}
        for lot in (case.get("rest") or {}).get("lots", ()):
            mine = self._runs.setdefault(lot["inventory"], [])
            mine += [(*run, lot["verdict"]) for run in runs(lot["lines"])]
        for found in self._runs.values():
            found.sort()

    def verdict(self, inventory: str, row: int | None) -> str | None:
        """The verdict of the sum that holds the row, None where none does."""
        found = self._runs.get(inventory, [])
        at = bisect(found, (row or 0, float("inf"))) - 1
        return found[at][2] if at >= 0 and row is not None and row <= found[at][1] else None
