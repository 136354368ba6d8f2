"""Which computer had which address when; an address can change hands on a day.

Grounds, the strongest first: the DHCP server's own records, addresses that a computer's own
events or a switching device saw together with its name or card, fixed addresses of the
registers. Times are those of the recording source, uncorrected (their clocks differ by less
than leases last); ``Holding.uncertainty_s`` says how near an edge the answer may be wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import attrgetter

import duckdb
import pyarrow as pa

from sekisho.case.asking import Row, ask, keep, reference
from sekisho.case.facts import Reference
from sekisho.case.hosts import Names, host_key, prepare
from sekisho.case.known import Known
from sekisho.events.columns import COUNT, MOMENT, SMALL, TEXT

LONGEST_LEASE = timedelta(days=8)
"""Windows Server's default; no lease is believed in longer than this after its last sign."""
NEAR = timedelta(minutes=5)
"""A holding that begins or ends this near a moment may still answer for it (clocks differ)."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
END = datetime(9999, 12, 31, tzinfo=UTC)

_DHCP = """
WITH seen AS (
  SELECT coalesce("event.start", "@timestamp") AS t, "client.ip" AS ip, "client.mac" AS mac,
         host_key("client.name") AS name, "event.action" AS act, "event.end" AS lease_end,
         evidence, position, unit
  FROM dhcp
  WHERE "client.ip" IS NOT NULL AND coalesce("event.start", "@timestamp") IS NOT NULL
    AND "event.action" IN ('assign', 'renew', 'release', 'expire')
), named AS (
  SELECT mac, arg_max(name, t) AS name FROM seen
  WHERE mac IS NOT NULL AND name IS NOT NULL GROUP BY mac
), told AS (
  SELECT seen.* EXCLUDE (name), coalesce(seen.name, named.name) AS name,
         coalesce(seen.mac, seen.name) AS who
  FROM seen LEFT JOIN named USING (mac)
), turned AS (
  SELECT *, lag(who) OVER w AS last_who, lag(act) OVER w AS last_act FROM told
  WINDOW w AS (PARTITION BY ip ORDER BY t, evidence, position)
), counted AS (
  SELECT *, sum(CASE WHEN last_who IS DISTINCT FROM who OR last_act IN ('release', 'expire')
                     THEN 1 ELSE 0 END)
            OVER (PARTITION BY ip ORDER BY t, evidence, position) AS turn
  FROM turned
)
SELECT ip, any_value(mac) AS mac, max(name) AS name, turn, min(t) AS since, max(t) AS last,
       min(t) FILTER (act IN ('release', 'expire')) AS released, max(lease_end) AS lease_end,
       arg_min(act, t) AS first_act, arg_min(evidence, t) AS evidence,
       arg_min(position, t) AS position, arg_min(unit, t) AS unit
FROM counted WHERE who IS NOT NULL GROUP BY ip, turn ORDER BY ip, since, turn
"""
_CARDS = """
SELECT "source.ip" AS ip, "source.mac" AS mac, NULL::VARCHAR AS name,
       min("@timestamp") AS since, max("@timestamp") AS last,
       arg_min(evidence, "@timestamp") AS evidence, arg_min(position, "@timestamp") AS position,
       arg_min(unit, "@timestamp") AS unit
FROM firewall WHERE "source.mac" IS NOT NULL AND "source.ip" IS NOT NULL
  AND "@timestamp" IS NOT NULL
GROUP BY ALL ORDER BY ip, since, mac
"""
_OWN = """
WITH own AS (
  SELECT fields['SourceIp'] AS ip, host_key("host.name") AS name, "@timestamp" AS t,
         evidence, position, unit
  FROM windows WHERE EventID = 3 AND fields['Initiated'] = 'true'
  UNION ALL
  SELECT fields['IpAddress'], host_key(fields['WorkstationName']), "@timestamp",
         evidence, position, unit
  FROM windows WHERE EventID = 4624 AND fields['LogonType'] = '3'
)
SELECT ip, NULL::VARCHAR AS mac, name, date_trunc('hour', t) AS hour, min(t) AS since,
       max(t) AS last, arg_min(evidence, t) AS evidence, arg_min(position, t) AS position,
       arg_min(unit, t) AS unit
FROM own WHERE t IS NOT NULL AND name NOT IN ('', '-') AND ip IS NOT NULL
  AND ip NOT IN ('', '-', '::1') AND ip NOT LIKE '127.%' AND ip NOT LIKE 'fe80:%'
