"""Bytes the PC sent through the incident sessions, where a source has them.

What was received says nothing of what was taken, and bytes never exclude what was displayed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sekisho.case.facts import Reason, Reference, Volume
from sekisho.case.uses import UNKNOWN_S, Use


def sent_bytes(use: Use) -> int | None:
    """What the computer sent through one use. Proxy and firewall see the same connections, so
    they are never added: the larger complete account counts. None when no source has one."""
    by_kind: dict[str, list[int | None]] = defaultdict(list)
    for one in use.connections:
        by_kind[one.kind].append(one.sent_bytes)
    totals = [
        sum(value for value in values if value is not None)
        for values in by_kind.values()
        if all(value is not None for value in values)
    ]
    return max(totals, default=None)


def volume(incidents: Sequence[Use]) -> Volume:
    """The sum over all incident uses, or the reason why it cannot be known: what was sent after
    the last record of a use without a known end, no source tells."""
    if not incidents:
        return Volume(None, Reason("volume.no_incident"))
    evidence: tuple[Reference, ...] = tuple(
        one.evidence for use in incidents for one in use.connections
    )
    sources = ", ".join(sorted({one.clock.source for use in incidents for one in use.connections}))
    counted = [sent_bytes(use) for use in incidents]
    known = [value for value in counted if value is not None]
    ended = all(use.end_uncertainty_s < UNKNOWN_S for use in incidents)
    if ended and len(known) == len(counted):
        values = {"bytes": str(sum(known)), "sources": sources}
        return Volume(sum(known), Reason("volume.sent", values, evidence[:50]), evidence)
    code = "volume.partly_unknown" if known else "volume.cannot_be_known"
    values = {"sources": sources or "-", "known_bytes": str(sum(known))}
    return Volume(None, Reason(code, values, evidence[:50]), evidence)
