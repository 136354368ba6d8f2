"""The catalogue as tables of DuckDB, so that millions of events meet it in one join."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from sekisho.detect.catalogue.match import expression, host_match, host_patterns, literal

HOST_COLUMNS: tuple[tuple[str, str], ...] = (
    ("proxy", "cs-host"),
    ("proxy", "tls.client.server_name"),
    ("firewall", "destination.domain"),
    ("firewall", "destination.ip"),
    ("dns", "dns.question.name"),
    ("browser", "cs-host"),
)
"""Where events name the other end of a connection: view and column."""


def tool_domains(connection: duckdb.DuckDBPyConnection) -> None:
    """Registers ``remote_domains(pattern, tool, role, literal)``: every host pattern.

    ``pattern`` is a regular expression for ``regexp_full_match(lower(host), pattern)``; where
    several match, the greatest ``literal`` decides. ``tool`` is the key.
    """
    rows = host_patterns()
    connection.register(
        "remote_domains",
        pa.table(
            {
                "pattern": [expression(pattern) for pattern, _, _ in rows],
                "tool": [tool.key for _, tool, _ in rows],
                "role": [role for _, _, role in rows],
                "literal": [literal(pattern) for pattern, _, _ in rows],
            }
        ),
    )


def remote_hosts(connection: duckdb.DuckDBPyConnection) -> None:
    """Registers ``remote_hosts(host, tool, role)``: the hosts seen that belong to a tool.

    ``host`` is spelled as the events spell it, so that an equality join suffices
    (``proxy JOIN remote_hosts ON "cs-host" = host``); each host has one row. ``tool`` is the
    key, ``role`` is use, site or shared.
    """
    seen = " UNION ".join(f'SELECT DISTINCT "{column}" AS host FROM {view}'
                          for view, column in HOST_COLUMNS)  # fmt: skip
    hosts = [host for (host,) in connection.execute(f"{seen} ORDER BY 1").fetchall() if host]
    found = [(host, match) for host in hosts if (match := host_match(host)) is not None]
    schema = pa.schema([("host", pa.string()), ("tool", pa.string()), ("role", pa.string())])
    connection.register(
        "remote_hosts",
        pa.table(
            [
                [host for host, _ in found],
                [match.tool.key for _, match in found],
                [match.role for _, match in found],
            ],
            schema=schema,
        ),
    )
