"""A case with what its sheet says now: the persons' words, and the duty that follows from them."""

from __future__ import annotations

from dataclasses import replace

from sekisho.case.duty.records import records_of
from sekisho.case.duty.weigh import duty
from sekisho.case.facts import Case, Reason, Reference
from sekisho.case.sheet.entries import Sheet
from sekisho.case.sheet.until import until

_AHEAD = "doubt.sheet_ahead"


def with_sheet(case: Case, sheet: Sheet) -> Case:
    """The case with what a sheet says of it now, and the duty that follows; judgements of
    sessions stay as they are until the records are judged anew. Entries dated after the case's
    *now* are left out and told as a doubt."""
    used, ahead = until(sheet, case.now)
    more = (Reason(_AHEAD, {"count": str(ahead)}, (Reference(sheet.name),)),) if ahead else ()
    doubts = (*(one for one in case.doubts if one.code != _AHEAD), *more)
    return replace(case, sheet=used, duty=duty(used, records_of(case), case.now), doubts=doubts)
