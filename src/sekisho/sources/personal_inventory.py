"""An inventory of personal information: ``inventory.jsonl`` of ``sekisho personal scan``.

Reference: ``schema.json`` of the inventory. ``seen`` states its offset (UTC). One line is one
document; what the inventory says beside the columns of the kind stays in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import INVENTORY
from sekisho.sources.contract import (
    Context,
    LineSource,
    Sample,
)
from sekisho.sources.own_lines import parse_with

NAME = "personal_inventory"
_KEYS = frozenset({"path", "sha256", "status", "persons", "households", "host", "place", "seen"})
_BAD = "unread.inventory_line"


def _identify(sample: Sample) -> int:
    """By the keys of the first lines; a first line longer than the sample is not one of ours."""
    lines = sample.lines(3)
    return 95 if lines and all(_parsed(line) is not None for line in lines) else 0


def _parsed(line: str) -> Mapping[str, Any] | None:
    """The columns of a line, or None when it is none of an inventory."""
    try:
        given = orjson.loads(line)
        if not isinstance(given, dict) or not given.keys() >= _KEYS:
            return None
        seen = datetime.fromisoformat(given["seen"])
        if seen.tzinfo is None:
            return None
        return {
            "inventory.seen": seen,
            "inventory.host": _text(given["host"]),
            "inventory.place": _text(given["place"]),
            "inventory.status": _text(given["status"]),
            "inventory.zone": _text(given.get("zone")),
            "inventory.class": _text(given.get("class")),
            "file.path": str(given["path"]),
            "file.hash.sha256": _text(given["sha256"]) or None,
            **_bounds("persons", given["persons"]),
            **_bounds("households", given["households"]),
        }
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def _text(given: object) -> str | None:
    if given is not None and not isinstance(given, str):
        raise TypeError("text")
    return given


def _bounds(what: str, given: Mapping[str, int] | None) -> dict[str, int | None]:
    bounds = {end: None if given is None else int(given[end]) for end in ("low", "high")}
    if any(one is not None and not 0 <= one < 1 << 62 for one in bounds.values()):
        raise ValueError(what)
    return {f"{what}.{end}": number for end, number in bounds.items()}


def _prepare(_evidence: Evidence, _context: Context) -> None:
    return None


SOURCE = LineSource(
    name=NAME,
    kinds=(INVENTORY,),
    reference="schema.json of sekisho.personal.inventory",
    zone="utc_line",
    encoding="utf8",
    tried_on="",
    identify=_identify,
    prepare=_prepare,
    parse=parse_with(_parsed, INVENTORY, f"{NAME}.inventory", _BAD),
)
