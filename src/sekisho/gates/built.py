"""What ``sekisho gates build`` wrote into a folder: of which rulebook, at which stages.

One folder holds the settings of several gates, each built at its own time and stages; building a
gate again replaces what the folder said of that gate (of the same targets), and of no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from sekisho.gates.contract import File
from sekisho.gates.stages import Stages, as_data, from_data
from sekisho.ledger.put import put
from sekisho.rulebook import Rulebook

NAME = "built.json"


class NotBuiltError(Exception):
    """The folder holds no settings that were built."""


@dataclass(frozen=True)
class Built:
    """What was built of one target. ``rulebook``: its digest."""

    gate: str
    target: str
    rulebook: str
    stages: Stages


def write(
    out: Path, rulebook: Rulebook, stages: Stages, made: Iterable[tuple[str, str, File]]
) -> dict[str, Any]:
    """Writes the files below ``out`` (``GATE/TARGET/NAME``) and adds what they are to what the
    folder holds; gives back what was built now. ``made``: gate, target, file. Raises OSError."""
    files: dict[tuple[str, str], list[dict[str, str]]] = {}
    for gate, target, file in made:
        path = out / gate / target / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, file.content)
        digest = hashlib.sha256(file.content).hexdigest()
        name = path.relative_to(out).as_posix()
        files.setdefault((gate, target), []).append({"file": name, "sha256": digest})
    told = {
        **as_data(stages),
        "rulebook": rulebook.digest,
    }
    now = [
        {"gate": gate, "target": target, **told, "files": own}
        for (gate, target), own in files.items()
    ]
    others = [one for one in _held(out) if (one["gate"], one["target"]) not in files]
    every = sorted((*others, *now), key=lambda one: (one["gate"], one["target"]))
    put(out / NAME, orjson.dumps({"built": every}, option=orjson.OPT_INDENT_2) + b"\n")
    return {"built": now}


def _held(out: Path) -> list[dict[str, Any]]:
    """What the folder said before; a folder that says nothing readable begins anew."""
    try:
        read(out)
    except NotBuiltError:
        return []
    held: list[dict[str, Any]] = orjson.loads((out / NAME).read_bytes())["built"]
    return held


def read(folder: Path) -> tuple[Built, ...]:
    """What was built into a folder, by gate and target. Raises NotBuiltError."""
    try:
        told = orjson.loads((folder / NAME).read_bytes())
        found = tuple(_built(one) for one in told["built"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotBuiltError(str(folder)) from None
    if not found:
        raise NotBuiltError(str(folder))
    return tuple(sorted(found, key=lambda one: (one.gate, one.target)))


def _built(told: Mapping[str, Any]) -> Built:
    own = str(told["gate"]), str(told["target"]), str(told["rulebook"])
    return Built(*own, from_data(told))
