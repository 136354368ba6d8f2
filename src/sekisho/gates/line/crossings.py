"""Observed connections judged by the zone matrix: what would have been refused, and when.

The matrix becomes one SQL expression, so that a month of a firewall's records is one question.
Connections are those of firewalls; a proxy's lines name no connection between zones.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from sekisho.detect.catalogue import Tool
from sekisho.form.values import Network
from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.line.matrix import INSIDE, UNKNOWN, Port, flows, permission
from sekisho.gates.line.places import places
from sekisho.gates.supported import fits, host_names, one_of, ticket_sql
from sekisho.ledger.tables import literal
from sekisho.rulebook import Asset, Flow, Rulebook

_SEEN = """
CREATE OR REPLACE TEMP TABLE line_seen AS
SELECT "source.ip" AS source, "destination.ip" AS destination,
       CASE WHEN lower("network.transport") IN ('tcp', 'udp') THEN lower("network.transport")
            WHEN lower("network.transport") IN ('icmp', 'icmp6', 'icmpv6', 'ipv6-icmp') THEN 'icmp'
            ELSE 'other' END AS transport,
       "destination.port" AS port, "host.name" AS host, "user.name" AS person,
       date_trunc('hour', "@timestamp") AS hour, "event.action" AS action,
       count(*) AS connections, min("@timestamp") AS first, max("@timestamp") AS last,
       {sample} AS sample, {ticket} AS ticket
FROM firewall {only}
WHERE "source.ip" IS NOT NULL AND "destination.ip" IS NOT NULL {where}
GROUP BY ALL
"""
_POINTER = "{'evidence': evidence, 'position': position, 'unit': unit}"
_FIRST = f'arg_min({_POINTER}, "@timestamp")'
_ENDED = """AND "session.state" IS DISTINCT FROM 'interim'"""
"""A connection is counted once: at its end."""
_DATED = 'AND "@timestamp" IS NOT NULL'
_JUDGED = """
SELECT code, CASE WHEN crosses IS NOT NULL THEN crosses AND ticket IS NULL END AS refused,
       CASE WHEN crosses THEN ticket END AS ticket,
       source, destination, transport, port, host, person, hour, action,
       connections, first, last,
       sample.evidence AS evidence, sample.position AS position, sample.unit AS unit
