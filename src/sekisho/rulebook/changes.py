"""What differs between two rulebooks, entry by entry and key by key.

Content is compared in canonical notation with the defaults filled in, so that another spelling
of the same day is no change. Entries of a list are the same entry when their identity is:
``x-identity`` of the form (own keyword: the keys that say which one it is), else the first key
that is required, else the whole entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sekisho.form.schema import Schema

Kind = Literal["added", "removed", "changed", "order"]
Path = tuple[str, ...]
Identity = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One change. ``path``: keys from the section down, without positions in lists; ``entry``:
    the identity of the entry in the innermost list, ``within`` those of the lists around it;
    ``old`` and ``new`` are canonical values, None where there is none. ``holder`` is the
    outermost entry (new, else old) that the change is in: it says whom it concerns."""

    kind: Kind
    path: Path
    old: Any
    new: Any
    entry: Identity = ()
    within: tuple[Identity, ...] = ()
    holder: Any = None

    @property
    def section(self) -> str:
        """The section of the rulebook."""
        return self.path[0]


def changes(old: dict[str, Any], new: dict[str, Any], form: Schema) -> tuple[Change, ...]:
    """Every change from one completed content to another, in the order of the form."""
    return tuple(_fields(old, new, form, _Where()))


@dataclass(frozen=True)
class _Where:
    """How far down a comparison is."""

    path: Path = ()
    entries: tuple[Identity, ...] = ()
    holder: Any = None

    def key(self, name: str) -> _Where:
        return _Where((*self.path, name), self.entries, self.holder)

    def entry(self, identity: Identity, old: Any, new: Any) -> _Where:
        holder = self.holder or (old if new is None else new)
        return _Where(self.path, (*self.entries, identity), holder)

    def change(self, kind: Kind, old: Any, new: Any) -> Change:
        *within, entry = self.entries or ((),)
        return Change(kind, self.path, old, new, entry, tuple(within), self.holder)


def _fields(old: Any, new: Any, part: Schema, where: _Where) -> Iterator[Change]:
    known = part.get("properties") or {key: {} for key in [*old, *new]}
    for key, inner in known.items():
        yield from _value(old.get(key), new.get(key), inner, where.key(key))


def _value(old: Any, new: Any, part: Schema, where: _Where) -> Iterator[Change]:
    if old == new:
        return
    # An empty list beside none at all has nothing inside to tell: it is told as a value.
    inside = bool(old or new)
    if inside and part.get("type") == "object":
        yield from _fields(old or {}, new or {}, part, where)
    elif inside and part.get("items", {}).get("type") == "object":
        yield from _entries(old or [], new or [], part["items"], where)
    elif old is None:
        yield where.change("added", None, new)
    elif new is None:
        yield where.change("removed", old, None)
    else:
        yield where.change("changed", old, new)


def _entries(old: list[Any], new: list[Any], part: Schema, where: _Where) -> Iterator[Change]:
    before, after = _identified(old, part), _identified(new, part)
    for identity, entry in before.items():
        if identity not in after:
            yield where.entry(identity[:-1], entry, None).change("removed", entry, None)
    for identity, entry in after.items():
        inside = where.entry(identity[:-1], before.get(identity), entry)
        if identity not in before:
            yield inside.change("added", None, entry)
        else:
            yield from _fields(before[identity], entry, part, inside)
    stayed = [identity for identity in before if identity in after]
    if stayed != [identity for identity in after if identity in before]:
        yield where.change("order", [*map(_label, before)], [*map(_label, after)])


def _identified(entries: list[Any], part: Schema) -> dict[Identity, Any]:
    """Entries by identity, the last part of which counts those that share the rest."""
    found: dict[Identity, Any] = {}
    counted: Counter[Identity] = Counter()
    for entry in entries:
        identity = identity_of(entry, part)
        counted[identity] += 1
        found[(*identity, str(counted[identity]))] = entry
    return found


def identity_of(entry: dict[str, Any], part: Schema) -> Identity:
    """Which entry of its list it is, as the words of the keys that say so."""
    keys = part.get("x-identity") or part.get("required", [])[:1] or sorted(entry)
    return tuple(_text(entry[key]) for key in keys if key in entry)


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(identity: Identity) -> str:
    return " ".join(identity[:-1])
