"""Persons and households of a case, with what could not be counted told beside them."""

from __future__ import annotations

from sekisho.case.facts import Case, Count
from sekisho.case.tally import uncounted


def people(case: Case, of: str) -> tuple[Count | None, int]:
    """The bounds of ``persons`` or ``households``, and how many documents could not be counted.

    A zero beside documents that nobody could count is no zero: then the bounds are None.
    Excluded documents count on neither side.
    """
    bounds: Count | None = getattr(case, of)
    open_ = uncounted(case, of)
    if bounds is not None and bounds.high == 0 and open_:
        return None, open_
    return bounds, open_
