"""That numbers hold documents which only stand in an inventory, and of which time."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.case.tally import lots
from sekisho.report.writer import Writer


def summed(writer: Writer) -> Iterator[str]:
    """The sentence, in words that may be public; nothing where each document stands by itself."""
    rest = writer.case.rest
    seen = [one.last_seen for one in rest.inventories if one.last_seen] if rest else []
    if not seen:
        return
    count = sum(lot.documents for lot in lots(writer.case))
    until = writer.words.moment(max(seen))
    yield writer.text("report.summed", count=writer.words.number(count), until=until)
