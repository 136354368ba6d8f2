"""A row of the inventory: what is known of one document, without anybody's data in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import orjson
import pyarrow as pa

from sekisho.personal.bounds import Bounds, Reason
from sekisho.sources.content import Status

Nature = Literal["official", "private", "unknown"]
Place = Literal["pc", "share", "unknown"]


@dataclass(frozen=True)
class Row:
    """One document.

    ``path``: where it lies, what lies inside other files behind ``!/``; ``file``: the file on the
    disk; ``size`` in bytes; ``modified``: of the file (ISO 8601, UTC); ``sha256``: "" when the
    bytes could not be had; ``reasons``: why it was not or only partly read; ``kinds``: the last
    words of ``personal.kind.*``; ``persons``, ``households``: None when they cannot be told;
    ``obtained``: persons by the way in which they were counted; ``doubts``: what was left out or
    doubted; ``host``, ``place``, ``zone``, ``owner``: where and whose it is, None when unknown;
    ``class_`` (自治体機密性) and ``nature`` are proposals with ``grounds``; ``findings``: where
    the rulebook is against it; ``seen``: when it was last seen like this (ISO 8601, UTC).
    """

    path: str
    file: str
    size: int
    modified: str | None
    sha256: str
    status: Status
    reasons: tuple[Reason, ...]
    kinds: tuple[str, ...]
    persons: Bounds | None
    households: Bounds | None
    obtained: Mapping[str, Bounds]
    doubts: tuple[Reason, ...]
    host: str | None
    place: Place
    zone: str | None
    owner: str | None
    class_: str
    nature: Nature
    grounds: tuple[Reason, ...]
    findings: tuple[Reason, ...]
    seen: str


def to_json(row: Row) -> dict[str, Any]:
    """The row in the form of ``schema.json``."""
    return {
        "path": row.path,
        "file": row.file,
        "size": row.size,
        "modified": row.modified,
        "sha256": row.sha256,
        "status": row.status,
        "reasons": _reasons(row.reasons),
        "kinds": list(row.kinds),
        "persons": _bounds(row.persons),
        "households": _bounds(row.households),
        "obtained": {way: _bounds(bounds) for way, bounds in sorted(row.obtained.items())},
        "doubts": _reasons(row.doubts),
        "host": row.host,
        "place": row.place,
        "zone": row.zone,
        "owner": row.owner,
        "class": row.class_,
        "nature": row.nature,
        "grounds": _reasons(row.grounds),
        "findings": _reasons(row.findings),
        "seen": row.seen,
    }


def from_json(given: Mapping[str, Any]) -> Row:
    """A row from its form. Raises KeyError, TypeError for what has not that form."""
    if not isinstance(given, Mapping):
        raise TypeError("row")
    named = {key: value for key, value in given.items() if key != "class"}
    for key in ("reasons", "doubts", "grounds", "findings"):
        named[key] = tuple(Reason(one["code"], dict(one["values"])) for one in given[key])
    for key in ("persons", "households"):
        named[key] = _from_bounds(given[key])
    named["kinds"] = tuple(given["kinds"])
    named["obtained"] = {way: Bounds(**bounds) for way, bounds in given["obtained"].items()}
    return Row(**named, class_=given["class"])


def _bounds(bounds: Bounds | None) -> dict[str, int] | None:
    return None if bounds is None else {"low": bounds.low, "high": bounds.high}


def _from_bounds(given: Mapping[str, int] | None) -> Bounds | None:
    return None if given is None else Bounds(given["low"], given["high"])


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"code": one.code, "values": dict(one.values)} for one in reasons]


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a row."""
    found: dict[str, Any] = orjson.loads(
        files("sekisho.personal.inventory").joinpath("schema.json").read_bytes()
    )
    return found


_BOUNDS = pa.struct([("low", pa.int64()), ("high", pa.int64())])
_REASONS = pa.list_(
    pa.struct([("code", pa.string()), ("values", pa.map_(pa.string(), pa.string()))])
)
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("path", "file")),
        ("size", pa.int64()),
        *((name, pa.string()) for name in ("modified", "sha256", "status")),
        ("reasons", _REASONS),
        ("kinds", pa.list_(pa.string())),
        ("persons", _BOUNDS),
        ("households", _BOUNDS),
        ("obtained", pa.struct([("table", _BOUNDS), ("text", _BOUNDS)])),
        ("doubts", _REASONS),
        *((name, pa.string()) for name in ("host", "place", "zone", "owner", "class", "nature")),
        ("grounds", _REASONS),
        ("findings", _REASONS),
        ("seen", pa.string()),
    ]
)


def table(rows: Sequence[Row]) -> pa.Table:
    """The rows as columns, in the same words as the JSON form."""
    given = [to_json(row) for row in rows]
    for one in given:
        for key in ("reasons", "doubts", "grounds", "findings"):
            for reason in one[key]:
                reason["values"] = sorted(reason["values"].items())
    return pa.Table.from_pylist(given, schema=SCHEMA)
