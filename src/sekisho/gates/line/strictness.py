"""The stages as the line sees them: by address.

A connection's stage is that of the computer it comes from. A packet filter knows a computer by
its fixed address in the rulebook's ``assets`` alone; one without an address is at the stage of
everybody. Where that is stricter than the rulebook has it for this computer, nothing is built:
somebody would be refused against the rulebook's word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sekisho.form.values import Address
from sekisho.gates.contract import NotBuildableError
from sekisho.gates.stages import STAGES, Stage, Stages
from sekisho.rulebook import Rulebook

_NAMED = 5
"""Computers named in a message; the others are counted."""


@dataclass(frozen=True)
class Strictness:
    """``addresses``: those of another stage than everybody's, by stage. ``bare``: names of
    computers that have a looser or stricter stage of their own, but no fixed address."""

    everybody: Stage
    addresses: Mapping[Stage, tuple[Address, ...]]
    bare: tuple[str, ...]

    def of(self, source: Address) -> Stage:
        """The stage of what comes from an address."""
        found = (stage for stage, own in self.addresses.items() if source in own)
        return next(found, self.everybody)


def strictness(rulebook: Rulebook, stages: Stages) -> Strictness:
    """The stages of a rulebook's computers by address. Raises NotBuildableError."""
    found: dict[Stage, list[Address]] = {stage: [] for stage in STAGES}
    bare = []
    looser = []
    for asset in rulebook.assets:
        stage = stages.of(asset.department, asset.name)
        if stage == stages.everybody:
            continue
        found[stage] += asset.addresses
        if not asset.addresses:
            bare.append(asset.name)
            if STAGES.index(stage) < STAGES.index(stages.everybody) == len(STAGES) - 1:
                looser.append(asset.name)
    if looser:
        names = "、".join(looser[:_NAMED])
        raise NotBuildableError("gates.line.bare", names=names, count=str(len(looser)))
    own = {stage: tuple(addresses) for stage, addresses in found.items() if addresses}
    return Strictness(stages.everybody, own, tuple(bare))


def told(strict: Strictness) -> str:
    """The stages in one line, for the head of a generated file."""
    parts: list[str] = [strict.everybody]
    parts += [f"{stage} {len(own)}" for stage, own in strict.addresses.items()]
    if strict.bare:
        parts.append(f"固定アドレスがなく {strict.everybody} のまま {len(strict.bare)}")
    return "、".join(parts)
