"""Programs run out of mailed archives: who opened, where it called, who else called there.

Windows unpacks a clicked archive into ``Temp1_NAME.zip``; a program or script run from there was
opened by hand. It counts as the mail's when an attachment of that name, its figures apart, is
among the mails, or when the antivirus named it; what is left is told as doubtful. What a computer
asks of a bare address within minutes is its call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.clocks import Clocks
from sekisho.case.facts import Contact, Reference, Step
from sekisho.case.hosts import Names
from sekisho.case.mailing import likeness
from sekisho.events.columns import MOMENT, TEXT

CALLS = timedelta(minutes=10)
"""Clocks included, a script fetches its load within so short a time."""

_ARCHIVE = (
    r"\\(?:Temp\d+_|7z[0-9A-F]{6,}\\|Rar\$[^\\]+\\)([^\\\"]+\.(?:zip|7z|rar|lzh))\\[^\"]*"
    r"\.(?:js|jse|vbs|vbe|wsf|exe|scr|hta|lnk|ps1|cmd|bat|com|pif)\b"
)
_RUNS = """
WITH told AS (
  SELECT host_key("host.name") AS host, "@timestamp" AS t, "event.dataset" AS source,
         coalesce(fields['SubjectUserName'], fields['Detection User'], "user.name") AS user,
         coalesce(fields['CommandLine'], fields['Path']) AS line, EventID IN (1116, 1117) AS named,
         fields['Threat Name'] AS threat, evidence, position, unit
  FROM windows WHERE EventID IN (4688, 1, 1116, 1117) AND "@timestamp" IS NOT NULL
)
SELECT *, regexp_extract(line, $archive, 1) AS attachment FROM told
WHERE (line LIKE '%.zip%' OR line LIKE '%.7z%' OR line LIKE '%.rar%' OR line LIKE '%.lzh%')
  AND regexp_matches(line, $archive) ORDER BY t, host, evidence, position
"""
_MAILED = """
SELECT a.name AS attachment, "@timestamp" AS t, evidence, position, unit, "event.dataset" AS source,
       array_to_string("email.to.addresses", ', ') AS recipients, "email.message_id" AS id
FROM message, unnest("email.attachments.name") AS a(name)
WHERE a.name IN (SELECT unnest($names)) ORDER BY t, evidence, position
"""
_LIKE = r"""
SELECT DISTINCT regexp_replace(lower(a.name), '\d+', '#', 'g') AS shape
FROM message, unnest("email.attachments.name") AS a(name)
WHERE shape IN (SELECT unnest($shapes)) ORDER BY shape
"""
_CALLED = r"""
SELECT DISTINCT "cs-host" AS site FROM proxy p
JOIN case_address a ON a.ip = p."source.ip" AND coalesce("event.start", "@timestamp") >= a.since
 AND coalesce("event.start", "@timestamp") < a.until
JOIN case_opened o ON o.host = a.host
 AND coalesce("event.start", "@timestamp") BETWEEN o.since AND o.until
WHERE regexp_full_match("cs-host", '\d{1,3}(\.\d{1,3}){3}')
  AND NOT regexp_matches("cs-host", '^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)')
