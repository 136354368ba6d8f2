"""Whom the mail gate would lock out who must never be."""

from __future__ import annotations

from sekisho.gates.contract import Lockout
from sekisho.gates.mail.verdict import HOLD, asked_of
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """Mails would be held and nobody may let them go."""
    strict = "enforce" in (stages.everybody, *stages.departments.values(), *stages.assets.values())
    holds = HOLD in asked_of(rulebook).values()
    if strict and holds and not rulebook.mail.approvers:
        return (Lockout("gates.lockout.no_approver"),)
    return ()
