"""Rows of a ledger as entries of ``assets``: what fits is taken, what does not is told.

Nothing is guessed and nothing overwritten: a computer that the rulebook has stays as it is
there, with the difference told; a value the rulebook could not load is left out, with its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sekisho.form.dates import NotThisFormError
from sekisho.form.schema import canonical
from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.entries import Asset
from sekisho.rulebook.loading import schema
from sekisho.rulebook.register.cells import Sheet
from sekisho.rulebook.register.headings import HIGHEST, columns, letter, one_spelling
from sekisho.rulebook.register.values import NotPlacedError, value

Entry = dict[str, Any]
_AS_ABOVE = frozenset({"〃", "同上", "々", '"'})


@dataclass(frozen=True)
class Unplaced:
    """A cell (or, without ``column``, a row or sheet) that went nowhere, and the code of why."""

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    code: str


@dataclass(frozen=True)
class Already:
    """A computer that the rulebook has: where the ledger says otherwise (key, its word)."""

    name: str
    sheet: str
    row: int
    differs: tuple[tuple[str, str], ...]


@dataclass
class Imported:
    """What came of a ledger. ``entries`` are new, in the notation of the form."""

    entries: list[Entry] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    already: list[Already] = field(default_factory=list)
    rows: int = 0


def assets(ledger: Sequence[Sheet], book: Rulebook) -> Imported:
    """Every row below a heading, sheet by sheet."""
    made = Imported()
    once = {text for asset in book.assets for text in _own(asset)}
    for sheet in ledger:
        _sheet(sheet, book, made, once)
    return made


def _own(asset: Asset) -> Iterator[str]:
    for one in (asset.name, *asset.aliases, *asset.addresses, *asset.macs):
        yield str(one).casefold()


def _sheet(sheet: Sheet, book: Rulebook, made: Imported, once: set[str]) -> None:
    head = next(
        ((at, found) for at, row in enumerate(sheet.rows[:HIGHEST]) if (found := columns(row))),
        None,
    )
    if head is None:
        if any(map(any, sheet.rows)):
            made.unplaced.append(Unplaced(sheet.name, 1, "", "", "", "register.no_heading"))
        return
    at, keys = head
    titles = sheet.rows[at]
    for column, title in enumerate(titles):
        if title and column not in keys:
            place = (sheet.name, at + 1, letter(column))
            made.unplaced.append(Unplaced(*place, title, "", "register.unknown_heading"))
    above: dict[int, str] = {}
    for number, row in enumerate(sheet.rows[at + 1 :], at + 2):
        cells = {
            column: above.get(column, "") if text in _AS_ABOVE else text
            for column, text in enumerate(row)
        }
        above |= cells
        if not any(cells.get(column) for column in keys) or columns(row) == keys:
            continue
        made.rows += 1
        _Row(sheet.name, number, titles, keys, cells, book, made, once).take()


@dataclass
class _Row:
    """One row on its way to an entry."""

    sheet: str
    number: int
    titles: Sequence[str]
    keys: dict[int, str]
    cells: dict[int, str]
    book: Rulebook
    made: Imported
    once: set[str]

    def take(self) -> None:
        """Adds the entry, or tells why there is none."""
        name, source = self._name()
        if not name:
            self.made.unplaced.append(
                Unplaced(self.sheet, self.number, "", "", "", "register.no_name")
            )
            return
        known = self.book.asset(name)
        entry = self._entry(name, source, known)
        if known is not None:
            differs = self._differing(entry, known)
            self.made.already.append(Already(known.name, self.sheet, self.number, differs))
        elif name.casefold() in self.once:
            self._tell(source, "register.twice")
        else:
            self.once.add(name.casefold())
            self.made.entries.append(entry)

    def _differing(self, entry: Entry, known: Asset) -> tuple[tuple[str, str], ...]:
        """Keys of which the ledger says something else than the rulebook, with its word."""
        codes = canonical(entry, schema()["properties"]["assets"]["items"])
        user = self.book.person(known.user)
        return tuple(
            (key, _shown(entry[key]))
            for key, given in codes.items()
            if key != "name"
            and _text(given) != _text(getattr(known, key))
            and not (key == "user" and user and user.name == given)
        )

    def _name(self) -> tuple[str, int]:
        """The name, else the number that stands for it, and the column it came from."""
        for wanted in ("name", "number"):
            for column, key in self.keys.items():
                text = unicodedata.normalize("NFKC", self.cells.get(column, "")).strip()
                if key == wanted and text:
                    return text, column
        return "", -1

    def _entry(self, name: str, source: int, known: Asset | None) -> Entry:
        entry: Entry = {"name": name}
        notes = []
        for column, key in self.keys.items():
            text = self.cells.get(column, "")
            if not text or column == source:
                continue
            if key in ("note", "number"):
                notes.append(text if key == "note" else f"{self.titles[column]} {text}")
                continue
            try:
                given = value(key, text, self.book)
            except (NotPlacedError, NotThisFormError) as error:
                self._tell(column, getattr(error, "code", "") or f"register.not.{key}")
                continue
            if isinstance(given, list):
                given = entry.get(key, []) + self._once(given, column, known)
            if given:
                entry[key] = given
        if notes:
            entry["note"] = "、".join(notes)
        return self._within_zone(entry)

    def _once(self, given: list[str], column: int, known: Asset | None) -> list[str]:
        """Of addresses and names those that no other computer has."""
        own = set(_own(known)) if known else set()
        kept = []
        for one in given:
            if one.casefold() in self.once - own:
                self._tell(column, "register.twice")
            else:
                if known is None:
                    self.once.add(one.casefold())
                kept.append(one)
        return kept

    def _within_zone(self, entry: Entry) -> Entry:
        """The zone told by the addresses where no column tells it; addresses that lie in another
        zone than the one told cannot both be right, and are left out."""
        places = {one: self.book.zone_of(one) for one in entry.get("addresses", ())}
        inner = {zone.name for zone in places.values() if zone and zone.networks}
        if "zone" not in entry and len(inner) == 1:
            entry["zone"] = inner.pop()
        zone = self.book.zone(entry.get("zone", ""))
        for one, found in places.items():
            if zone and zone.networks and found != zone:
                entry["addresses"].remove(one)
                self._tell(self._column("addresses"), "register.outside_zone")
        if not entry.get("addresses", True):
            del entry["addresses"]
        return entry

    def _column(self, wanted: str) -> int:
        return next(column for column, key in self.keys.items() if key == wanted)

    def _tell(self, column: int, code: str) -> None:
        heading, text = self.titles[column], self.cells.get(column, "")
        self.made.unplaced.append(
            Unplaced(self.sheet, self.number, letter(column), heading, text, code)
        )


def _shown(given: object) -> str:
    return ", ".join(given) if isinstance(given, list) else str(given)


def _text(given: object) -> str:
    """One spelling of a value, to compare a ledger's with the rulebook's."""
    if given is None:
        return ""
    listed = sorted(map(str, given)) if isinstance(given, list | tuple) else [str(given)]
    return re.sub(r"\s", "", one_spelling(" ".join(listed)))
