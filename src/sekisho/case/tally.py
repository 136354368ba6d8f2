"""Documents of a case counted: those that stand by themselves, and those that are only summed."""

from __future__ import annotations

from collections import Counter

from sekisho.case.facts import Case
from sekisho.case.rest.facts import Lot


def lots(case: Case) -> tuple[Lot, ...]:
    """The sums of what inventories name beside the exposures."""
    return case.rest.lots if case.rest else ()


def verdicts(case: Case) -> Counter[str]:
    """Documents by verdict."""
    count = Counter[str](one.verdict for one in case.exposure)
    for lot in lots(case):
        count[lot.verdict] += lot.documents
    return count


def uncounted(case: Case, of: str) -> int:
    """Documents whose persons or households nobody could count. Excluded documents do not
    matter."""
    alone = sum(one.verdict != "excluded" and getattr(one, of) is None for one in case.exposure)
    summed: int = sum(
        getattr(one, f"{of}_unknown") for one in lots(case) if one.verdict != "excluded"
    )
    return alone + summed
