"""What every gate promises: stages, files, and the answer of a real system's own checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa

from sekisho.gates.between import Between
from sekisho.gates.preview import Preview
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

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
class Placement:
    """Where a target's files go on the machine that enforces them, and what loads them there.

    ``files``: generated name → absolute path; ``load``: commands, run in this order once all
    files are in their places. A command that fails means that the old files are put back.
    ``unload``: commands for going back to where there was no file at all, run once the files
    are gone; they must do no harm where nothing is loaded. ``private``: generated names that
    only their owner may read. ``folders``: generated folder → absolute folder, for files whose
    names the rulebook decides. ``woven``: generated name → how it becomes a block within a file
    that is the town's own (of what else stands there, and what was built)."""

    files: Mapping[str, str]
    load: tuple[tuple[str, ...], ...]
    unload: tuple[tuple[str, ...], ...] = ()
    private: frozenset[str] = frozenset()
    folders: Mapping[str, str] = field(default_factory=dict)
    woven: Mapping[str, Callable[[bytes, bytes], bytes]] = field(default_factory=dict)

    def places(self, names: Iterable[str]) -> dict[str, str]:
        """Where those of the generated files go that have a place: name → absolute path."""
        found = {name: self.files.get(name) or self._within(name) for name in names}
        return {name: path for name, path in found.items() if path}

    def _within(self, name: str) -> str:
        folder, _, own = name.rpartition("/")
        return f"{self.folders[folder]}/{own}" if folder in self.folders else ""


@dataclass(frozen=True)
class Target:
    """One system a gate can be enforced by. The title for people is the text
    ``gates.target.<name>``. ``build`` is a pure function; ``check`` runs the system's own
    checker over a folder that ``build`` filled. ``placement`` is None where a person carries
    the files there (a FortiGate, a Windows domain)."""

    name: str
    build: Callable[[Rulebook, Stages], tuple[File, ...]]
    check: Callable[[Path], tuple[Checked, ...]]
    placement: Placement | None = None
    confirm: str = "gates.request.confirm"
    """How the person who sets it sees that it is set, and how he goes back: text codes."""
    back: str = "gates.request.back"
    lacks: Callable[[Rulebook, Stages, Callable[[str], Path]], tuple[Lockout, ...]] | None = None
    """What the machine has not that the files do not bring, without which somebody or everybody
    would be locked out; given where an absolute path lies on it."""
    placed_on: Callable[[Rulebook, str], Placement | None] | None = None
    """Where each machine has files of its own: the placement by a machine's name, None for one that
    has none; ``placement`` is None then."""


@dataclass(frozen=True)
class Rule:
    """One rule of a gate for people to read: its stable code, the code of the text that says
    it, and the values of the text's places."""

    code: str
    text: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Lockout:
    """Somebody or something that must never be refused and would be: a text code (in
    ``gates.lockout.``) and the values of its places."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


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
    preview: Callable[[duckdb.DuckDBPyConnection, Rulebook, Between], Preview]
    """What the gate would have refused of the records in the tables."""
    guard: Callable[[Rulebook, Stages], tuple[Lockout, ...]]
    """Whom the gate would lock out who must never be; empty: nobody."""
    judge: Callable[[duckdb.DuckDBPyConnection, Rulebook, pa.Table], pa.Table] | None = None
    """Single records judged, for holding findings against the gate. Given pointers (columns
    ``evidence``, ``position``, ``unit``), it gives those that lie in this gate's tables, with
    ``code`` and ``refused`` (null: cannot be judged). None: the gate cannot tell."""

    rules: Callable[[Rulebook], tuple[Rule, ...]] | None = None
    """Every rule in words, for whoever sets it up by hand; None: its files alone say them."""

    records: Callable[[Rulebook], tuple[Rule, ...]] | None = None
    """What whoever runs the system sets beside the gate so that the town has records of its own, in
    words; None: the gate's own files are enough."""

    def target(self, name: str) -> Target | None:
        """The target of a name."""
        return next((one for one in self.targets if one.name == name), None)
