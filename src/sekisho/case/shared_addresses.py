"""Addresses that several computers share (NAT): whose traffic it was, the log cannot tell.

An address of the proxy's log that no record gives to a computer, and from which within one hour
several people, or several kinds of browsers, asked: a router or another proxy stands before them. A
log that notes neither users nor browsers shows nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from sekisho.case.asking import ask, reference
from sekisho.case.facts import Reason, Reference
from sekisho.case.uses import Use

USERS = 3
"""So many people within an hour do not take turns at one computer."""
BROWSERS = 5
"""So many different browsers (their ``User-Agent``) within an hour are not one computer's."""
_SHARED = """
WITH asked AS (
  SELECT "source.ip" AS ip, date_trunc('hour', "@timestamp") AS hour,
         count(DISTINCT lower("user.name")) AS users,
         count(DISTINCT CASE WHEN "c-useragent" LIKE 'Mozilla/%' THEN hash("c-useragent") END)
           AS browsers,
         arg_min(evidence, ("@timestamp", position)) AS evidence,
         arg_min(position, ("@timestamp", position)) AS position,
         arg_min(unit, ("@timestamp", position)) AS unit
  FROM proxy WHERE "source.ip" IS NOT NULL AND "@timestamp" IS NOT NULL
    AND "source.ip" NOT IN (SELECT ip FROM case_address WHERE host IS NOT NULL)
  GROUP BY ALL HAVING users >= $users OR browsers >= $browsers
)
SELECT ip, max(users) AS users, max(browsers) AS browsers,
       arg_max(evidence, (users, browsers, hour)) AS evidence,
       arg_max(position, (users, browsers, hour)) AS position,
       arg_max(unit, (users, browsers, hour)) AS unit
FROM asked GROUP BY ip ORDER BY ip
"""


@dataclass(frozen=True)
class SharedAddress:
    """An address, and how many people and browsers asked from it in its busiest hour."""

    address: str
    users: int
    browsers: int
    evidence: Reference

    @property
    def reason(self) -> Reason:
        """Why no computer is named."""
        values = {
            "address": self.address,
            "users": str(self.users),
            "browsers": str(self.browsers),
        }
        return Reason("address.shared", values, (self.evidence,))


def shared_addresses(connection: duckdb.DuckDBPyConnection) -> Mapping[str, SharedAddress]:
    """All of them by address. Needs ``case_address``."""
    rows = ask(connection, _SHARED, {"users": USERS, "browsers": BROWSERS})
    return {
        row["ip"]: SharedAddress(row["ip"], row["users"], row["browsers"], reference(row))
        for row in rows
    }


def with_shared(uses: Sequence[Use], shared: Mapping[str, SharedAddress]) -> tuple[Use, ...]:
    """The uses, those from a shared address with the reason why no computer is named."""
    return tuple(
        replace(use, reasons=(*use.reasons, shared[use.address].reason))
        if use.host is None and use.address is not None and use.address in shared
        else use
        for use in uses
    )
