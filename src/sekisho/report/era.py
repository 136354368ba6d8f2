"""Japanese eras (元号) of a day, as official documents write them.

Each era begins on the day its ordinance came into force; that whole day is the new era's.
Days before 1873-01-01 have no era date here: until then the lunar calendar was in force
(明治5年太政官布告第337号), whose months and days are not those of the Gregorian one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Era:
    """An era with its first day and what made it so."""

    name: str
    letter: str
    since: date
    source: str


FIRST = date(1873, 1, 1)
ERAS = (
    Era("令和", "R", date(2019, 5, 1), "平成31年政令第143号（元号法第1項）"),
    Era("平成", "H", date(1989, 1, 8), "昭和64年政令第1号（元号法第1項）"),
    Era("昭和", "S", date(1926, 12, 25), "昭和改元の詔書（元号法附則第2項）"),
    Era("大正", "T", date(1912, 7, 30), "大正改元の詔書"),
    Era("明治", "M", date(1868, 1, 25), "明治改元の詔（慶応4年を明治元年とする）"),
)
"""Newest first."""


@dataclass(frozen=True)
class EraYear:
    """A year of an era; the first is written 元年."""

    era: Era
    year: int

    @property
    def written(self) -> str:
        """平成28年, 令和元年."""
        return f"{self.era.name}{'元' if self.year == 1 else self.year}年"

    @property
    def short(self) -> str:
        """H28, R1."""
        return f"{self.era.letter}{self.year}"


def era_year(day: date) -> EraYear:
    """The era and its year of a day. Raises ValueError for days before 1873."""
    if day < FIRST:
        raise ValueError(f"{day.isoformat()}: before the Gregorian calendar came into force")
    era = next(era for era in ERAS if era.since <= day)
    return EraYear(era, day.year - era.since.year + 1)
