"""The verdict on one document: where it lay, what records say of it, who could have seen it read.

Where a record decides, the last word is its; listing a folder or asking for attributes opens
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sekisho.case.accesses import Access
from sekisho.case.documents import Document
from sekisho.case.facts import Reason, Reference, Verdict, Window
from sekisho.case.hosts import host_key
from sekisho.case.laid import profile
from sekisho.case.window import connected
from sekisho.case.witnesses import Witnesses
from sekisho.events.time import iso

OPENED = frozenset({"read", "opened", "transferred", "copied"})
RANK: dict[Verdict, int] = {"proven": 0, "possible": 1, "unknown": 2, "excluded": 3}
"""The gravest first."""


@dataclass
class Met:
    """What the records say of one document, over all windows."""

    accesses: list[tuple[Access, Window]] = field(default_factory=list)
    made: datetime | None = None
    made_evidence: Reference | None = None


def verdict(
    one: Document, met: Met, windows: Sequence[Window], seen: Witnesses
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict on a document and why, from where it lay and what records say of it."""
    if not windows:
        return "unknown", (Reason("exposure.no_window"),)
    decided = _opened(met) or _made_later(met, windows)
    if decided is not None:
        return decided
    if one.place == "share":
        return _on_share(one, met, seen)
    mine = any(host_key(window.host) == one.host for window in windows)
    if mine and one.place in ("pc", "mailbox"):
        return "possible", (Reason("exposure.on_controlled_pc"), *_aside(met))
    if one.place == "mailbox":
        answer: Verdict = "possible" if seen.mailboxes == "opened" else "unknown"
        return answer, (Reason(f"exposure.mailbox_{seen.mailboxes}"),)
    return _elsewhere(one, met, windows)


def _elsewhere(
    one: Document, met: Met, windows: Sequence[Window]
) -> tuple[Verdict, tuple[Reason, ...]]:
    """On another computer, or nobody says on which; a path may still say in whose profile."""
    if one.host is not None:
        return "unknown", (Reason("exposure.on_other_pc"),)
    owner = profile(one.original)
    if any(owner == (window.user or "").rpartition("\\")[2].lower() for window in windows):
        return "possible", (Reason("exposure.profile_of_user"), *_aside(met))
    return "unknown", (Reason("exposure.place_unknown"),)


def _made_later(met: Met, windows: Sequence[Window]) -> tuple[Verdict, tuple[Reason, ...]] | None:
    """A server saw it made after the last window: it was not there to be taken."""
    end = max(window.end + timedelta(seconds=window.end_uncertainty_s) for window in windows)
    if met.made is None or met.made <= end or met.made_evidence is None:
        return None
    reason = Reason("exposure.made_later", {"time": iso(met.made)}, (met.made_evidence,))
    return "excluded", (reason,)


def _opened(met: Met) -> tuple[Verdict, tuple[Reason, ...]] | None:
    """What a record of opening decides: inside the session for sure, or only perhaps."""
    perhaps: list[Reason] = []
    for access, window in sorted(met.accesses, key=lambda pair: pair[0].act != "transferred"):
        if access.act not in OPENED:
            continue
        where = connected(window, access.time, access.uncertainty_s)
        values = {"time": iso(access.time), "uncertainty_s": f"{access.uncertainty_s:.0f}"}
        if where == "inside":
            act = "transferred" if access.act == "transferred" else "opened"
            code = f"exposure.{act}_{'server' if access.from_server else 'pc'}"
            refs = _same(met, access.act)
            return "proven", (Reason(code, values, refs),)
        if where in ("edge", "interruption"):
            perhaps.append(Reason(f"exposure.{where}", values, (access.evidence,)))
    return ("possible", tuple(perhaps)) if perhaps else None


def _same(met: Met, act: str) -> tuple[Reference, ...]:
    refs = [
        access.evidence
        for access, window in met.accesses
        if access.act == act and connected(window, access.time, access.uncertainty_s) == "inside"
    ]
    return tuple(dict.fromkeys(refs))[:20]


def _aside(met: Met) -> tuple[Reason, ...]:
    """What was seen of a document without deciding: refusals, listings."""
    reasons = []
    for code, acts in (
        ("exposure.refused", {"refused"}),
        ("exposure.attributes", {"attributes", "list"}),
    ):
        refs = tuple(
            access.evidence
            for access, window in met.accesses
            if access.act in acts
            and connected(window, access.time, access.uncertainty_s) != "outside"
        )
        if refs:
            reasons.append(Reason(code, {}, tuple(dict.fromkeys(refs))[:20]))
    return tuple(reasons)


def _on_share(one: Document, met: Met, seen: Witnesses) -> tuple[Verdict, tuple[Reason, ...]]:
    """On a server the stranger could not write to, its own records may exclude."""
    unbroken = seen.unbroken.get(one.host or "", ())
    aside = _aside(met)
    if unbroken:
        if any(reason.code == "exposure.refused" for reason in aside):
            return "excluded", aside
        return "excluded", (Reason("exposure.audited_not_read", {"source": unbroken[0]}), *aside)
    audits = seen.audits.get(one.host or "", ())
    code = "exposure.audit_gap" if audits else "exposure.no_audit"
    return "unknown", (Reason(code, {"source": ", ".join(audits) or "-"}), *aside)
