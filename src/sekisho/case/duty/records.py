"""What a case's records say to the questions of the law."""

from __future__ import annotations

from sekisho.case.duty.weigh import Records
from sekisho.case.facts import Case, Reason
from sekisho.case.tally import uncounted


def records_of(case: Case) -> Records:
    """Persons in documents that may have leaked, documents nobody could count, and why
    somebody is thought to have worked from outside. A zero beside what nobody could count is
    no zero."""
    left = uncounted(case, "persons")
    persons = case.persons
    if persons is not None and persons.high == 0 and left:
        persons = None
    controlled = tuple(
        Reason("duty.records.controlled", {"count": str(len(case.windows))}, window.evidence[:3])
        for window in case.windows[:1]
    )
    return Records(persons, left, controlled)
