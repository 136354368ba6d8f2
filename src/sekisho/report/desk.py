"""An office as the writer of letters to others."""

from __future__ import annotations

from dataclasses import dataclass

from sekisho.report.model import Inline, Line, Span
from sekisho.report.saying import Saying
from sekisho.rulebook import Rulebook
from sekisho.text import Language, say

_KINDS = frozenset("町市村区県府都道")


@dataclass(frozen=True)
class Desk(Saying):
    """The office that writes: what it calls itself, and what it leaves for a person to fill in."""

    language: Language
    rulebook: Rulebook

    @property
    def own(self) -> str:
        """How the body speaks of itself: 本町, 本市 …, by the last sign of its name."""
        kind = self.rulebook.town.name[-1:]
        return (
            say("preserve.own", self.language, kind=kind)
            if kind in _KINDS
            else self.text("preserve.own.unknown")
        )

    def filled(self, text: str, code: str) -> Inline:
        """What the rulebook says, or that a person fills it in."""
        return Span(text) if text else Span(self.text(code), "undecided")

    @property
    def sender(self) -> tuple[Line, ...]:
        """The head of the town."""
        return ((self.filled(self.rulebook.town.head, "preserve.open.head"),),)

    @property
    def contact(self) -> tuple[Line, ...]:
        """Whom to ask: department, person, telephone."""
        town = self.rulebook.town
        telephone = self.filled(town.telephone, "preserve.open.telephone")
        return (
            (self.filled(town.department, "preserve.open.department"),),
            (Span(self.text("preserve.letter.person")), self.filled("", "preserve.open.person")),
            (Span(self.text("preserve.letter.telephone")), telephone),
        )


def desk_of(rulebook: Rulebook, language: Language) -> Desk:
    """The office of a rulebook."""
    return Desk(language, rulebook)