FROM (
  SELECT *, code NOT IN (SELECT code FROM line_permitted) AS crosses
  FROM (
    SELECT seen.*, {code} AS code
    FROM line_seen AS seen
    JOIN line_places AS s ON s.address = seen.source
    JOIN line_places AS d ON d.address = seen.destination
  )
)
ORDER BY first, source, destination, transport, port, hour, host, person, action
"""


def crossings(
    connection: duckdb.DuckDBPyConnection,
    rulebook: Rulebook,
    between: Between = ALWAYS,
) -> pa.Table:
    """A row for each source, destination, port, host, person and hour: ``code``, ``refused``,
    ``connections``, ``first``, ``last``, and a pointer to its first record. Traffic within a
    zone stands there too, as ``INSIDE``; where an end is no address, ``code`` and ``refused``
    are null: it was not judged. What no flow allows and a permitted remote support was is not
    refused and has its ``ticket``. Records without a time stand in no row."""
    where = f"{_ENDED} {_DATED} {between.sql()}"
    return _judged(
        connection,
        rulebook,
        _SEEN.format(sample=_FIRST, only="", where=where, ticket=_ticket(rulebook)),
    )


def judge(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, pointers: pa.Table
) -> pa.Table:
    """The firewall's records among ``pointers`` (``evidence``, ``position``, ``unit``), with
    ``code`` and ``refused``; whatever the state of the session, a record is of a connection."""
    connection.register("line_pointed", pointers)
    only = "SEMI JOIN line_pointed USING (evidence, position, unit)"
    seen = _SEEN.format(sample=_POINTER, only=only, where="", ticket=_ticket(rulebook))
    found = _judged(connection, rulebook, seen)
    connection.unregister("line_pointed")
    return found.select(["evidence", "position", "unit", "code", "refused"])


def _ticket(rulebook: Rulebook) -> str:
    return ticket_sql(rulebook, '"@timestamp"', _is_host, _is_tool)


def _is_host(named: str, asset: Asset | None) -> Iterator[str]:
    yield from one_of('"host.name"', host_names(named, asset))
    addresses = map(str, asset.addresses) if asset else (named,)
    yield from one_of('"source.ip"', addresses)


def _is_tool(tool: Tool) -> Iterator[str]:
    yield from fits('"destination.domain"', (*tool.use, *tool.site))
    yield from fits('"network.application"', tool.applications)
    yield from one_of('"destination.port"::VARCHAR', map(str, tool.own_ports))


def _judged(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook, seen: str) -> pa.Table:
    networks = _networks(rulebook)
    connection.execute(seen)
    distinct = connection.sql(
        "SELECT DISTINCT unnest([source, destination]) AS address FROM line_seen"
    ).to_arrow_table()["address"]
    found = places(pa.array(distinct.to_pylist(), pa.string()), rulebook, networks)
    connection.register("line_places", found)
    permitted = pa.table({"code": [INSIDE, *_permitted(rulebook)]})
    connection.register("line_permitted", permitted)
    answer = connection.sql(_JUDGED.format(code=code_sql(rulebook, networks))).to_arrow_table()
    connection.execute("DROP TABLE line_seen")
    return answer


def _networks(rulebook: Rulebook) -> tuple[Network, ...]:
    """Every network that a flow names, once."""
    named = [
        network
        for zone in rulebook.zones
        for flow in zone.allow
        for network in (*flow.sources, *flow.destinations)
    ]
    return tuple(dict.fromkeys(named))


def _permitted(rulebook: Rulebook) -> Iterator[str]:
    for _condition, code in _flows(rulebook, ()):
        yield code


def code_sql(rulebook: Rulebook, networks: tuple[Network, ...]) -> str:
    """The judgement as SQL over ``seen``, and ``s``, ``d`` (the places of its two ends)."""
    cases = ["WHEN NOT s.known OR NOT d.known THEN NULL"]
    cases.append(f"WHEN s.zone = d.zone THEN {literal(INSIDE)}")
    cases += [
        f"WHEN {condition} THEN {literal(code)}" for condition, code in _flows(rulebook, networks)
    ]
    unknown = literal(UNKNOWN)
    refused = f"'L-' || coalesce(s.zone, {unknown}) || '-' || coalesce(d.zone, {unknown})"
    return f"CASE {' '.join(cases)} ELSE {refused} END"


def _flows(rulebook: Rulebook, networks: tuple[Network, ...]) -> Iterator[tuple[str, str]]:
    for source in rulebook.zones:
        for destination in rulebook.zones:
            if source.name == destination.name:
                continue
            for number, flow in enumerate(flows(source, destination), start=1):
                zones = f"s.zone = {literal(source.name)} AND d.zone = {literal(destination.name)}"
                condition = f"{zones}{_condition(flow, networks)}"
                yield condition, permission(source, destination, number)


def _condition(flow: Flow, networks: tuple[Network, ...]) -> str:
    if not networks and not flow.ports:
        return ""
    parts = []
    for side, named in (("s", flow.sources), ("d", flow.destinations)):
        if named and networks:
            either = " OR ".join(f"{side}.n{networks.index(network)}" for network in named)
            parts.append(f" AND ({either})")
    if flow.ports:
        parts.append(f" AND ({' OR '.join(_port(Port.of(text)) for text in flow.ports)})")
    return "".join(parts)


def _port(port: Port) -> str:
    if port.first is None:
        return f"seen.transport = '{port.transport}'"
    return (
        f"(seen.transport = '{port.transport}' AND seen.port BETWEEN {port.first} AND {port.last})"
    )
