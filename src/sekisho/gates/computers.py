"""Which computers get the files of which stage."""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.gates.stages import Stage, Stages
from sekisho.rulebook import Asset, Rulebook

_NO_COMPUTERS = frozenset({"firewall", "router", "printer"})


@dataclass(frozen=True)
class Computers:
    """Those of one stage. ``names`` empty: every computer that no other group names."""

    stage: Stage
    names: tuple[str, ...] = ()


def computers(rulebook: Rulebook, stages: Stages) -> tuple[Computers, ...]:
    """Everybody first, then a group for each stage that differs, its computers by name.

    A computer that must never be refused (``never_refused.assets``) is warned at most.
    """
    free = {asset.name for name in rulebook.never_refused.assets if (asset := rulebook.asset(name))}
    others: dict[Stage, list[str]] = {}
    for asset in rulebook.assets:
        stage = stage_of(asset, stages, free)
        if asset.role not in _NO_COMPUTERS and stage != stages.everybody:
            others.setdefault(stage, []).append(asset.name)
    groups = (Computers(stage, tuple(sorted(others[stage]))) for stage in sorted(others))
    return (Computers(stages.everybody), *groups)


def stage_of(asset: Asset, stages: Stages, free: set[str]) -> Stage:
    """The stage of one computer; ``free``: names that are never refused."""
    stage = stages.of(asset.department, asset.name)
    return "warn" if stage == "enforce" and asset.name in free else stage
