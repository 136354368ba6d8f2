"""What firewall and router show: connections, amounts, applications, flows between lines."""

from __future__ import annotations

from functools import partial
from ipaddress import ip_address, ip_network

import pyarrow as pa

from sekisho.case.asking import keep
from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground
from sekisho.events.columns import TEXT

_WANTED = {
    "firewall.sessions": '"source.ip" IS NOT NULL AND "destination.ip" IS NOT NULL',
    "firewall.spans": '"event.start" IS NOT NULL AND "event.end" IS NOT NULL',
    "firewall.sent_bytes": '"source.bytes" IS NOT NULL',
    "firewall.denied": "\"event.action\" = 'denied' OR \"session.state\" = 'denied'",
    "firewall.applications": 'coalesce("network.application", "destination.domain") IS NOT NULL',
}
_HOURLY = ("firewall.sessions", "firewall.spans", "firewall.sent_bytes")
PRIVATE = tuple(
    ip_network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
"""Networks a town may use inside: RFC 1918, 6598, 4193."""
_PAIRS = """
SELECT DISTINCT "source.ip" AS a, "destination.ip" AS b FROM firewall
WHERE "@timestamp" >= $since AND "@timestamp" < $until
  AND "source.ip" IS NOT NULL AND "destination.ip" IS NOT NULL ORDER BY ALL
"""


def _seen(ground: Ground, name: str) -> Held:
    grid = "hours" if name in _HOURLY else "days"
    return ground.over_time("firewall", _WANTED[name], grid)  # type: ignore[arg-type]


def crossing(ground: Ground) -> Held:
    """Flows between the town's own lines, let through or refused: without them a separation is
    drawn on paper only."""
    period = ground.period
    rows = ground.ask(_PAIRS, since=period.since, until=period.until)
    inner = [row for row in rows if _crosses(ground, row["a"], row["b"])]
    keep(ground.connection, "ready_crossing", inner, pa.schema([("a", TEXT), ("b", TEXT)]))
    where = '("source.ip", "destination.ip") IN (SELECT (a, b) FROM ready_crossing)'
    return ground.over_time("firewall", where, "days")


def _crosses(ground: Ground, one: str, other: str) -> bool:
    """Two zones of the rulebook; where it names none, two private networks by their first three
    numbers."""
    try:
        ends = ip_address(one), ip_address(other)
    except ValueError:
        return False
    zones = [ground.rulebook.zone_of(end) for end in ends]
    if ground.rulebook.zones:
        known = [zone for zone in zones if zone and zone.kind != "outside"]
        return len(known) == 2 and known[0] is not known[1]
    private = all(any(end in block for block in PRIVATE) for end in ends)
    return private and str(ends[0]).rpartition(".")[0] != str(ends[1]).rpartition(".")[0]


CAPABILITIES = {
    **{name: partial(_seen, name=name) for name in _WANTED},
    "firewall.crossing": crossing,
}
