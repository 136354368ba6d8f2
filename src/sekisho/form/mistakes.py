"""What is wrong in a file a person keeps, where it stands, and what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sekisho.text import Language, say


class Place(NamedTuple):
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of a rulebook, or of another file of the same spirit.

    ``code`` is stable and names a sentence of ``text/*/rulebook.yaml``; ``values`` fill it.
    The value ``meant``, where there is one, holds what the writer probably wanted.
    """

    file: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def meant(self) -> str:
        """What was probably meant; empty when nothing comes close."""
        return dict(self.values).get("meant", "")

    def say(self, language: Language = "ja") -> str:
        """One line for a person: place, what is wrong, what is meant."""
        values = dict(self.values)
        if "wanted" in values:
            values["wanted"] = say(f"rulebook.type.{values['wanted']}", language)
        sentence = say(self.code, language, **values)
        if self.meant:
            sentence += say("rulebook.meant", language, meant=self.meant)
        return f"{self.file}:{self.line}:{self.column}: {sentence}"


def mistake(place: Place, code: str, **values: object) -> Mistake:
    """A mistake at a place; the code is given without its area (``unknown_key``)."""
    shown = tuple((name, str(value)) for name, value in values.items())
    return Mistake(*place, f"rulebook.{code}", shown)


class FormError(ValueError):
    """A file that cannot be used. ``mistakes`` holds all of them, in order of place."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda m: (m.file, m.line, m.column, m.code)))
        super().__init__("; ".join(f"{m.file}:{m.line}:{m.column} {m.code}" for m in self.mistakes))

    def say(self, language: Language = "ja") -> str:
        """All mistakes for a person, one a line."""
        return "\n".join(found.say(language) for found in self.mistakes)

    def __reduce__(self) -> tuple[type[FormError], tuple[tuple[Mistake, ...]]]:
        return type(self), (self.mistakes,)
