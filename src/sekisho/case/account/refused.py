"""Mails turned away at the door while a campaign came in bursts.

Such a line of the log has sender and recipient, and neither subject nor attachment: whether the
mail belonged to the campaign cannot be known. So they count in the upper bound only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa

from sekisho.case.asking import ask, keep, reference
from sekisho.case.reasons import Reference
from sekisho.events.columns import MOMENT

BURST = timedelta(minutes=30)
"""Copies no further apart belong to one burst; it is widened by as much as mails are late."""
LATE = timedelta(minutes=5)

_REFUSED = """
SELECT lower("email.from.address") AS sender, lower("email.to.address") AS recipient,
       arg_min({'evidence': evidence, 'position': position, 'unit': unit},
               ("@timestamp", position)) AS first
FROM mail JOIN account_burst b ON "@timestamp" BETWEEN b.since AND b.until
WHERE "event.action" = 'reject' AND "email.queue_id" IS NULL
  AND "email.to.address" IS NOT NULL
GROUP BY ALL ORDER BY sender, recipient
"""


def bursts(moments: Iterable[datetime]) -> list[tuple[datetime, datetime]]:
    """The stretches in which the copies came, in order of time."""
    found: list[list[datetime]] = []
    for moment in sorted(moments):
        if found and moment - found[-1][1] <= BURST:
            found[-1][1] = moment
        else:
            found.append([moment, moment])
    return [(start - LATE, end + LATE) for start, end in found]


def refused(
    connection: duckdb.DuckDBPyConnection, moments: Sequence[datetime]
) -> tuple[Reference, ...]:
    """The refusals within the bursts, one for each sender and recipient."""
    spans = [{"since": since, "until": until} for since, until in bursts(moments)]
    schema = pa.schema([("since", MOMENT), ("until", MOMENT)])
    keep(connection, "account_burst", spans, schema)
    return tuple(reference(row["first"]) for row in ask(connection, _REFUSED))
