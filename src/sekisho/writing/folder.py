"""What a case folder holds so far: the facts of the last investigation, or nothing yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import orjson

from sekisho import __version__
from sekisho.case.facts import Case
from sekisho.case.nothing import nothing
from sekisho.case.reading import NotACaseError, from_json
from sekisho.intake.road import SEGMENTS
from sekisho.investigate import CASE, open_case
from sekisho.ledger.manifest import read, write
from sekisho.report.first.issue import State


@dataclass(frozen=True)
class Held:
    """A case folder. ``state``: nothing was read, reading was begun, or the case was made.
    ``altered``: ``case.json`` is no longer as the investigation wrote it."""

    path: Path
    ledger: Path
    case: Case
    state: State
    altered: bool = False


def held(path: Path, now: datetime) -> Held:
    """The folder as it is; it is made, and known as ours, where there is none.

    Raises NotOursError, ManifestError, OSError.
    """
    ledger, before = open_case(path)
    if before is None:
        return Held(path, ledger, nothing(now, __version__), "nothing")
    try:
        content = (path / CASE).read_bytes()
        case = from_json(orjson.loads(content))
    except FileNotFoundError:
        return Held(path, ledger, nothing(now, __version__), _begun(ledger))
    except (orjson.JSONDecodeError, NotACaseError):
        return Held(path, ledger, nothing(now, __version__), "begun", altered=True)
    stated = before.outputs.get(CASE)
    altered = stated != hashlib.sha256(content).hexdigest()
    return Held(path, ledger, case, "read", altered)


def _begun(ledger: Path) -> State:
    """An investigation that was cut off leaves segments that no manifest names yet."""
    return "begun" if any((ledger / SEGMENTS).rglob("*.parquet")) else "nothing"


def vouch(ledger: Path, outputs: Mapping[str, str]) -> None:
    """Enters documents with their SHA-256 into the manifest. Raises ManifestError, OSError."""
    manifest = read(ledger)
    write(ledger, replace(manifest, outputs={**manifest.outputs, **outputs}), manifest)
