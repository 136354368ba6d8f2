"""Numbering of exhibits (証1, 証2 …): the same place in the evidence has one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sekisho.case.facts import Reference
from sekisho.report import model
from sekisho.report.official import official
from sekisho.text import Language, codes

NAMED = 5
"""So many exhibits are named beside one statement; further ones are counted."""


class Register:
    """Gives numbers in the order of first citation, and the list at the end."""

    def __init__(self, hashes: Mapping[str, str], language: Language) -> None:
        self._hashes = hashes
        self._language = language
        self._numbers: dict[Reference, int] = {}

    def cite(self, references: Iterable[Reference], named: int = NAMED) -> model.Line:
        """The citation of places in the evidence; nothing for none."""
        distinct = tuple(dict.fromkeys(references))
        if not distinct:
            return ()
        numbers = tuple(self._number(reference) for reference in distinct[:named])
        return (model.Citation(numbers, len(distinct) - len(numbers)),)

    def _number(self, reference: Reference) -> int:
        return self._numbers.setdefault(reference, len(self._numbers) + 1)

    def listed(self) -> model.Exhibits:
        """All exhibits cited so far, by file in the order of first citation."""
        files: dict[str, list[model.Exhibit]] = {}
        for reference, number in self._numbers.items():
            places = files.setdefault(reference.evidence, [])
            places.append(model.Exhibit(number, self._place(reference)))
        unknown = official("report.exhibits.no_hash", self._language)
        return model.Exhibits(
            columns=(
                official("report.exhibits.file", self._language),
                official("report.exhibits.hash", self._language),
                official("report.exhibits.places", self._language),
            ),
            files=tuple(
                model.ExhibitFile(name, self._hashes.get(name, unknown), tuple(places))
                for name, places in files.items()
            ),
            empty=(model.Span(official("report.exhibits.none", self._language)),),
        )

    def _place(self, reference: Reference) -> str:
        if reference.position is None:
            return official("report.place.whole", self._language)
        unit, position = reference.unit or "", reference.position
        if unit == "row" and position < 0:  # how the readers of browsers tell downloads from visits
            unit, position = "download", -position
        code = f"report.place.{unit}"
        known = code if code in codes(self._language) else "report.place.other"
        return official(known, self._language, position=f"{position:,}", unit=unit)
