"""What every gate promises: stages, files, and the answer of a real system's own checker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sekisho.rulebook import Rulebook

Stage = Literal["observe", "warn", "enforce"]
"""``observe``: everything passes, what the rulebook does not allow is recorded. ``warn``: it
passes still, and the record asks for a notice to whom it concerns. ``enforce``: it is refused."""
STAGES: tuple[Stage, ...] = ("observe", "warn", "enforce")
Answer = Literal["accepted", "refused", "not_checked"]


@dataclass(frozen=True)
class File:
    """One generated file: its name below the target's folder, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Checked:
    """What the real system's checker said of a file. ``not_checked``: it is not on this machine
    (``program`` names it); ``said`` are its own lines."""

    file: str
    answer: Answer
    program: str
    said: str = ""


@dataclass(frozen=True)
class Target:
    """One system a gate can be enforced by. The title for people is the text
    ``gates.target.<name>``. ``build`` is a pure function; ``check`` runs the system's own
    checker over a folder that ``build`` filled."""

    name: str
    build: Callable[[Rulebook, Stage], tuple[File, ...]]
    check: Callable[[Path], tuple[Checked, ...]]


class NotBuildableError(Exception):
    """The rulebook cannot be enforced as it stands: a text code, the values of its places."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Gate:
    """A place of enforcement and the systems it can be enforced by. The title for people is
    the text ``gates.gate.<name>``."""

    name: str
    targets: tuple[Target, ...]

    def target(self, name: str) -> Target | None:
        """The target of a name."""
        return next((one for one in self.targets if one.name == name), None)
