"""What changed between two scans, and where the inventory and the declared register part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory.declared import Declared
from sekisho.personal.inventory.differing import Pair
from sekisho.personal.inventory.row import Row
from sekisho.personal.writing import plain

Change = Literal["new", "gone", "moved", "changed", "finding"]
_GENERIC = re.compile(r"(個人情報)?ファイル$|(の)?(名簿|台帳|一覧表?|データ)$")
_TELLING = 3
"""Characters that a name must have to tell anything."""
_SAME = {"health": "sensitive", "sensitive": "health"}


@dataclass(frozen=True)
class Drift:
    """One difference. ``path``: now, or before when it is gone; ``reason``: its text code with
    the values before and after."""

    change: Change
    path: str
    reason: Reason


def drift(differing: Iterable[Pair]) -> tuple[Drift, ...]:
    """Differences that matter for personal information, by path: documents that hold some and
    came, went, moved, hold more or fewer people or other kinds, and findings that are new."""
    found = (one for was, row in differing for one in _drift(was, row))
    return tuple(sorted(found, key=lambda one: (one.path, one.change, one.reason.code)))


def _drift(was: Row | None, row: Row | None) -> Iterator[Drift]:
    if row is None:
        yield from _told("gone", was) if was else ()
        return
    if was is None:
        yield from _told("new", row)
    elif was.path != row.path:
        yield from _moved(was, row)
    else:
        yield from _changed(was, row)
    known = {one.code for one in was.findings} if was else set()
    yield from (Drift("finding", row.path, one) for one in row.findings if one.code not in known)


def holds(row: Row) -> bool:
    """Whether a document holds personal information, as far as is known."""
    return bool(row.persons and row.persons.high) or bool(row.kinds)


def _told(change: Change, row: Row) -> Iterator[Drift]:
    if holds(row):
        values = {"persons": written(row.persons), "class": row.class_}
        yield Drift(change, row.path, Reason(f"inventory.drift.{change}", values))


def _moved(was: Row, row: Row) -> Iterator[Drift]:
    if holds(row):
        values = {"before": was.path, "persons": written(row.persons)}
        yield Drift("moved", row.path, Reason("inventory.drift.moved", values))


def _changed(was: Row, row: Row) -> Iterator[Drift]:
    if (was.persons, was.households, was.kinds, was.status) == (
        row.persons, row.households, row.kinds, row.status,
    ) or not (holds(was) or holds(row)):  # fmt: skip
        return
    values = {
        "before": written(was.persons),
        "after": written(row.persons),
        "more": ", ".join(sorted(set(row.kinds) - set(was.kinds))) or "-",
    }
    yield Drift("changed", row.path, Reason("inventory.drift.changed", values))


def written(bounds: Bounds | None) -> str:
    """Bounds as people read them; ``?`` when unknown."""
    if bounds is None:
        return "?"
    return str(bounds.low) if bounds.low == bounds.high else f"{bounds.low}-{bounds.high}"


def undeclared(rows: Iterable[Row], register: Sequence[Declared], least: int) -> tuple[Drift, ...]:
    """Where inventory and register part: documents with at least ``least`` people that no
    declared file fits, kinds that its recorded items do not name, and declared files that were
    not met."""
    found: list[Drift] = []
    met: set[str] = set()
    for row in rows:
        fitting = [one for one in register if fits(row, one)]
        met |= {one.name for one in fitting}
        if not holds(row):
            continue
        many = row.persons is None or row.persons.high >= least
        if not fitting and many and row.nature != "private":
            values = {"persons": written(row.persons)}
            found.append(Drift("finding", row.path, Reason("inventory.declared.none", values)))
        more = _not_named(row, fitting)
        if fitting and more:
            values = {"name": fitting[0].name, "kinds": ", ".join(more)}
            found.append(Drift("finding", row.path, Reason("inventory.declared.kinds", values)))
    for one in register:
        if one.name not in met:
            reason = Reason("inventory.declared.not_met", {"name": one.name, "office": one.office})
            found.append(Drift("finding", "", reason))
    return tuple(found)


def fits(row: Row, one: Declared) -> bool:
    """Whether a document may be a declared file: its path holds the file's name, its own name
    is within that name, or it lies where the register says."""
    path = _clean(row.path)
    name = _clean(_GENERIC.sub("", one.name)) or _clean(one.name)
    place = _clean(one.place)
    own = _clean(_GENERIC.sub("", path.rsplit("/", 1)[-1].rpartition(".")[0]))
    within = len(own) >= _TELLING and own in name
    return name in path or within or (len(place) >= _TELLING and place in path)


def _not_named(row: Row, fitting: Sequence[Declared]) -> list[str]:
    named = {kind for one in fitting for kind in one.kinds}
    return sorted(
        kind
        for kind in row.kinds
        if named and kind not in named and _SAME.get(kind, kind) not in named
    )


def _clean(text: str) -> str:
    return re.sub(r"\s", "", plain(text)).replace("\\", "/").casefold()


def to_json(one: Drift) -> Mapping[str, object]:
    """The form in which a program gets it."""
    return {
        "change": one.change,
        "path": one.path,
        "code": one.reason.code,
        "values": dict(one.reason.values),
    }
