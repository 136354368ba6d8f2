"""Past mails judged whole, where their bytes still lie, for the preview.

What a mail is judged by its names alone elsewhere is judged here by what it holds, with the
function of ``sekisho mail judge``. The rest stays with the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from sekisho.gates.between import Between
from sekisho.gates.mail.signs import outside
from sekisho.gates.mail.stored import Result, Trial
from sekisho.gates.mail.verdict import HARMLESS, VERDICTS, asked_of
from sekisho.intake.there import KEPT_WHOLE, There
from sekisho.rulebook import Rulebook

LEAST = VERDICTS.index(HARMLESS)
"""The mildest verdict by which a mail does not pass as it came."""
_WANTED = """
SELECT m.evidence, m.position, m.unit, m."@timestamp" AS t,
       coalesce(lower(m."email.from.address"), '') AS sender
FROM message m WHERE m."@timestamp" IS NOT NULL {between}
 AND m."event.dataset" IN (SELECT unnest($datasets))
"""
_SEEN = pa.schema([("evidence", pa.string()), ("position", pa.int64())])
_WHOLE = pa.schema([
    ("evidence", pa.string()), ("position", pa.int64()), ("unit", pa.string()),
    ("t", pa.timestamp("us", "UTC")), ("sender", pa.string()), ("recipient", pa.string()),
    ("code", pa.string()), ("leaving", pa.bool_()),
])  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """``mails``: those of the evidence named, where their bytes lie; ``trial``: judges them;
    ``now``: for mails without a date."""

    mails: Callable[[AbstractSet[str]], Iterable[There]]
    trial: Trial
    now: datetime


@dataclass(frozen=True)
class Counted:
    """``judged``: mails that were judged whole; ``not_there``: mails that came as bytes and whose
    bytes are no longer there, or no longer the same."""

    judged: int = 0
    not_there: int = 0


def judged_whole(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, between: Between, whole: Whole | None
) -> Counted:
    """Makes the temporary tables ``mail_seen``, the mails that were judged whole, and
    ``mail_whole``, a row for each of them, rule and addressee where it would not have passed as it
    came. Raises OSError."""
    rows: list[dict[str, Any]] = []
    seen: list[dict[str, Any]] = []
    counted = Counted()
    if whole is not None:
        wanted = _wanted(connection, between)
        for key, row, result in _results(wanted, whole):
            seen.append({"evidence": key[0], "position": key[1]})
            rows += _rows(row, result, rulebook)
        counted = Counted(len(seen), len(wanted) - len(seen))
    for name, made, schema in (("mail_seen", seen, _SEEN), ("mail_whole", rows, _WHOLE)):
        connection.register("mail_given", pa.Table.from_pylist(made, schema))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM mail_given")
        connection.unregister("mail_given")
    return counted


def _wanted(
    connection: duckdb.DuckDBPyConnection, between: Between
) -> dict[tuple[str, int], dict[str, Any]]:
    values = {"datasets": [f"{name}.message" for name in KEPT_WHOLE]}
    asked = connection.sql(_WANTED.format(between=between.sql()), params=values)
    return {(row["evidence"], row["position"]): row for row in asked.to_arrow_table().to_pylist()}


def _results(
    wanted: dict[tuple[str, int], dict[str, Any]], whole: Whole
) -> Iterator[tuple[tuple[str, int], dict[str, Any], Result]]:
    for one in whole.mails({name for name, _ in wanted}):
        key = (one.evidence, one.position)
        if key in wanted:
            name = f"{one.evidence}!/{one.position}"
            yield key, wanted[key], whole.trial.of(name, one.data, whole.now)


def _rows(row: dict[str, Any], result: Result, rulebook: Rulebook) -> Iterator[dict[str, Any]]:
    judged, asked = result.judged, asked_of(rulebook)
    if VERDICTS.index(judged.verdict) < LEAST:
        return
    codes = dict.fromkeys(one.code for one in judged.signs)
    to = result.envelope.recipients
    if judged.outgoing:
        to = tuple(one for one in to if outside(one, rulebook))
    for code in (one for one in codes if VERDICTS.index(asked[one]) >= LEAST):
        for recipient in to or ("",):
            yield {**row, "recipient": recipient.lower(), "code": code, "leaving": judged.outgoing}
