"""How strictly a gate acts, for whom: the rulebook's ``stages`` at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast

from sekisho.events.time import iso
from sekisho.rulebook import Rulebook

Stage = Literal["observe", "warn", "enforce"]
"""``observe``: everything passes, what the rulebook does not allow is recorded. ``warn``: it
passes still, and the record asks for a notice to whom it concerns. ``enforce``: it is refused."""
STAGES: tuple[Stage, ...] = ("observe", "warn", "enforce")


@dataclass(frozen=True)
class Stages:
    """The stage of everybody, and those of departments and assets (by name) that differ.

    ``at``: the moment (aware) the files are made for, which decides what of the rulebook is in
    its term; None: what is allowed only for a time does not count."""

    everybody: Stage = "observe"
    departments: Mapping[str, Stage] = field(default_factory=dict)
    assets: Mapping[str, Stage] = field(default_factory=dict)
    at: datetime | None = field(default=None, compare=False)

    def of(self, department: str = "", asset: str = "") -> Stage:
        """The stage of a computer and the person at it: the computer's own goes first, then the
        department's, then that of everybody."""
        return self.assets.get(asset) or self.departments.get(department) or self.everybody


def stages_of(rulebook: Rulebook, gate: str, now: datetime) -> Stages:
    """The stages of a gate at ``now`` (aware). A later entry (by ``since``, then in the order
    written) replaces an earlier one for the same department, asset or everybody; entries that
    begin after ``now`` do not count. A gate without an entry observes."""
    everybody: Stage = "observe"
    departments: dict[str, Stage] = {}
    assets: dict[str, Stage] = {}
    begun = [one for one in rulebook.stages if one.since is None or one.since <= now]
    begun.sort(key=lambda one: one.since.timestamp() if one.since else float("-inf"))
    for entry in begun:
        if entry.gate != gate:
            continue
        stage = cast("Stage", entry.stage)
        departments |= dict.fromkeys(entry.departments, stage)
        for name in entry.assets:
            asset = rulebook.asset(name)
            assets[asset.name if asset else name] = stage
        if not entry.departments and not entry.assets:
            everybody = stage
    return Stages(everybody, departments, assets, now)


def as_data(stages: Stages) -> dict[str, Any]:
    """Stages for a file (JSON): ``stage``, ``departments``, ``assets``, ``at`` (ISO 8601)."""
    return {
        "stage": stages.everybody,
        "departments": dict(stages.departments),
        "assets": dict(stages.assets),
        "at": stages.at and iso(stages.at),
    }


def from_data(told: Mapping[str, Any]) -> Stages:
    """What ``as_data`` made. Raises ValueError, KeyError, TypeError, AttributeError for
    anything else."""
    at = told.get("at")
    return Stages(
        _stage(told["stage"]),
        {str(name): _stage(one) for name, one in told["departments"].items()},
        {str(name): _stage(one) for name, one in told["assets"].items()},
        datetime.fromisoformat(at) if at else None,
    )


def _stage(told: object) -> Stage:
    if told not in STAGES:
        raise ValueError(told)
    return told
