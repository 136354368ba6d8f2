"""Whether records reach back, without a hole of a month, as far as the rulebook wants them kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sekisho.case.facts import Reason, Reference
from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground

MONTH = 30
"""Days of the stretches, counted back from the period's end, that must each hold a record."""

_SEEN = f"""
SELECT floor(epoch($until - "@timestamp") / (86400 * {MONTH}))::BIGINT AS stretch,
       min("@timestamp") AS first,
       arg_min(evidence, ("@timestamp", position)) AS evidence,
       arg_min(position, ("@timestamp", position)) AS position,
       arg_min(unit, ("@timestamp", position)) AS unit
FROM {{kind}} WHERE "@timestamp" >= $since AND "@timestamp" < $until
GROUP BY stretch ORDER BY stretch
"""
_KINDS = {
    "proxy": ("squid", "ifilter", "elff", "fortigate"),
    "firewall": ("fortigate", "yamaha"),
    "mail": ("postfix", "exchange_tracking"),
    "share": ("samba",),
    "windows": ("evtx", "winlogbeat", "event_xml"),
    "dhcp": ("windows_dhcp", "dhcpd", "dhcpd_leases"),
}
"""Kind to the names of sources that a rulebook may set a term for."""


def _wanted(ground: Ground, kind: str) -> int:
    """The longest term that the rulebook sets for such records. It must not depend on which
    sources the evidence holds: a term is no shorter because a log is missing."""
    retention = ground.rulebook.retention
    return max(retention.days_for(name) for name in (kind, *_KINDS[kind]))


def _reaches(ground: Ground, kind: str) -> Held:
    wanted = _wanted(ground, kind)
    until = ground.period.until
    since = until - timedelta(days=wanted)
    rows = ground.ask(_SEEN.format(kind=kind), since=since, until=until)
    recent = any(row["stretch"] == 0 for row in rows)
    if not recent:
        return Held(Level.NONE, (Reason("readiness.held.nothing"),))
    stretches = -(-wanted // MONTH)
    oldest = rows[-1]
    values = {
        "first": oldest["first"].isoformat(),
        "days": str((until - oldest["first"]).days),
        "wanted": str(wanted),
        "seen": str(len(rows)),
        "cells": str(stretches),
    }
    where = (Reference(oldest["evidence"], oldest["position"], oldest["unit"]),)
    level = Level.FULL if len(rows) == stretches else Level.PARTLY
    return Held(level, (Reason("readiness.held.reach", values, where),))


CAPABILITIES = {f"reach.{kind}": partial(_reaches, kind=kind) for kind in _KINDS}
