"""Connections of the town's computers to hosts of remote-control tools.

Only hosts that the catalogue names are looked at: the distinct hosts are shown to it once, the
millions of other events are passed over by a join. Squid and its like write a line when a
connection ends; its start is then the end less the time it took. A firewall's interim lines are
running totals of a session whose close line, if there is one, says everything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa

from sekisho.case.addresses import AddressBook
from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.clocks import Clocks
from sekisho.case.facts import ClockOffset, Reference
from sekisho.case.hosts import host_key
from sekisho.detect.catalogue import (
    host_match,
    remote_hosts,
    tool_named,
    tool_of_application,
    tool_of_port,
)
from sekisho.events.columns import TEXT

_PROXY = """
SELECT "event.start" AS start, coalesce("event.end", "@timestamp") AS ended,
       h.tool, h.role, h.host AS peer, "source.ip" AS ip, "host.name" AS host,
       "user.name" AS user, "event.action" AS act, "sc-status" AS status, "cs-method" AS method,
       "cs-bytes" AS sent, "c-uri" AS uri, "http.response.mime_type" AS mime,
       "destination.ip" AS far, "event.dataset" AS source, "observer.name" AS observer,
       NULL AS state, NULL AS session, evidence, position, unit
FROM proxy JOIN case_tool_host h
  ON h.host = coalesce("cs-host", "tls.client.server_name") AND h.seen
WHERE coalesce("event.end", "@timestamp") IS NOT NULL AND h.role IN ('use', 'site')
ORDER BY ended, evidence, position
"""
_FIREWALL = """
WITH named AS (
  SELECT f.*, coalesce(d.host, n.name, f."destination.ip") AS peer,
         coalesce(d.tool, a.tool, n.tool, p.tool) AS tool,
         coalesce(d.role, CASE WHEN a.tool IS NOT NULL OR p.tool IS NOT NULL THEN 'use' END,
                  n.role) AS role
  FROM firewall f
  LEFT JOIN case_tool_host d ON d.host = f."destination.domain" AND d.seen
  LEFT JOIN case_tool_application a ON a.application = f."network.application"
  LEFT JOIN case_tool_answer n ON n.ip = f."destination.ip"
  LEFT JOIN case_tool_port p ON p.port = f."destination.port"
)
SELECT "event.start" AS start, coalesce("event.end", "@timestamp") AS ended,
       tool, role, peer, "source.ip" AS ip, "host.name" AS host, "user.name" AS user,
       "event.action" AS act, NULL AS status, 'CONNECT' AS method, "source.bytes" AS sent,
       NULL AS uri, NULL AS mime, "destination.ip" AS far, "event.dataset" AS source,
       "observer.name" AS observer, "session.state" AS state, "session.id" AS session,
       evidence, position, unit
FROM named WHERE tool IS NOT NULL AND role IN ('use', 'site') AND "@timestamp" IS NOT NULL
ORDER BY ended, evidence, position
"""
_ENDS = """
SELECT "event.dataset" AS source, max(coalesce("event.end", "@timestamp")) AS ended FROM proxy
GROUP BY ALL ORDER BY source
"""
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Connection:
    """One connection on the reference clock. ``start`` is None when the source tells only its
    end. ``role``: use or site. ``outcome``: allowed, denied or failed. ``tunnel`` hides what is
    inside. ``sent_bytes`` is what the computer sent, None when the source has it not.
    ``unfinished``: a firewall told of it, but not of its end; ``source_end`` is the source's last
    record."""

    tool: str
    role: str
    peer: str
    start: datetime | None
    end: datetime
    host: str | None
    address: str | None
    user: str | None
    outcome: str
    tunnel: bool
    uri: str | None
    mime: str | None
    sent_bytes: int | None
    clock: ClockOffset
    kind: str
    evidence: Reference
    far: str | None = None
    host_evidence: Reference | None = None
    unfinished: bool = False
    source_end: datetime = LAST

    @property
    def seconds(self) -> float:
        """How long it lasted; 0 when the source tells only its end."""
        return (self.end - self.start).total_seconds() if self.start else 0.0


def tool_hosts(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables that lead from events to tools: ``case_tool_host`` (host, tool, role; as
    events spell it), ``case_tool_application``, ``case_tool_answer`` (addresses that names
    resolved to) and ``case_tool_port`` (ports that hardly anything else uses)."""
    remote_hosts(connection)
    hosts = ask(connection, "SELECT host, tool, role FROM remote_hosts ORDER BY host")
    rows: list[Row] = [{**row, "tool": _name(row["tool"]), "seen": True} for row in hosts]
    schema = pa.schema([*((name, TEXT) for name in ("host", "tool", "role")), ("seen", pa.bool_())])
    keep(connection, "case_tool_host", rows, schema)
    applications = ask(
        connection,
        'SELECT DISTINCT "network.application" AS application FROM firewall '
        'WHERE "network.application" IS NOT NULL ORDER BY 1',
    )
    named = [
        {**row, "tool": tool.name}
        for row in applications
        if (tool := tool_of_application(row["application"]))
    ]
    keep(connection, "case_tool_application", named, _texts("application", "tool"))
    _answers(connection)
    ports = ask(
        connection,
        'SELECT DISTINCT "destination.port" AS port FROM firewall '
        'WHERE "destination.port" IS NOT NULL ORDER BY 1',
    )
    own = [{**row, "tool": tool.name} for row in ports if (tool := tool_of_port(row["port"]))]
    keep(connection, "case_tool_port", own, pa.schema([("port", pa.int32()), ("tool", TEXT)]))


