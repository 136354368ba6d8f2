"""A case sheet among the evidence: hashed as received, and kept, because its keeper goes on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sekisho.ledger.manifest import Entry
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put_new

KEPT = "sheets"
"""Folder of a case in which every state of its sheet is kept: ``NN-HASH.yaml``, in order."""
ORIGIN = "sheet"
_NAME = re.compile(r"(\d{2,})-[0-9a-f]{12}\.yaml")


def entry_of_sheet(name: str, content: bytes, now: datetime) -> Entry:
    """The manifest's entry of a sheet under its name among the evidence."""
    digest = hashlib.sha256(content).hexdigest()
    at = now.astimezone(UTC).isoformat()
    return Entry(name, digest, len(content), None, at, ORIGIN, "read")


def latest(case: Path) -> Path | None:
    """The state of the sheet that was kept last, None before any was."""
    numbered = _numbered(case)
    return numbered[max(numbered)] if numbered else None


def keep(case: Path, content: bytes) -> Mapping[str, str]:
    """Keeps the bytes in the case folder; gives the name and SHA-256 for its manifest.

    A state equal to the last one is not written again. Raises OSError.
    """
    digest = hashlib.sha256(content).hexdigest()
    numbered = _numbered(case)
    last = numbered.get(max(numbered, default=0))
    if last is not None and last.read_bytes() == content:
        return {f"{KEPT}/{last.name}": digest}
    name = f"{KEPT}/{max(numbered, default=0) + 1:02d}-{digest[:12]}.yaml"
    private_folder(case / KEPT)
    put_new(case / name, content)
    return {name: digest}


def _numbered(case: Path) -> dict[int, Path]:
    folder = case / KEPT
    if not folder.is_dir():
        return {}
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return {int(match[1]): path for match, path in found if match}
