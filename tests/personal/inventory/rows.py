"""Rows of an inventory with what a test is about, the rest as of a document that holds nobody."""

from __future__ import annotations

from typing import Any

from sekisho.personal.inventory.row import Row


def row(path: str, file: str | None = None, **values: Any) -> Row:
    """A row of a path, in a file of its own unless told otherwise."""
    usual: dict[str, Any] = {
        "size": 1, "modified": None, "sha256": "", "status": "read", "reasons": (), "kinds": (),
        "persons": None, "households": None, "obtained": {}, "doubts": (), "host": None,
        "place": "pc", "zone": None, "owner": None, "class_": "1", "nature": "unknown",
        "grounds": (), "findings": (), "seen": "2026-06-01T00:00:00+00:00",
    }  # fmt: skip
    return Row(path=path, file=file or path, **{**usual, **values})
