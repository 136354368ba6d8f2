"""What is on, since when, by whom, and whether the machine still has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sekisho.gates.applied.journal import Change, Journal, Placed
from sekisho.gates.applied.kept import NotAFileError, version_at
from sekisho.gates.applied.machine import Machine
from sekisho.gates.applied.woven import BrokenBlockError, digest, split
from sekisho.gates.stages import Stages

Drift = Literal["gone", "changed", "opened"]
"""A file that is not as it was applied: taken away, of another content, with other rights."""


@dataclass(frozen=True)
class On:
    """A target that is on: at which stages, the change that put it there, how many lie below it,
    and the files that are no longer as they were put."""

    gate: str
    target: str
    stages: Stages
    change: Change
    below: int
    drift: tuple[tuple[str, Drift], ...]


def state(journal: Journal, machine: Machine) -> tuple[On, ...]:
    """Every target that is on. Raises OSError for a file that cannot be read."""
    found = []
    for gate, target in journal.targets():
        history = journal.history(gate, target)
        if history:
            drift = tuple(_drift(history[-1], gate, target, machine))
            last = history[-1]
            (stages,) = (
                one.stages for one in last.parts if (one.gate, one.target) == (gate, target)
            )
            found.append(On(gate, target, stages, last, len(history) - 1, drift))
    return tuple(found)


def _drift(change: Change, gate: str, target: str, machine: Machine) -> Iterator[tuple[str, Drift]]:
    for part in change.parts:
        if (part.gate, part.target) != (gate, target):
            continue
        for file in part.files:
            try:
                found = version_at(machine.at(file.path))
            except NotAFileError:
                yield file.path, "changed"
                continue
            if found == file.after or (found and file.block and _has_block(file, machine)):
                continue
            if found is None:
                yield file.path, "gone"
            elif file.after is not None and found.sha256 == file.after.sha256:
                yield file.path, "opened"
            else:
                yield file.path, "changed"


def _has_block(file: Placed, machine: Machine) -> bool:
    """Whether our block is as it was put; what else stands in the file is the town's own."""
    try:
        return digest(split(machine.at(file.path).read_bytes(), file.path)[1]) == file.block
    except BrokenBlockError:
        return False
