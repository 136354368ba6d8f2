"""What ``sekisho gates build`` wrote into a folder: of which rulebook, at which stages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from sekisho.events.time import iso
from sekisho.gates.contract import File
from sekisho.gates.stages import STAGES, Stages
from sekisho.ledger.put import put
from sekisho.rulebook import Rulebook

NAME = "built.json"


class NotBuiltError(Exception):
    """The folder holds no settings that were built."""


@dataclass(frozen=True)
class Built:
    """``targets``: gate and target of everything in the folder, each once; ``rulebook``: its
    digest."""

    rulebook: str
    stages: Stages
    targets: tuple[tuple[str, str], ...]


def write(
    out: Path, rulebook: Rulebook, stages: Stages, made: Iterable[tuple[str, str, File]]
) -> dict[str, Any]:
    """Writes the files below ``out`` (``GATE/TARGET/NAME``) and what they are; gives that back.
    ``made``: gate, target, file. Raises OSError."""
    files = []
    for gate, target, file in made:
        path = out / gate / target / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, file.content)
        digest = hashlib.sha256(file.content).hexdigest()
        name = path.relative_to(out).as_posix()
        files.append({"gate": gate, "target": target, "file": name, "sha256": digest})
    told = {
        "stage": stages.everybody,
        "departments": dict(stages.departments),
        "assets": dict(stages.assets),
        "at": stages.at and iso(stages.at),
        "rulebook": rulebook.digest,
        "files": files,
    }
    put(out / NAME, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    return told


def read(folder: Path) -> Built:
    """What was built into a folder. Raises NotBuiltError."""
    try:
        told = orjson.loads((folder / NAME).read_bytes())
        at = told.get("at")
        stages = Stages(
            told["stage"],
            _stages(told["departments"]),
            _stages(told["assets"]),
            datetime.fromisoformat(at) if at else None,
        )
        targets = {(one["gate"], one["target"]): None for one in told["files"]}
        rulebook = str(told["rulebook"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotBuiltError(str(folder)) from None
    if stages.everybody not in STAGES:
        raise NotBuiltError(str(folder))
    return Built(rulebook, stages, tuple(sorted(targets)))


def _stages(told: Mapping[str, Any]) -> dict[str, Any]:
    if not set(told.values()) <= set(STAGES):
        raise ValueError("no stage")
    return dict(told)
