"""A paper of the fifth author: how its writer writes names, days, numbers and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from office_corpus_fourth.marks import Marked

from office_corpus_fifth import notation
from office_corpus_fifth.folk import TODAY, Folk, Home, Person, Place

BIRTHS = ("whole", "whole", "letter", "letter", "slash", "sign", "padded", "western", "line", "kanji", "dots", "wide", "blanks")  # fmt: skip
PHONES = ("plain", "plain", "plain", "round", "front", "local", "local", "wide", "blank")


@dataclass
class Paper(Marked):
    """Blocks with their truth, the people of the place and the habits of the writer."""

    rng: Random
    place: Place
    folk: Folk = field(init=False)
    gap: str = field(init=False)
    birth_style: str = field(init=False)
    phone_style: str = field(init=False)
    level: int = field(init=False)
    wide: bool = field(init=False)
    hamlet: str = field(init=False)
    mayor: str = field(init=False)
    clerks: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folk = Folk(self.rng, self.place)
        self.gap = self.rng.choice(["　", "　", " ", ""])
        self.birth_style = self.rng.choice(BIRTHS)
        self.phone_style = self.rng.choice(PHONES)
        self.level = self.rng.choice([0, 0, 1, 1, 2])
        self.wide = self.rng.random() < 0.12
        self.hamlet = self.rng.choice(self.place.hamlets)
        self.mayor = self.official()
        self.clerks = [self.folk.surname()[0] for _ in range(6)]

    def official(self) -> str:
        """A whole name that is nobody's of the paper and no private person's."""
        one = self.folk.person(self.folk.born(45, 66))
        return f"{one.surname}　{one.given}"

    def name(self, one: Person, gap: str | None = None) -> str:
        between = one.parted if one.parted is not None else self.gap if gap is None else gap
        return self.mark("name", one.surname + between + one.given, one.plain)

    def given(self, one: Person) -> str:
        """The given name alone, as below a head of the same house."""
        return self.name(one) if one.parted is not None else self.mark("name", one.given, one.plain)

    def kana_only(self, one: Person) -> str:
        """Where the reading is the only form of the name."""
        return self.mark("name", notation.katakana(one.kana), one.plain)

    def halves(self, one: Person) -> list[str]:
        """Surname and given name in two fields, one value over both."""
        first, second = self.mark("name", f"{one.surname}\t{one.given}", one.plain).split("\t")
        return [first, second]

    def spread(self, one: Person) -> str:
        """Padded to the width of a printed roster."""
        return self.name(one, "　" * max(1, 5 - len(one.surname) - len(one.given)))

    def birth(self, one: Person, style: str = "") -> str:
        shown = notation.birth(one.born, style or self.birth_style)
        return self.mark("birth_date", shown, one.born.isoformat())

    def phone(self, number: str, style: str = "") -> str:
        shown = notation.phone(number, style or self.phone_style, self.place.area)
        return self.mark("phone", shown, number)

    def address(self, home: Home, level: int | None = None) -> str:
        """``level`` 0: from the hamlet on, 1: from the town, 2: from the prefecture."""
        start = ["", home.town, home.far + home.town][self.level if level is None else level]
        shown = start + home.below
        return self.mark("address", shown.translate(notation.WIDE) if self.wide else shown, home.whole)  # fmt: skip

    def day(self, back: int, ahead: int = 0) -> date:
        return TODAY + timedelta(days=self.rng.randint(-back, ahead))

    def said(self, day: date, style: str = "whole") -> str:
        """A day that is nobody's birthday."""
        return notation.birth(day, style)
