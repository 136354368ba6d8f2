"""All that a council asks of an outbreak beside its numbers, gathered for one case."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from sekisho.case.account.facts import Outbreak
from sekisho.case.council.compared import compared
from sekisho.case.council.councillors import councillors
from sekisho.case.council.facts import Council
from sekisho.case.council.papers import papers
from sekisho.case.facts import Coverage
from sekisho.case.known import Known
from sekisho.case.lookback.look import Looked


def council(
    connection: duckdb.DuckDBPyConnection,
    known: Known,
    coverage: Coverage,
    outbreaks: Sequence[Outbreak],
    looked: Sequence[Looked],
) -> Council | None:
    """None where there was no outbreak. ``looked``: the indicators from elsewhere, judged."""
    if not outbreaks:
        return None
    return Council(
        compared=compared(looked),
        papers=papers(connection),
        councillors=councillors(connection, known, coverage, outbreaks),
    )
