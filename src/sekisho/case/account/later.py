"""What a list that arrived after the fact adds to an account: files it names, calls it shows.

A hash names a file wherever it lies in what was received; its mails are then counted as those that
brought a program. A call to an address of the list is counted as one of the mailed program's, for
the list was given for this case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from sekisho.case.account.facts import Happening
from sekisho.case.hosts import Names
from sekisho.case.lookback.indicators import Indicator
from sekisho.case.lookback.look import Looked, look
from sekisho.case.reasons import Reason, Reference
from sekisho.ledger.manifest import Entry


@dataclass(frozen=True)
class Later:
    """``files``: names of evidence whose SHA-256 a list names, with the line that does;
    ``calls``: passed calls of computers, each citing its record and that line."""

    files: dict[str, Reference]
    calls: tuple[Happening, ...]

    def named(self, evidence: Iterable[str]) -> Iterator[Reason]:
        """That mails in these evidences bring files which a list names."""
        mails = set(evidence)
        lines = [ref for name, ref in self.files.items() if name.partition("!/")[0] in mails]
        if lines:
            cited = tuple(dict.fromkeys(lines))
            yield Reason("outbreak.later_files", {"count": str(len(lines))}, cited[:20])


def later(
    connection: duckdb.DuckDBPyConnection,
    wanted: Sequence[Indicator],
    entries: Sequence[Entry],
    names: Names,
    now: datetime,
) -> tuple[tuple[Looked, ...], Later]:
    """The indicators of all lists, judged, and what they add. Needs what ``look`` needs."""
    sought = look(connection, wanted, names, now)
    hashes = {one.value: _line(one) for one in wanted if one.kind == "sha256"}
    files = {one.name: hashes[one.sha256] for one in entries if one.sha256 in hashes}
    return sought, Later(files, tuple(_calls(sought)))


def _calls(sought: Sequence[Looked]) -> Iterator[Happening]:
    for one in sought:
        for met in one.meetings:
            if met.state == "contacted" and met.host and met.first:
                cited = (met.evidence, _line(one.indicator))
                yield Happening(met.host, met.user, met.first, one.indicator.given, cited)


def _line(one: Indicator) -> Reference:
    return Reference(one.list, one.line, "line")
