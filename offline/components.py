"""What runs beside Sekisho's own code, as installed here: for the lock, and for the papers."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata

from offline import licences
from offline.lock import LockError, needed
from offline.targets import ALL
from offline.wheels import Wheel, fields

OWN = "sekisho"
INSTALLER = "pip"
"""Brought along to put the others in place; not needed at run time."""


def declared(mine: Wheel | None = None) -> Callable[[str], list[str]]:
    """What a package requires: ours by its wheel if one is given, all others as installed beside
    this builder. What it gives raises LockError for a package that is not installed."""

    def requires(name: str) -> list[str]:
        if mine is not None and name == mine.name:
            return list(mine.requires)
        try:
            return metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            raise LockError(f"{name} is needed, but not installed here (make setup)") from None

    return requires


def table() -> str:
    """Every component with its licence, as the table of ``docs/procurement.ja.md``.

    Raises LockError, LicenceError.
    """
    known = licences.declared()
    lines = ["| 部品 | ライセンス（SPDX） |", "|---|---|"]
    for name in sorted(needed(OWN, declared(), ALL) | {INSTALLER}):
        told = fields(metadata.distribution(name).read_text("METADATA") or "")
        licence = licences.expression(name, told, known)
        lines.append(f"| {name} | {licence} |")
    return "\n".join(lines) + "\n"
