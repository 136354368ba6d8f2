"""A paper that is a script: who writes it, and how its writer writes true values."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from office_corpus_fourth.marks import Marked

from office_corpus_scripted import notation
from office_corpus_scripted.folk import Folk, House, Person, Place, places


@dataclass
class Paper(Marked):
    """Blocks with their truth, the people of the place and the habits of the writer."""

    rng: Random
    place: Place
    folk: Folk = field(init=False)
    gap: str = field(init=False)
    births: str = field(init=False)
    phones: str = field(init=False)
    level: int = field(init=False)

    def __post_init__(self) -> None:
        self.folk = Folk(self.rng, self.place)
        self.gap = self.rng.choice(["　", "　", " ", ""])
        self.births = self.rng.choice(notation.BIRTHS)
        self.phones = self.rng.choice(notation.PHONES)
        self.level = self.rng.choice([0, 0, 1, 1, 2])

    def settle(self, towns: list[str]) -> None:
        """Moves the office to one of these towns: not every town has fishermen."""
        self.place = self.rng.choice([each for each in places() if each.town in towns])
        self.folk = Folk(self.rng, self.place)

    def official(self) -> str:
        """A whole name of one who is no private person here, and of nobody else."""
        one = self.folk.person(40, 66)
        return one.surname + (self.gap or "　") + one.given

    def name(self, one: Person, gap: str | None = None) -> str:
        between = one.joint if one.joint is not None else self.gap if gap is None else gap
        return self.mark("name", one.surname + between + one.given, one.plain)

    def given(self, one: Person) -> str:
        """The given name alone, below the head of the house."""
        return self.name(one) if one.joint is not None else self.mark("name", one.given, one.plain)

    def printed(self, one: Person) -> str:
        """Spread to five signs, as printers do."""
        return self.name(one, "　" * max(1, 5 - len(one.surname) - len(one.given)))

    def parts(self, one: Person) -> str:
        """Surname and given name in two fields, one value over both."""
        return self.mark("name", f"{one.surname}\t{one.given}", one.plain)

    def birth(self, one: Person, style: str = "") -> str:
        said = notation.day(one.born, style or self.births)
        return self.mark("birth_date", said, one.born.isoformat())

    def phone(self, number: str, style: str = "") -> str:
        said = notation.phone(number, style or self.phones, self.place.area)
        return self.mark("phone", said, number)

    def address(self, house: House, level: int | None = None) -> str:
        """``level`` 0: from the hamlet on, 1: from the town, 2: from the prefecture."""
        before = ["", house.town, house.whole.removesuffix(house.below)]
        said = before[self.level if level is None else level] + house.below
        return self.mark("address", said, house.whole)
