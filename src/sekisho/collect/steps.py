"""The steps of the collection on a Windows PC: data, in the order in which they are taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

FILE = "windows/steps.yaml"
Admin = Literal["no", "partly", "yes"]
ADMIN: tuple[Admin, ...] = ("no", "partly", "yes")


@dataclass(frozen=True)
class Step:
    """One step. ``rank``: 1 gone with the next minute, 4 stays; ``admin``: whether it works
    without an administrator; ``minutes``: a guess; ``outputs``: below the collection's folder;
    ``run``: Windows PowerShell 5.1. Title and reason: ``collect.step.ID``, ``collect.why.ID``."""

    id: str
    rank: int
    admin: Admin
    minutes: float
    outputs: tuple[str, ...]
    run: str


@cache
def steps() -> tuple[Step, ...]:
    """All steps, as they are taken."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(_step(entry) for entry in yaml.safe_load(text))


def _step(entry: dict[str, Any]) -> Step:
    return Step(
        id=str(entry["id"]),
        rank=int(entry["rank"]),
        admin=ADMIN[ADMIN.index(entry["admin"])],
        minutes=float(entry["minutes"]),
        outputs=tuple(entry["outputs"]),
        run=str(entry["run"]),
    )