def _answers(connection: duckdb.DuckDBPyConnection) -> None:
    answers = ask(
        connection,
        'SELECT DISTINCT "dns.question.name" AS name, answer FROM dns '
        'WHERE answer IS NOT NULL AND "dns.question.name" IN (SELECT host FROM case_tool_host) '
        "ORDER BY ALL",
    )
    found: dict[str, Row] = {}
    for row in answers:
        match = host_match(row["name"])
        for address in row["answer"].replace(";", ",").replace(" ", ",").split(","):
            if match and address.strip():
                entry = {"ip": address.strip(), "name": row["name"], "role": match.role}
                found.setdefault(address.strip(), {**entry, "tool": match.tool.name})
    keep(connection, "case_tool_answer", found.values(), _texts("ip", "name", "tool", "role"))


def _texts(*names: str) -> pa.Schema:
    return pa.schema([(name, TEXT) for name in names])


def _name(key: str) -> str:
    tool = tool_named(key)
    return tool.name if tool else key


def connections(
    connection: duckdb.DuckDBPyConnection, book: AddressBook, clocks: Clocks
) -> tuple[Connection, ...]:
    """All connections to tools' hosts in order of time. Needs the tables of ``tool_hosts``."""
    rows = [(row, "proxy") for row in ask(connection, _PROXY)]
    rows += [(row, "firewall") for row in _closed(ask(connection, _FIREWALL))]
    ends = {row["source"]: row["ended"] for row in ask(connection, _ENDS) if row["ended"]}
    found = [
        _connection({**row, "source_end": ends.get(row["source"], LAST)}, kind, book, clocks)
        for row, kind in rows
        if row["status"] != 407
    ]
    return tuple(sorted(found, key=lambda one: (one.end, str(one.evidence))))


def _closed(rows: list[Row]) -> list[Row]:
    """One row a firewall session: its close, else the longest of its interim lines."""
    sessions: dict[object, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        apart = (
            (row["observer"], row["session"], row["ip"], row["far"]) if row["session"] else number
        )
        sessions[apart].append(row)
    chosen = []
    for members in sessions.values():
        closes = [row for row in members if row["state"] == "close"]
        open_ended = [row for row in members if row["state"] in ("interim", "open", "app", None)]
        if closes:
            chosen += closes
        elif open_ended:
            last = dict(max(open_ended, key=lambda row: (row["ended"], row["position"])))
            last["start"] = min((row["start"] for row in open_ended if row["start"]), default=None)
            last["sent"] = max((row["sent"] for row in open_ended if row["sent"]), default=None)
            last["unfinished"] = last["state"] is not None
            chosen.append(last)
        chosen += [row for row in members if row["state"] == "denied" and not closes]
    return chosen


def _connection(row: Row, kind: str, book: AddressBook, clocks: Clocks) -> Connection:
    clock = clocks.of(row["source"], row["observer"])
    moment = row["start"] or row["ended"]
    # addresses are on the recorders' own clocks, which lie nearer to each other than to a PC's
    holding = book.host_at(row["ip"], moment)
    back = timedelta(seconds=clock.offset_s)
    return Connection(
        tool=row["tool"],
        role=row["role"],
        peer=row["peer"],
        start=row["start"] - back if row["start"] else None,
        end=row["ended"] - back,
        host=(holding.host if holding else None) or host_key(row["host"]),
        address=row["ip"],
        user=row["user"],
        outcome=_outcome(row),
        tunnel=row["method"] == "CONNECT",
        uri=row["uri"],
        mime=row["mime"],
        sent_bytes=row["sent"],
        clock=clock,
        kind=kind,
        evidence=reference(row),
        far=row["far"],
        host_evidence=holding.evidence if holding else None,
        unfinished=row.get("unfinished", False),
        source_end=row["source_end"],
    )


def _outcome(row: Row) -> str:
    if row["act"] == "denied" or row["state"] == "denied":
        return "denied"
    if row["status"] is not None and (row["status"] >= 400 or row["status"] == 0):
        return "failed"
    return "allowed"
