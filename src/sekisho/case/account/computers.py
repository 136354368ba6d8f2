"""What the mailed program did on each computer: whom it called, where it was found and removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa

from sekisho.case.account.facts import Happening
from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.clocks import Clocks
from sekisho.case.hosts import Names
from sekisho.case.outbreak import Run
from sekisho.events.columns import TEXT

REMOVED = ("1", "2", "3")
"""Action ID of event 1117: clean, quarantine, remove (Microsoft, MPTHREAT_ACTION); any other
action, such as block or allow, leaves the file where it was."""
_REMOVED_WORDS = (
    *("clean", "quarantine", "remove", "駆除", "検疫", "削除"),
    *("%%808", "%%809", "%%810"),
)
_SITES = """
SELECT host, user, t, value, evidence, position, unit FROM (
  SELECT a.host, p."user.name" AS user, coalesce(p."event.start", p."@timestamp") AS t,
         p."cs-host" AS value, p."event.dataset" AS source, p.evidence, p.position, p.unit
  FROM proxy p JOIN case_address a ON a.ip = p."source.ip"
   AND coalesce(p."event.start", p."@timestamp") >= a.since
   AND coalesce(p."event.start", p."@timestamp") < a.until
  WHERE p."cs-host" IN (SELECT unnest($sites)) AND p."event.action" IS DISTINCT FROM 'denied'
  UNION ALL
  SELECT a.host, f."user.name", coalesce(f."event.start", f."@timestamp"), f."destination.ip",
         f."event.dataset", f.evidence, f.position, f.unit
  FROM firewall f JOIN case_address a ON a.ip = f."source.ip"
   AND coalesce(f."event.start", f."@timestamp") >= a.since
   AND coalesce(f."event.start", f."@timestamp") < a.until
  WHERE f."destination.ip" IN (SELECT unnest($sites)) AND f."event.action" IS DISTINCT FROM 'denied'
) WHERE t >= $since AND host IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY host ORDER BY t, evidence, position) = 1
ORDER BY t, host
"""
_FOUND = """
WITH told AS (
  SELECT host_key("host.name") AS host, "user.name" AS user, "@timestamp" AS t, EventID AS number,
         coalesce(fields['Threat Name'], '') AS value, fields['Detection User'] AS account,
         fields['Action Name'] AS act, fields['Action ID'] AS act_id,
         fields['Error Code'] AS error, "event.dataset" AS source, evidence, position, unit
  FROM windows WHERE EventID IN (1116, 1117) AND "@timestamp" IS NOT NULL
  UNION ALL
  SELECT host_key("host.name"), "user.name", "@timestamp", 1116, coalesce("threat.name", ''),
         NULL, NULL, NULL, NULL, "event.dataset", evidence, position, unit
  FROM antivirus WHERE "event.action" = 'detect' AND "@timestamp" IS NOT NULL
)
SELECT * FROM told WHERE host IS NOT NULL AND t >= $since
  AND (value IN (SELECT unnest($threats)) OR struct_pack(h := host) IN (SELECT unnest($hosts)))
ORDER BY t, host, evidence, position
"""
_FILES = r"""
SELECT host_key("host.name") AS host, "user.name" AS user, "@timestamp" AS t, n.name AS value,
       "event.dataset" AS source, evidence, position, unit
FROM windows JOIN account_attachment n
  ON suffix(coalesce(fields['TargetFilename'], fields['ObjectName']), n.name)
WHERE EventID IN (11, 4663) AND "@timestamp" IS NOT NULL
  AND regexp_matches(coalesce(fields['TargetFilename'], fields['ObjectName']),
                     '\\(?:Content\.Outlook|INetCache|Temp|Downloads)\\', 'i')
ORDER BY t, host, evidence, position
"""


def contacted(
    connection: duckdb.DuckDBPyConnection,
    sites: Sequence[str],
    since: datetime,
    clocks: Clocks,
    names: Names,
) -> tuple[Happening, ...]:
    """The first passed call of each computer to one of the addresses. Needs ``case_address``."""
    values = {"sites": list(sites), "since": since - timedelta(hours=1)}
    rows = ask(connection, _SITES, values) if sites else []
    return _first(_happening(row, row["value"], clocks, names) for row in rows)


def found_and_removed(
    connection: duckdb.DuckDBPyConnection,
    runs: Sequence[Run],
    since: datetime,
    clocks: Clocks,
    names: Names,
) -> tuple[tuple[Happening, ...], tuple[Happening, ...], frozenset[str]]:
    """Where the antivirus found it, where it removed it, and on which computers (keys) the last
    word of the antivirus is a finding without removal.

    A finding is the campaign's when it has a name that its files were given, or lies on a
    computer that ran one, afterwards.
    """
    began: dict[str, datetime] = {}
    for run in runs:
        began[run.host] = min(run.time, began.get(run.host, run.time))
    threats = sorted({run.threat for run in runs if run.threat})
    values = {
        "threats": threats,
        "hosts": [{"h": host} for host in sorted(began)],
        "since": since - timedelta(hours=1),
    }
    rows = ask(connection, _FOUND, values) if runs else []
    detected: list[Happening] = []
    cleaned: list[Happening] = []
    last: dict[str, bool] = {}
    for row in rows:
        one = _happening(row, row["value"], clocks, names)
        if row["value"] not in threats and one.time < began[row["host"]]:
            continue
        removed = row["number"] == 1117 and _removed(row)
        if row["number"] == 1116:
            detected.append(one)
        elif removed:
            cleaned.append(one)
        last[row["host"]] = removed
    left = frozenset(host for host, removed in last.items() if not removed)
    return _first(detected), _first(cleaned), left


def _removed(row: Row) -> bool:
    """Quarantined or removed, and without an error."""
    done = str(row["error"] or "0").lower() in ("0", "0x0", "0x00000000")
    act = (row["act"] or "").casefold()
    named = any(word in act for word in _REMOVED_WORDS)
    return done and (named or row["act_id"] in REMOVED)


def seen_files(
    connection: duckdb.DuckDBPyConnection,
    attachments: Sequence[str],
    clocks: Clocks,
    names: Names,
) -> tuple[Happening, ...]:
    """Where a file event shows an attachment saved or unpacked by a mail program or browser."""
    rows: list[Row] = [{"name": name} for name in attachments]
    keep(connection, "account_attachment", rows, pa.schema([("name", TEXT)]))
    found = ask(connection, _FILES) if rows else []
    return _first(_happening(row, row["value"], clocks, names) for row in found if row["host"])


def _happening(row: Row, value: str, clocks: Clocks, names: Names) -> Happening:
    offset = clocks.of(row.get("source"), row["host"]).offset_s
    user = (row.get("account") or row["user"] or "").rpartition("\\")[2]
    return Happening(
        host=names.show(row["host"]) or row["host"],
        user=user or None,
        time=row["t"] - timedelta(seconds=offset),
        value=value,
        evidence=(reference(row),),
    )


def _first(found: Iterable[Happening]) -> tuple[Happening, ...]:
    """The first of each computer, in order of time."""
    kept: dict[str, Happening] = {}
    for one in sorted(found, key=lambda one: (one.time, one.host)):
        kept.setdefault(one.host, one)
    return tuple(kept.values())
