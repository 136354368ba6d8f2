"""閲覧 of the persons at the controlled computers, only for a stated and approved purpose.

Judged by the rulebook's categories and hours; where it names none, the proxy's own category is
shown and nothing is called unfit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, cast

import duckdb
import pyarrow as pa

from sekisho.case.addresses import AddressBook
from sekisho.case.asking import Row, ask, keep
from sekisho.case.facts import Reference, WebUse, Window
from sekisho.case.hosts import Names, host_key
from sekisho.events.columns import MOMENT, TEXT
from sekisho.events.time import JAPAN
from sekisho.rulebook import Hours, Rulebook


@dataclass(frozen=True)
class Purpose:
    """Why somebody's browsing is looked at, and who approved it."""

    purpose: str
    approved_by: str


_VISITS = """
WITH mine AS (
  SELECT a.host, "user.name" AS user, lower("cs-host") AS site, "url.category" AS category,
         coalesce("event.start", "@timestamp") AS t, evidence, position, unit
  FROM proxy p JOIN case_address a ON a.ip = p."source.ip" AND a.host IN (SELECT unnest($hosts))
   AND coalesce("event.start", "@timestamp") >= a.since
   AND coalesce("event.start", "@timestamp") < a.until
  WHERE "cs-host" IS NOT NULL
)
SELECT mine.host, any_value(user) AS user, mine.site, any_value(category) AS category,
       coalesce(s.period, 'off') AS period, count(*) AS visits,
       count(DISTINCT date_trunc('minute', t)) AS minutes, min(t) AS first, max(t) AS last,
       arg_min(evidence, (t, position)) AS evidence, arg_min(position, (t, position)) AS position,
       arg_min(unit, (t, position)) AS unit
FROM mine LEFT JOIN case_span s ON t >= s.since AND t < s.until
GROUP BY mine.host, mine.site, coalesce(s.period, 'off') ORDER BY host, site, period
"""


def web_use(
    connection: duckdb.DuckDBPyConnection,
    windows: Sequence[Window],
    book: AddressBook,
    hours: Hours,
    rulebook: Rulebook | None,
    names: Names,
) -> tuple[WebUse, ...]:
    """Per computer and user, stretch of the day and category. Needs ``case_address``."""
    hosts = sorted({key for window in windows if (key := host_key(window.host))})
    if not hosts or not book.holdings:
        return ()
    _spans(connection, hours)
    users = {host_key(window.host): window.user for window in windows}
    groups: dict[tuple[str, str | None, str, str | None, bool], list[Row]] = {}
    for row in ask(connection, _VISITS, {"hosts": hosts}):
        category, unfit = _category(row, rulebook)
        user = row["user"] or users.get(row["host"])
        groups.setdefault((row["host"], user, row["period"], category, unfit), []).append(row)
    return tuple(_use(key, rows, names) for key, rows in sorted(groups.items(), key=_order))


def _order(item: tuple[tuple[object, ...], object]) -> tuple[str, ...]:
    return tuple(str(part or "") for part in item[0])


def _spans(connection: duckdb.DuckDBPyConnection, hours: Hours) -> None:
    bounds = ask(
        connection, 'SELECT min("@timestamp") AS first, max("@timestamp") AS last FROM proxy'
    )
    rows: list[Row] = []
    if bounds and bounds[0]["first"]:
        first = bounds[0]["first"].astimezone(JAPAN).date() - timedelta(days=1)
        last = bounds[0]["last"].astimezone(JAPAN).date() + timedelta(days=1)
        rows = [
            {"since": span.start, "until": span.end, "period": span.state}
            for span in hours.spans(first, last)
        ]
    schema = pa.schema([("since", MOMENT), ("until", MOMENT), ("period", TEXT)])
    keep(connection, "case_span", rows, schema)


def _category(row: Row, rulebook: Rulebook | None) -> tuple[str | None, bool]:
    own = rulebook.category_of(row["site"]) if rulebook else None
    if own is not None:
        return own.name, own.judgement in ("unfit", "forbidden")
    return row["category"], False


def _use(
    key: tuple[str, str | None, str, str | None, bool], rows: Sequence[Row], names: Names
) -> WebUse:
    host, user, period, category, unfit = key
    ordered = sorted(rows, key=lambda row: (row["first"], row["site"]))
    return WebUse(
        user=user,
        host=names.show(host),
        period=cast("Literal['work', 'break', 'off']", period),
        category=category,
        unfit=unfit,
        visits=sum(row["visits"] for row in rows),
        minutes=sum(row["minutes"] for row in rows),
        first=ordered[0]["first"],
        last=max(row["last"] for row in rows),
        evidence=tuple(
            Reference(row["evidence"], row["position"], row["unit"]) for row in ordered[:20]
        ),
    )
