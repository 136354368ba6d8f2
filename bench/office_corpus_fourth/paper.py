"""A paper of the fourth author: how its writer writes names, days, numbers and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from office_corpus_fourth import notation
from office_corpus_fourth.folk import TODAY, Folk, Home, Person, Place
from office_corpus_fourth.marks import Marked

LOCAL = "22-0000"


@dataclass
class Hand:
    """How the writer of this paper writes."""

    gap: str
    birth: str
    phone: str
    level: int
    full: bool

    @staticmethod
    def of(rng: Random) -> Hand:
        return Hand(rng.choice(["", "　", "　", " ", "　"]), rng.choice(notation.BIRTHS), rng.choice(notation.PHONES),
                    rng.choice([0, 0, 1, 1, 2]), rng.random() < 0.12)  # fmt: skip


@dataclass
class Paper(Marked):
    """Blocks with their truth, the people of the place and the hand of the writer."""

    rng: Random
    place: Place
    folk: Folk = field(init=False)
    hand: Hand = field(init=False)

    def __post_init__(self) -> None:
        self.folk = Folk(self.rng, self.place)
        self.hand = Hand.of(self.rng)

    def name(self, one: Person, gap: str | None = None) -> str:
        """Whole, with this paper's blank between surname and given name."""
        blank = self.hand.gap if gap is None else gap
        return self.mark(
            "name", one.surname + blank + one.given if one.given else one.surname, one.plain
        )

    def given(self, one: Person) -> str:
        """The given name alone, as below a head of the same surname."""
        return self.mark("name", one.given or one.surname, one.plain)

    def halves(self, one: Person) -> list[str]:
        """Surname and given name in two fields; one name over both."""
        if not one.given:
            return [self.mark("name", one.surname, one.plain), ""]
        first, second = self.mark("name", f"{one.surname}\t{one.given}", one.plain).split("\t")
        return [first, second]

    def spread(self, one: Person) -> str:
        """Padded to five places, as in a printed roster: 林　　　実."""
        return self.name(one, "　" * max(1, 5 - len(one.surname) - len(one.given)))

    def narrow(self, one: Person) -> str:
        """The name in half-width kana, where that is its only form; Latin stays as it is."""
        return self.mark(
            "name", notation.narrow(" ".join(each for each in one.reading if each)), one.plain
        )

    def birth(self, one: Person, style: str = "") -> str:
        return self.mark(
            "birth_date", notation.birth(one.born, style or self.hand.birth), one.born.isoformat()
        )

    def phone(self, number: str, style: str = "") -> str:
        chosen = style or self.hand.phone
        if chosen == LOCAL and not number.startswith(self.place.area):
            chosen = ""
        return self.mark("phone", notation.phone(number, chosen), number)

    def address(self, home: Home, level: int | None = None) -> str:
        """``level`` 0: from the hamlet on, 1: with the town, 2: with prefecture and district. Of
        people from elsewhere always the whole."""
        place = home.place
        whole = place.prefecture + place.district + place.town + home.below
        chosen = self.hand.level if level is None else level
        text = {0: home.below, 1: place.town + home.below}.get(chosen, whole)
        if place != self.place:
            text = whole
        return self.mark(
            "address", text.translate(notation.FULL) if self.hand.full else text, whole
        )

    def day(self, back: int = 500) -> date:
        return date.fromordinal(TODAY.toordinal() - self.rng.randint(1, back))

    def said_day(self, back: int = 500) -> str:
        """A day of the last ``back`` days: an ordinary date, no fact."""
        return notation.birth(self.day(back), "昭和33年4月5日")
