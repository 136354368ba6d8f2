"""Whether records reach back as far as the rulebook wants them kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sekisho.case.facts import Reason, Reference
from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground
from sekisho.events.time import AHEAD, EARLIEST

_FIRST = """
SELECT min("@timestamp") AS first, arg_min("event.dataset", "@timestamp") AS source,
       arg_min(evidence, "@timestamp") AS evidence, arg_min(position, "@timestamp") AS position,
       arg_min(unit, "@timestamp") AS unit
FROM {kind} WHERE "@timestamp" BETWEEN $earliest AND $until
"""
_KINDS = ("proxy", "firewall", "mail", "share", "windows", "dhcp")


def _reaches(ground: Ground, kind: str) -> Held:
    span = {"earliest": EARLIEST, "until": ground.now + AHEAD}
    (row,) = ground.ask(_FIRST.format(kind=kind), **span)
    if row["first"] is None:
        return Held(Level.NONE, (Reason("readiness.held.nothing", {}),))
    source = (row["source"] or kind).partition(".")[0]
    wanted = ground.rulebook.retention.days_for(source)
    enough = row["first"] <= ground.period.until - timedelta(days=wanted)
    values = {
        "first": row["first"].isoformat(),
        "days": str(max((ground.period.until - row["first"]).days, 0)),
        "wanted": str(wanted),
    }
    where = (Reference(row["evidence"], row["position"], row["unit"]),)
    level = Level.FULL if enough else Level.PARTLY
    return Held(level, (Reason("readiness.held.reach", values, where),))


CAPABILITIES = {f"reach.{kind}": partial(_reaches, kind=kind) for kind in _KINDS}