GROUP BY ip, name, hour ORDER BY ip, since, name
"""


@dataclass(frozen=True)
class Holding:
    """``host`` (its key) held ``ip`` from ``since`` to ``until``; ``basis`` is dhcp, seen or
    register. ``host`` is None where only the card is known."""

    ip: str
    host: str | None
    mac: str | None
    since: datetime
    until: datetime
    basis: str
    rank: int
    evidence: Reference | None


class AddressBook:
    """All holdings, asked by address and moment."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self.holdings = tuple(sorted(holdings, key=attrgetter("ip", "rank", "since", "until")))
        self._by_ip: dict[str, list[Holding]] = defaultdict(list)
        for holding in self.holdings:
            self._by_ip[holding.ip].append(holding)

    def host_at(self, ip: str | None, moment: datetime) -> Holding | None:
        """Who held an address at a moment: the strongest ground, the latest holding of it."""
        found = [one for one in self._by_ip.get(ip or "", ()) if one.since <= moment < one.until]
        if not found:
            near = (moment - NEAR, moment + NEAR)
            found = [
                one
                for one in self._by_ip.get(ip or "", ())
                if one.since <= near[1] and one.until >= near[0]
            ]
        return min(found, key=lambda one: (one.rank, _reversed(one.since)), default=None)

    def addresses_of(self, host: str | None, start: datetime, end: datetime) -> tuple[str, ...]:
        """The addresses a computer held at any time of an interval."""
        key = host_key(host)
        found = {
            one.ip
            for one in self.holdings
            if key and one.host == key and one.since < end and one.until > start
        }
        return tuple(sorted(found))


def addresses(connection: duckdb.DuckDBPyConnection, known: Known, names: Names) -> AddressBook:
    """All holdings from the events and registers, also as the table ``case_address``
    (``ip, host, mac, since, until, rank``) for questions in SQL."""
    prepare(connection)
    by_mac = {mac: host_key(one.name) for one in known.machines for mac in one.macs}
    dhcp = _leases(ask(connection, _DHCP), by_mac)
    by_mac |= {one.mac: one.host for one in dhcp if one.mac and one.host}
    holdings = [*dhcp]
    for row in [*ask(connection, _CARDS), *ask(connection, _OWN)]:
        host = row["name"] or by_mac.get(row["mac"])
        holdings.append(_holding(row, host, row["last"] + NEAR, "seen", 1))
    holdings += _fixed(known)
    book = AddressBook(holdings)
    names.tell(one.host for one in book.holdings)
    _table(connection, book)
    return book


def _leases(rows: list[Row], by_mac: dict[str, str | None]) -> list[Holding]:
    """Turns at each address, ended by release, lease end, the next holder or a new address."""
    found: list[Holding] = []
    free_from: dict[str, datetime] = {}
    for row in rows:
        host = row["name"] or by_mac.get(row["mac"])
        last_sign = row["lease_end"] or row["last"] + LONGEST_LEASE
        until = min(row["released"] or END, max(last_sign, row["last"]))
        if row["first_act"] == "renew":
            # a renewal proves that the address was held before it, back to the former holder
            row["since"] = max(free_from.get(row["ip"], BEGINNING), row["since"] - LONGEST_LEASE)
        free_from[row["ip"]] = until
        found.append(_holding(row, host, until, "dhcp", 0))
    ended = _ended(found, attrgetter("ip"))
    return _ended(ended, lambda one: one.host or one.mac, moved=True)


def _ended(holdings: list[Holding], group: object, *, moved: bool = False) -> list[Holding]:
    """Every holding ends at the latest when the next of its group begins."""
    key = group if callable(group) else attrgetter("ip")
    groups: dict[object, list[Holding]] = defaultdict(list)
    for one in holdings:
        groups[key(one)].append(one)
    ended = []
    for members in groups.values():
        members.sort(key=attrgetter("since", "ip"))
        for one, after in pairwise(members):
            cut = not moved or one.ip != after.ip
            ended.append(replace(one, until=min(one.until, after.since)) if cut else one)
        ended.append(members[-1])
    return ended


def _holding(row: Row, host: str | None, until: datetime, basis: str, rank: int) -> Holding:
    return Holding(row["ip"], host, row["mac"], row["since"], until, basis, rank, reference(row))


def _fixed(known: Known) -> list[Holding]:
    return [
        Holding(
            ip=address,
            host=host_key(machine.name),
            mac=None,
            since=BEGINNING,
            until=END,
            basis="register",
            rank=2,
            evidence=next(iter(machine.evidence), None),
        )
        for machine in known.machines
        for address in machine.addresses
    ]


def _table(connection: duckdb.DuckDBPyConnection, book: AddressBook) -> None:
    schema = pa.schema(
        [
            *((name, TEXT) for name in ("ip", "host", "mac")),
            *((name, MOMENT) for name in ("since", "until")),
            ("rank", SMALL),
            ("number", COUNT),
        ]
    )
    rows: list[Row] = [
        {
            "ip": one.ip,
            "host": one.host,
            "mac": one.mac,
            "since": one.since,
            "until": one.until,
            "rank": one.rank,
            "number": number,
        }
        for number, one in enumerate(book.holdings)
    ]
    keep(connection, "case_address", rows, schema)


def _reversed(moment: datetime) -> float:
    return -moment.timestamp()
