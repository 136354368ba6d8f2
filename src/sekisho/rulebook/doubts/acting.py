"""Doubts about how the rulebook is put into force: stages, exemptions, revisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.doubts.doubt import Doubt, doubt


def acting(book: Rulebook, at: datetime) -> Iterator[Doubt]:
    """Gates that act without trial or without anybody exempt; revisions out of order."""
    for number, one in enumerate(book.stages):
        if one.stage == "enforce" and one.previewed is None:
            yield doubt(("stages", number), "never_previewed", gate=one.gate)
        if one.stage != "observe" and not one.reason:
            yield doubt(("stages", number), "stage_without_reason", gate=one.gate)
    exempt = book.never_refused
    acting_first = next((at for at, one in enumerate(book.stages) if one.stage == "enforce"), None)
    if acting_first is not None and not (exempt.people or exempt.assets or exempt.addresses):
        yield doubt(("stages", acting_first), "no_administrator_exempt")
    for number, (before, after) in enumerate(zip(book.history, book.history[1:], strict=False), 1):
        if after.since < before.since:
            path = ("history", number, "since")
            yield doubt(path, "revision_out_of_order", revision=after.revision)
    if book.history and all(one.since > at for one in book.history):
        yield doubt(("history",), "not_yet_in_force", revision=book.history[0].revision)
