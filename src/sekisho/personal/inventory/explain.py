"""Why a document stands in the inventory as it does: its lists and names, masked unless asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from sekisho.intake.documents import Document, File, documents
from sekisho.personal.count import examined
from sekisho.personal.inventory.measured import lines_of
from sekisho.personal.inventory.row import Row
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.records import TEXT, Person
from sekisho.personal.rules import rules
from sekisho.sources.contract import Context

LOOKS = "looks.jsonl"
_MASK = "●"


@dataclass(frozen=True)
class Listed:
    """One list of a document: its headings as they stand, the kind each column was taken for,
    how many rows it has, how households were told, and whether it is an office's own list."""

    headings: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: int
    how: str | None
    office: bool
    examples: int
    persons: tuple[Person, ...]


@dataclass(frozen=True)
class Explained:
    """``changed``: the bytes are no longer those of the inventory. ``in_text``: mentions in
    running text with what stands beside them."""

    row: Row
    changed: bool
    lists: tuple[Listed, ...]
    in_text: tuple[Person, ...]


def explain(row: Row, work: Path, context: Context, own_rules: Path | None) -> Explained | None:
    """Reads a document again and says how it was counted; None when it is no longer there.

    ``work``: a private folder for copies.
    """
    file = Path(row.file)
    if not file.is_file():
        return None
    given = File(file, row.file, file.stat().st_size)
    found = _document(row, documents(given, work, context))
    if found is None:
        return None
    seen = examined(lines_of(found.content), rules(own_rules))
    lists = tuple(
        Listed(
            headings=listing.layout if listing.headed else (),
            kinds=listing.kinds,
            rows=len(listing.rows),
            how=given.how,
            office=given.office,
            examples=given.examples,
            persons=given.persons,
        )
        for listing, given in seen.lists
    )
    in_text = tuple(one for one in seen.persons if one.listed == TEXT)
    return Explained(row, found.sha256 != row.sha256, lists, in_text)


def _document(row: Row, found: Iterator[Document]) -> Document | None:
    return next((one for one in found if one.name == row.path), None)


def masked(value: str) -> str:
    """A value of which the first character is left: enough to see that it is one."""
    return value[:1] + re.sub(r"[^\s\-]", _MASK, value[1:])


def shown(person: Person, *, plain: bool) -> dict[str, Any]:
    """A mention for people: the name and what stands beside it."""
    show = str if plain else masked
    return {
        "name": show(person.key),
        "certain": person.certain,
        **{kind: show(value) for kind, value in person.attributes},
    }


def record_look(out: Path, look: dict[str, str]) -> None:
    """Writes down who looked at plain values, why and when, before they are shown.

    Raises OSError; then nothing may be shown.
    """
    with (out / LOOKS).open("ab") as file:
        file.write(orjson.dumps(look) + b"\n")
        file.flush()
