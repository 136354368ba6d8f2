"""What the PCs' own records say of remote-control tools, and of traces wiped away.

Distinct programs, services and rules are few however many events there are: each is shown to
the catalogue once, and only its events are fetched. Times are those of the PC, uncorrected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.facts import Reference
from sekisho.case.hosts import host_key
from sekisho.detect.catalogue import (
    Tool,
    tool_named,
    tool_of_firewall_rule,
    tool_of_host,
    tool_of_process,
    tool_of_product,
    tool_of_service,
    tool_of_text,
)
from sekisho.events.columns import MOMENT, TEXT


@dataclass(frozen=True)
class Trace:
    """``what``: run, install, rule, remove, download, log, erase. ``tool`` is its name, None
    where the trace is not a tool's (a cleared log). ``host`` is a key."""

    what: str
    time: datetime
    host: str | None
    tool: str | None
    user: str | None
    source: str
    evidence: Reference
    values: dict[str, str] = field(default_factory=dict)


_HEAD = """
"@timestamp" AS t, coalesce(host_key(e."host.name"), p.host) AS host, "user.name" AS user,
"event.dataset" AS source, e.evidence, position, unit
"""
_EVENTS = """
SELECT {head}, {first} AS first, {second} AS second, {third} AS third, {who} AS who
FROM windows e LEFT JOIN case_place p USING (evidence) WHERE {chosen} AND "@timestamp" IS NOT NULL
AND struct_pack(a := {first}, b := {second}, c := {third}) IN (SELECT unnest($found))
ORDER BY t, evidence, position
"""
_DISTINCT = """
SELECT DISTINCT {first} AS a, {second} AS b, {third} AS c FROM windows e WHERE {chosen}
ORDER BY ALL
"""


@dataclass(frozen=True)
class _Kind:
    """A kind of Windows event that can name a tool, and who in the catalogue knows."""

    what: str
    chosen: str
    first: str
    second: str
    third: str
    who: str
    tool: Callable[[Row], Tool | None]


def _field(*names: str) -> str:
    return "coalesce(" + ", ".join(f"fields['{name}']" for name in names) + ", NULL)"


def _removes(row: Row) -> bool:
    line = (row.get("third") or "").lower()
    return any(mark in line for mark in (" --remove", "/uninstall", " /x", "--uninstall", "unins0"))


_NONE = "NULL::VARCHAR"
_KINDS = (
    _Kind(
        "run",
        "(EventID = 4688 OR (EventID = 1 AND fields['Image'] IS NOT NULL))",
        _field("NewProcessName", "Image"),
        _field("OriginalFileName"),
        _field("CommandLine"),
        _field("SubjectUserName", "User"),
        lambda row: tool_of_process(row["a"], row["b"]) or _by_uninstaller(row["a"]),
    ),
    _Kind(
        "install",
        "EventID IN (7045, 4697)",
        "fields['ServiceName']",
        _field("ImagePath", "ServiceFileName"),
        _NONE,
        _field("SubjectUserName"),
        lambda row: tool_of_service(row["a"], row["b"]),
    ),
    _Kind(
        "rule",
        "EventID IN (2004, 2005, 2071, 2097) AND fields['RuleName'] IS NOT NULL",
        "fields['RuleName']",
        "fields['ApplicationPath']",
        _NONE,
        _NONE,
        lambda row: tool_of_firewall_rule(row["a"], row["b"]),
    ),
    _Kind(
        "install",
        "EventID IN (1033, 11707) AND len(Data) > 0",
        "Data[1]",
        _NONE,
        _NONE,
        _NONE,
        lambda row: tool_of_product(row["a"]),
    ),
    _Kind(
        "remove",
        "EventID IN (1034, 11724) AND len(Data) > 0",
        "Data[1]",
        _NONE,
        _NONE,
        _NONE,
        lambda row: tool_of_product(row["a"]),
    ),
)
_PROCESSES = """
SELECT {head}, "process.executable" AS image, "process.name" AS name
FROM state e LEFT JOIN case_place p USING (evidence)
WHERE "event.action" = 'process' AND "event.start" IS NOT NULL ORDER BY t, evidence, position
"""
_ERASED = """
SELECT {head}, coalesce(fields['SubjectUserName'], "user.name") AS who, EventID AS code,
       coalesce(fields['Channel'], "winlog.channel") AS channel
FROM windows e LEFT JOIN case_place p USING (evidence)
WHERE "@timestamp" IS NOT NULL AND ((EventID = 1102 AND "event.provider" ILIKE '%eventlog%')
   OR (EventID = 104 AND "event.provider" ILIKE '%eventlog%')
   OR (EventID = 1013 AND "event.provider" ILIKE '%defender%'))
ORDER BY t, evidence, position
"""
_DOWNLOADS = """
SELECT {head}, "c-uri" AS uri, "file.path" AS path, "cs-host" AS site
FROM browser e LEFT JOIN case_place p USING (evidence)
WHERE "event.action" = 'download' AND "@timestamp" IS NOT NULL ORDER BY t, evidence, position
"""
_LOGS = r"""
SELECT {head}, "remote.tool" AS tool, "remote.peer" AS peer, "event.action" AS act,
       "file.path" AS path, "event.start" AS start, "event.end" AS ended,
       regexp_matches(coalesce("time.text", '0:00:00'), '\d:\d\d:\d\d') AS to_the_second
FROM remote e LEFT JOIN case_place p USING (evidence)
WHERE "@timestamp" IS NOT NULL AND ("event.action" <> 'other' OR "file.path" IS NOT NULL)
ORDER BY t, evidence, position
"""
"""Without the thousands of lines a tool writes about itself."""


