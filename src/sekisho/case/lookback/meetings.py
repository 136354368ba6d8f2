"""Indicators held against the events: who met which, when, how often, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.facts import Reference
from sekisho.case.hosts import Names
from sekisho.case.lookback import normal
from sekisho.case.lookback.indicators import Indicator
from sekisho.case.lookback.queries import (
    ENDS,
    LINK,
    LINK_REST,
    MACROS,
    MEETINGS,
    QUESTIONS,
    QUEUES,
    all_of,
    tables_with,
)
from sekisho.events.columns import SMALL, TEXT

STATES = (
    "delivered", "kept", "harmless", "held", "refused", "stopped", "unsettled", "contacted",
    "denied", "asked", "executed", "detected", "present",
)  # fmt: skip
"""What became of it. ``kept``: lies in a mailbox, and no log tells how it came there; ``asked``:
a name was looked up; ``present``: a file lay there."""
_INDICATORS = pa.schema(
    [("number", SMALL), ("kind", TEXT), ("value", TEXT), ("host", TEXT)]
)  # fmt: skip
_SAID = pa.schema([("said", TEXT), ("number", SMALL), ("how", TEXT)])
_REPLY = r"^((re|fw|fwd|aw|返信|転送)\s*:\s*)+"
_SUBJECTS = " UNION ".join(
    f'SELECT DISTINCT "email.subject" AS said FROM {table}' for table in ("message", "mail", "gate")
)
_SITES_MET = """
CREATE OR REPLACE TEMP TABLE case_site_met AS
WITH parts AS (
  SELECT DISTINCT said, unnest(suffixes(rtrim(lower(said), '.'))) AS part
  FROM ({sites}) WHERE said IS NOT NULL
)
SELECT DISTINCT said, number, 'exact' AS how FROM parts
JOIN case_indicator ON kind = 'domain' AND value = part
UNION ALL
SELECT DISTINCT said, number, 'host' FROM ({sites})
JOIN case_indicator ON kind = 'url' AND host = rtrim(lower(said), '.')
"""
_URLS_MET = rf"""
CREATE OR REPLACE TEMP TABLE case_url_met AS
SELECT DISTINCT said, number, 'exact' AS how
FROM (SELECT "c-uri" AS said FROM proxy UNION SELECT "c-uri" FROM browser
      UNION SELECT unnest(regexp_extract_all("email.body", '{LINK}{LINK_REST}', 0)) FROM message)
JOIN case_indicator ON kind = 'url' AND value = bare_url(said)
"""
_ALL_MET = """
CREATE OR REPLACE TEMP TABLE case_met (number INTEGER, how TEXT, state TEXT, host TEXT, "user" TEXT,
  ip TEXT, t TIMESTAMPTZ, evidence TEXT, position BIGINT, unit TEXT, met_in TEXT)
"""
_WEAKER = """
DELETE FROM case_met WHERE how = 'host' AND EXISTS (
  FROM case_met b WHERE b.number = case_met.number AND b.how = 'exact'
   AND b.evidence = case_met.evidence AND b.position = case_met.position
   AND b.met_in = case_met.met_in)
"""


@dataclass(frozen=True)
class Meeting:
    """One computer or person that met an indicator. ``how``: ``exact``, or ``host`` where of a URL
    only its server was seen; ``met_in``: the kind of events; ``first``, ``last``: UTC, None where
    the record bears no time."""

    how: str
    state: str
    met_in: str
    host: str | None
    user: str | None
    address: str | None
    first: datetime | None
    last: datetime | None
    count: int
    evidence: Reference


def meetings(
    connection: duckdb.DuckDBPyConnection, wanted: Sequence[Indicator], names: Names
) -> tuple[tuple[Meeting, ...], ...]:
    """For each indicator, in order, who met it. Needs ``case_address`` and ``case_place``."""
    _prepare(connection, wanted)
    connection.execute(_ALL_MET)
    for table, question in QUESTIONS:
        connection.execute(f"INSERT INTO case_met SELECT DISTINCT *, '{table}' FROM ({question})")
    connection.execute(_WEAKER)
    found: list[list[Meeting]] = [[] for _ in wanted]
    for row in ask(connection, MEETINGS):
        found[row["number"]].append(_meeting(row, names))
    return tuple(tuple(one) for one in found)


def _meeting(row: Row, names: Names) -> Meeting:
    return Meeting(
        how=row["how"],
        state=row["state"],
        met_in=row["met_in"],
        host=names.show(row["host"]),
        user=row["user"],
        address=row["ip"],
        first=row["first"],
        last=row["last"],
        count=row["count"],
        evidence=reference(row),
    )


def _prepare(connection: duckdb.DuckDBPyConnection, wanted: Sequence[Indicator]) -> None:
    """The tables that the questions are asked with."""
    for macro in MACROS:
        connection.execute(macro)
    rows: list[Row] = [
        {"number": number, "kind": one.kind, "value": one.value, "host": one.host}
        for number, one in enumerate(wanted)
    ]
    keep(connection, "case_indicator", rows, _INDICATORS)
    sites = " UNION ".join(all_of(table, "site") for table in tables_with("site"))
    connection.execute(_SITES_MET.format(sites=sites))
    connection.execute(_URLS_MET)
    names = " UNION ".join(all_of(table, "name") for table in tables_with("name"))
    _texts_met(connection, "case_name_met", names, _of(wanted, "attachment"))
    _texts_met(connection, "case_subject_met", _SUBJECTS, _of(wanted, "subject"))
    connection.execute(QUEUES)
    connection.execute(ENDS)


def _of(wanted: Sequence[Indicator], kind: str) -> list[tuple[int, str]]:
    return [(number, one.value) for number, one in enumerate(wanted) if one.kind == kind]


def _texts_met(
    connection: duckdb.DuckDBPyConnection, table: str, texts: str, wanted: list[tuple[int, str]]
) -> None:
    """Distinct texts of records that a pattern names: folded like the indicator (NFKC, lower case,
    signs of replies and the folder of Windows' unpacked archives gone)."""
    found: list[pa.Table] = [_SAID.empty_table()]
    if wanted:
        said = connection.sql(f"SELECT said FROM ({texts}) WHERE said IS NOT NULL").to_arrow_table()
        column: Any = said["said"].combine_chunks()
        folded: Any = pc.utf8_lower(pc.utf8_normalize(column, form="NFKC"))
        folded = pc.utf8_trim_whitespace(pc.replace_substring_regex(folded, r"\s+", " "))
        folded = pc.replace_substring_regex(folded, _REPLY, "")
        folded = pc.replace_substring_regex(folded, r"^(.*[\\/]|temp\d+_)", "")
        for number, value in wanted:
            hits = column.filter(pc.match_substring_regex(folded, f"^(?:{normal.pattern(value)})$"))
            rows = {"said": hits, "number": [number] * len(hits), "how": ["exact"] * len(hits)}
            found.append(pa.table(rows, schema=_SAID))
    connection.register("rows_met", pa.concat_tables(found))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM rows_met")
    connection.unregister("rows_met")