ORDER BY site
"""


@dataclass(frozen=True)
class Run:
    """A program out of a mailed archive met on a computer (its key). ``named``: the antivirus
    named it there (``threat``), so that it is not on record that it ran. The clock is corrected."""

    host: str
    user: str | None
    time: datetime
    attachment: str
    named: bool
    threat: str | None
    evidence: Reference


@dataclass(frozen=True)
class Mailed:
    """``steps``: the first mail and the first opening; ``contacts``: everybody who opened one of
    the attachments; ``sites``: the bare addresses called afterwards; ``attached``: the names of the
    attachments that were run or that the antivirus named; ``runs``: each run of one of them;
    ``doubtful``: runs out of archives that no mail at hand explains."""

    steps: tuple[Step, ...] = ()
    contacts: tuple[Contact, ...] = ()
    sites: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    doubtful: int = 0


def outbreak(connection: duckdb.DuckDBPyConnection, clocks: Clocks, names: Names) -> Mailed:
    """What mailed programs did. Needs ``case_address``."""
    runs = ask(connection, _RUNS, {"archive": _ARCHIVE})
    if not runs:
        return Mailed()
    attached = sorted({row["attachment"] for row in runs})
    mails = ask(connection, _MAILED, {"names": attached})
    certain = {row["attachment"] for row in mails} | _like(connection, attached)
    certain |= {row["attachment"] for row in runs if row["named"]}
    opened = [
        {**row, "t": row["t"] - timedelta(seconds=clocks.of(row["source"], row["host"]).offset_s)}
        for row in runs
        if row["attachment"] in certain
    ]
    return Mailed(
        steps=_steps(mails, opened, names),
        contacts=tuple(_opened(opened, names)),
        sites=_called(connection, opened),
        attached=tuple(sorted(certain)),
        runs=tuple(_run(row) for row in sorted(opened, key=_when)),
        doubtful=len(runs) - len(opened),
    )


def _like(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> set[str]:
    """Those whose mail may be gone, while others of that make lie there."""
    shapes = {name: likeness(name) for name in names}
    there = {
        row["shape"] for row in ask(connection, _LIKE, {"shapes": sorted(set(shapes.values()))})
    }
    return {name for name, shape in shapes.items() if shape in there}


def _called(connection: duckdb.DuckDBPyConnection, opened: Sequence[Row]) -> tuple[str, ...]:
    schema = pa.schema([("host", TEXT), ("since", MOMENT), ("until", MOMENT)])
    rows: list[Row] = [
        {"host": row["host"], "since": row["t"] - CALLS, "until": row["t"] + CALLS}
        for row in opened
        if not row["named"]
    ]
    keep(connection, "case_opened", rows, schema)
    return tuple(row["site"] for row in ask(connection, _CALLED))


def _steps(mails: Sequence[Row], opened: Sequence[Row], names: Names) -> tuple[Step, ...]:
    dated = [row for row in mails if row["t"] is not None]
    steps = [
        Step(row["t"], None, "cause.mail", {"attachment": row["attachment"]}, (reference(row),))
        for row in dated[:1]
    ]
    for row in sorted(opened, key=_when)[:1]:
        values = {"attachment": row["attachment"], "name": row["line"]}
        host = names.show(row["host"])
        steps.append(Step(row["t"], host, "cause.opened", values, (reference(row),)))
    return tuple(steps)


def _run(row: Row) -> Run:
    return Run(
        host=row["host"] or "",
        user=(row["user"] or "").rpartition("\\")[2] or None,
        time=row["t"],
        attachment=row["attachment"],
        named=row["named"],
        threat=row["threat"],
        evidence=reference(row),
    )


def _when(row: Row) -> tuple[datetime, str]:
    return row["t"], row["host"] or ""


def _opened(opened: Sequence[Row], names: Names) -> list[Contact]:
    """One contact a computer: run there, or stopped by the antivirus there."""
    groups: dict[tuple[str, str, bool], list[Row]] = {}
    for row in opened:
        groups.setdefault((row["host"] or "", row["attachment"], row["named"]), []).append(row)
    return [
        _contact(
            "spread.detected" if named else "spread.opened",
            attachment,
            rows,
            host=names.show(host),
            user=(rows[0]["user"] or "").rpartition("\\")[2] or None,
        )
        for (host, attachment, named), rows in sorted(groups.items())
    ]


def _contact(
    what: str, value: str, rows: Sequence[Row], host: str | None = None, user: str | None = None
) -> Contact:
    refs: tuple[Reference, ...] = tuple(reference(row) for row in rows[:20])
    first, last = min(row["t"] for row in rows), max(row["t"] for row in rows)
    return Contact(what, value, host, user, None, first, last, len(rows), refs)
