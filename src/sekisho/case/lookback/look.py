"""The answer of a lookback: each indicator with who met it, or with what was searched in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import duckdb

from sekisho.case.addresses import addresses
from sekisho.case.collected import collected
from sekisho.case.facts import Contact, Reference
from sekisho.case.hosts import Names, prepare
from sekisho.case.lookback.indicators import Indicator
from sekisho.case.lookback.meetings import Meeting, meetings
from sekisho.case.lookback.searched import Searched, searched
from sekisho.case.places import places
from sekisho.case.registers import learned
from sekisho.ledger.manifest import Entry
from sekisho.rulebook import Rulebook

Outcome = Literal["met", "not_met", "not_searched"]
KEPT_OUT = frozenset({"refused", "stopped", "denied", "held", "harmless"})
"""States in which it was met and did not come through."""


@dataclass(frozen=True)
class Looked:
    """``not_met``: the records in ``searched`` reach as far as they say and do not show it;
    ``not_searched``: no record at hand could have shown it."""

    indicator: Indicator
    outcome: Outcome
    meetings: tuple[Meeting, ...]
    searched: tuple[Searched, ...]


def ground(
    connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], rulebook: Rulebook | None
) -> Names:
    """Who had which address and where each evidence lay, as the tables a lookback needs; gives
    how computers are written. Not needed where a case was built on the connection."""
    prepare(connection)
    names = Names()
    known = learned(connection, rulebook, names)
    fetched = collected(connection, entries)
    places(connection, [entry.name for entry in entries], names, known, fetched.hosts)
    addresses(connection, known, names)
    return names


def look(
    connection: duckdb.DuckDBPyConnection, wanted: Sequence[Indicator], names: Names, now: datetime
) -> tuple[Looked, ...]:
    """Every indicator judged over the events, in the order of the list. Needs ``case_address`` and
    ``case_place``."""
    if not wanted:
        return ()
    reach = searched(connection, now)
    return tuple(
        Looked(one, _outcome(met, reach[one.kind]), met, reach[one.kind])
        for one, met in zip(wanted, meetings(connection, wanted, names), strict=True)
    )


def _outcome(met: Sequence[Meeting], reach: Sequence[Searched]) -> Outcome:
    if met:
        return "met"
    return "not_met" if reach else "not_searched"


def contacts(looked: Sequence[Looked]) -> tuple[Contact, ...]:
    """Dated meetings as spread, each citing the list that named the indicator."""
    return tuple(_contacts(looked))


def _contacts(looked: Sequence[Looked]) -> Iterator[Contact]:
    for one in looked:
        cited = Reference(one.indicator.list, one.indicator.line, "line")
        for met in one.meetings:
            if met.first is None or met.last is None:
                continue
            stopped = met.state in KEPT_OUT
            yield Contact(
                what="spread.indicator_stopped" if stopped else "spread.indicator",
                value=one.indicator.given,
                host=met.host,
                user=met.user,
                address=met.address,
                first=met.first,
                last=met.last,
                count=met.count,
                evidence=(met.evidence, cited),
            )
