"""A case sheet among the evidence: hashed as received, and kept, because its keeper goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sekisho.ledger.manifest import Entry
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put

KEPT = "sheets"
"""Folder of a case in which every state of its sheet is kept, named by its hash."""
ORIGIN = "sheet"


def entry_of_sheet(name: str, content: bytes, now: datetime) -> Entry:
    """The manifest's entry of a sheet under its name among the evidence."""
    digest = hashlib.sha256(content).hexdigest()
    at = now.astimezone(UTC).isoformat()
    return Entry(name, digest, len(content), None, at, ORIGIN, "read")


def keep(case: Path, content: bytes) -> Mapping[str, str]:
    """Keeps the bytes in the case folder; gives the name and SHA-256 for its manifest.

    A state that is already kept is not written again. Raises OSError.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"{KEPT}/{digest[:16]}.yaml"
    path = case / name
    if not path.exists():
        private_folder(path.parent)
        put(path, content)
    return {name: digest}
