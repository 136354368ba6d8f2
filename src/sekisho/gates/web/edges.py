"""The moments at which a judgement may become another one though nobody changed the rulebook."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sekisho.events.time import JAPAN
from sekisho.rulebook import Rulebook


def edges(rulebook: Rulebook, first: date, last: date) -> list[datetime]:
    """Beginnings and ends of terms, and the clock of each day from ``first`` to the one after
    ``last`` (days of Japan time), in order."""
    hours = rulebook.hours
    clocks = {time(0), hours.start, hours.end}
    clocks |= {edge for pause in hours.breaks for edge in (pause.start, pause.end)}
    found: set[datetime] = set()
    for entry in rulebook.web.exceptions:
        found |= {edge for edge in (entry.since, entry.until) if edge is not None}
    for support in rulebook.support:
        found |= {edge for edge in (support.since, support.until) if edge is not None}
        clocks |= {support.hours.start, support.hours.end} if support.hours else set()
    for offset in range((last - first).days + 2):
        day = first + timedelta(days=offset)
        found |= {datetime.combine(day, clock, JAPAN) for clock in clocks}
    return sorted(found)
