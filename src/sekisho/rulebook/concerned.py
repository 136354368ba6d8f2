"""Whom a change of the rulebook concerns: departments and persons, from the entry itself."""

from __future__ import annotations

from typing import Any

from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.changes import Change

_PERSONS = ("user", "holder", "applicant")
_INSIDE = ("town", "history", "readers", "clocks", "retention", "holders")
"""Sections that only those who look after the systems have to know."""


def concerned(change: Change, *books: Rulebook) -> tuple[str, ...]:
    """Departments, else persons, of the entry that changed; those of its zone or computer where
    it names one. Empty: everybody. What concerns the department in charge alone names that."""
    if change.section in _INSIDE:
        charge = {book.town.department for book in books} - {""}
        return tuple(sorted(charge))
    entry = change.holder if isinstance(change.holder, dict) else {}
    named = _named(entry)
    return tuple(sorted(named or _around(entry, change, books)))


def _named(entry: dict[str, Any]) -> set[str]:
    departments = {*entry.get("departments", ()), entry.get("department", "")} - {""}
    if departments:
        return departments
    return {*entry.get("people", ()), *(entry.get(key, "") for key in _PERSONS)} - {""}


def _around(entry: dict[str, Any], change: Change, books: tuple[Rulebook, ...]) -> set[str]:
    """The departments of the computers that an entry speaks of: by name, or by zone."""
    named = {*entry.get("assets", ()), entry.get("host", ""), entry.get("server", "")} - {""}
    zone = entry.get("name", "") if change.section == "zones" else entry.get("zone", "")
    found = set()
    for book in books:
        assets = [book.asset(name) for name in named]
        assets += [asset for asset in book.assets if zone and asset.zone == zone]
        found |= {asset.department for asset in assets if asset}
    return found - {""}