def traces(connection: duckdb.DuckDBPyConnection) -> tuple[Trace, ...]:
    """All traces in order of time; the starts of tools also as the table ``case_tool_start``.

    Needs ``case_place`` and the macro ``host_key``.
    """
    found = [trace for kind in _KINDS for trace in _windows(connection, kind)]
    found += _running(connection) + _erased(connection) + _downloads(connection) + _logs(connection)
    ordered = tuple(
        sorted(found, key=lambda one: (one.time, one.what, str(one.evidence), one.tool or ""))
    )
    _starts(connection, ordered)
    return ordered


def _windows(connection: duckdb.DuckDBPyConnection, kind: _Kind) -> list[Trace]:
    places = {
        "chosen": kind.chosen,
        "first": kind.first,
        "second": kind.second,
        "third": kind.third,
    }
    named = {
        (row["a"], row["b"], row["c"]): tool.name
        for row in ask(connection, _DISTINCT.format(**places))
        if (tool := kind.tool(row)) is not None
    }
    if not named:
        return []
    listed = [{"a": a, "b": b, "c": c} for a, b, c in named]
    query = _EVENTS.format(head=_HEAD, who=kind.who, **places)
    return [
        _trace(
            "remove" if kind.what == "run" and _removes(row) else kind.what,
            row,
            named[row["first"], row["second"], row["third"]],
            {"name": row["first"] or ""},
        )
        for row in ask(connection, query, {"found": listed})
    ]


def _trace(what: str, row: Row, tool: str | None, values: dict[str, str]) -> Trace:
    user = row.get("who") or row.get("user")
    return Trace(
        what=what,
        time=row["t"],
        host=host_key(row["host"]),
        tool=tool,
        user=None if not user or user.endswith("$") or user == "-" else user.rpartition("\\")[2],
        source=row["source"],
        evidence=reference(row),
        values=values,
    )


def _by_uninstaller(image: str | None) -> Tool | None:
    """``…\\UltraViewer\\unins000.exe``: the uninstaller's folder names the tool."""
    folder, _, name = (image or "").rpartition("\\")
    return tool_of_text(folder.rpartition("\\")[2]) if name.lower().startswith("unins") else None


def _running(connection: duckdb.DuckDBPyConnection) -> list[Trace]:
    """Tools that were running when a collector looked: they began before."""
    head = _HEAD.replace('"@timestamp" AS t', '"event.start" AS t')
    found = []
    for row in ask(connection, _PROCESSES.format(head=head)):
        tool = tool_of_process(row["image"] or row["name"])
        if tool is not None:
            values = {"name": row["image"] or row["name"] or ""}
            found.append(_trace("run", row, tool.name, values))
    return found


def _erased(connection: duckdb.DuckDBPyConnection) -> list[Trace]:
    return [
        _trace("erase", row, None, {"channel": row["channel"] or "", "code": str(row["code"])})
        for row in ask(connection, _ERASED.format(head=_HEAD))
    ]


def _downloads(connection: duckdb.DuckDBPyConnection) -> list[Trace]:
    found = []
    for row in ask(connection, _DOWNLOADS.format(head=_HEAD)):
        tool = tool_of_host(row["site"], ("use", "site")) or tool_of_process(row["path"])
        if tool is not None:
            values = {"name": row["path"] or "", "uri": row["uri"] or ""}
            found.append(_trace("download", row, tool.name, values))
    return found


def _logs(connection: duckdb.DuckDBPyConnection) -> list[Trace]:
    found = []
    for row in ask(connection, _LOGS.format(head=_HEAD)):
        tool = tool_named(row["tool"] or "") or tool_of_text(row["tool"] or "")
        values = {
            "act": row["act"] or "other",
            "peer": row["peer"] or "",
            "path": row["path"] or "",
            "resolution_s": "1" if row["to_the_second"] else "60",
        }
        for name in ("start", "ended"):
            if row[name] is not None:
                values[name] = row[name].isoformat()
        found.append(_trace("log", row, tool.name if tool else row["tool"], values))
    return found


def _starts(connection: duckdb.DuckDBPyConnection, found: Iterable[Trace]) -> None:
    names = ("source", "host", "tool", "evidence", "unit")
    schema = pa.schema([*((name, TEXT) for name in names), ("t", MOMENT), ("position", pa.int64())])
    rows: list[Row] = [
        {
            "source": one.source,
            "host": one.host,
            "tool": one.tool,
            "t": one.time,
            "evidence": one.evidence.evidence,
            "position": one.evidence.position,
            "unit": one.evidence.unit,
        }
        for one in found
        if one.what == "run" and one.tool
    ]
    keep(connection, "case_tool_start", rows, schema)
