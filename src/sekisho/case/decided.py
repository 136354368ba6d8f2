"""Persons' decisions of the case sheet, laid upon what was proposed for each remote session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from sekisho.case.facts import Judgement, Reason, Reference
from sekisho.case.hosts import host_key
from sekisho.case.judge import Judged
from sekisho.case.sheet.entries import Decision, Sheet
from sekisho.case.uses import Use
from sekisho.events.time import iso

SLACK = timedelta(minutes=1)
"""Persons write minutes, records seconds."""


@dataclass(frozen=True)
class Decided:
    """Which decision is about which use (by its place in the order), and those about none."""

    by_use: dict[int, Decision]
    doubts: tuple[Reason, ...]


def decided(sheet: Sheet | None, uses: Sequence[Use]) -> Decided:
    """The decisions about remote sessions; one that fits several or none is told, not applied."""
    found: dict[int, Decision] = {}
    doubts: list[Reason] = []
    for decision in sheet.decisions if sheet else ():
        if decision.session is None:
            continue
        meant = [number for number, use in enumerate(uses) if _is_meant(decision, use)]
        if len(meant) == 1:
            found[meant[0]] = decision
            continue
        code = "doubt.decision_ambiguous" if meant else "doubt.decision_unmatched"
        values = {"about": decision.about, "time": iso(decision.session), "count": str(len(meant))}
        doubts.append(Reason(code, values, _cited(sheet)))
    return Decided(found, tuple(doubts))


def _is_meant(decision: Decision, use: Use) -> bool:
    if decision.session is None or (decision.host and not _is_host(decision.host, use)):
        return False
    begins = use.start - SLACK - timedelta(seconds=use.start_uncertainty_s)
    ends = use.end + SLACK + timedelta(seconds=use.end_uncertainty_s)
    return begins <= decision.session <= ends


def _is_host(written: str, use: Use) -> bool:
    return host_key(written) == use.host or written == use.address


def overruled(judged: Judged, decision: Decision | None, sheet: Sheet | None) -> Judged:
    """The judgement as a person made it, with who and why before the grounds of the proposal."""
    if decision is None:
        return judged
    values = {"decided_by": decision.decided_by, "about": decision.about, "why": decision.reason}
    code = "session.decided" if decision.reason else "session.decided_plainly"
    reason = Reason(code, values, _cited(sheet))
    judgement = cast("Judgement", decision.judgement)
    return Judged(judgement, (reason, *judged.reasons), judged.ticket)


def _cited(sheet: Sheet | None) -> tuple[Reference, ...]:
    return (Reference(sheet.name),) if sheet and sheet.name else ()
