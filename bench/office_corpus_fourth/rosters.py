"""Rosters: a person a row, in the columns and words of those who keep them.

``### name | title | shape | flags`` begins one in ``papers/rosters.txt``; lines before the columns
stand above the list, lines after them below. A line ``: 見出し=kind  見出し=kind`` gives the columns,
``大見出し>小見出し=kind`` under two heading rows. Flags: whom it lists (``old``, ``child``, ``infant``,
``men``, ``twenty``; adults otherwise), ``sum`` (a last row with the number), ``n5-30`` (rows).

Kinds: ``#`` number, ``name``, ``halves`` (two fields, two headings apart by ・), ``spread``, ``narrow``
(half-width kana alone), ``stack`` (reading above the name in a field), ``k``/``K`` readings, ``b``,
``age``, ``sex``, ``a``, ``p``, ``t``, ``m``, ``ward``, ``parent`` (the head), ``kin``/``kint``/``kina``
(somebody elsewhere), ``v:a/b`` words, ``n:1-9``, ``y:1-9``, ``id:5`` digits, ``d`` a date, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from office_corpus_fourth.folk import Home, Person
from office_corpus_fourth.notation import katakana
from office_corpus_fourth.paper import Paper
from office_corpus_fourth.prose import PAPERS, Filler

AGES = {"old": (75, 97), "child": (6, 12), "infant": (0, 5), "men": (20, 52), "twenty": (19, 20)}


@dataclass(frozen=True)
class Column:
    over: str
    head: str
    kind: str


@dataclass(frozen=True)
class Roster:
    name: str
    title: str
    shape: str
    flags: frozenset[str]
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    below: tuple[str, ...]

    @property
    def rows(self) -> tuple[int, int]:
        """How many rows, least and most."""
        given = next((each[1:] for each in self.flags if re.fullmatch(r"n\d+-\d+", each)), "9-34")
        low, high = map(int, given.split("-"))
        return low, high


@cache
def rosters() -> tuple[Roster, ...]:
    found = []
    text = (PAPERS / "rosters.txt").read_text(encoding="utf-8")
    for part in ("\n" + text).split("\n### ")[1:]:
        first, _, body = part.partition("\n")
        name, title, shape, flags = (each.strip() for each in first.split("|"))
        lines = body.strip("\n").split("\n")
        at = next(n for n, line in enumerate(lines) if line.startswith(": "))
        found.append(Roster(name, title, shape, frozenset(flags.split()), tuple(lines[:at]),
                            _columns(lines[at][2:]), tuple(lines[at + 1 :])))  # fmt: skip
    return tuple(found)


def _columns(text: str) -> tuple[Column, ...]:
    columns = []
    for part in re.split(r"\s{2,}", text.strip()):
        heading, _, kind = part.partition("=")
        over, _, head = heading.rpartition(">")
        columns.append(Column(over, head, kind))
    return tuple(columns)


@dataclass
class Entry:
    """Who stands in a row, where he lives, who belongs to him, and who is to be called."""

    one: Person
    home: Home
    kin: Home | None = None
    mobile: str = ""


class Ledger:
    """The rows of one roster in one paper."""

    def __init__(self, roster: Roster, paper: Paper) -> None:
        self.roster, self.paper, self.rng = roster, paper, paper.rng
        self.filler = Filler(paper)
        low, high = roster.rows
        self.size = self.rng.randint(low, high)
        self.kinds = [each.kind for each in roster.columns]
        self.number = 0

    def entry(self) -> Entry:
        folk, flags = self.paper.folk, self.roster.flags
        ages = next((AGES[each] for each in AGES if each in flags), (20, 90))
        if "parent" in self.kinds or "child" in flags or "infant" in flags:
            home = folk.home(1, low=27, high=46, abroad=0)
            head = home.head
            one = folk.person(*ages, surname=(head.surname, head.reading[0]), abroad=0)
        else:
            abroad = 0 if "narrow" in self.kinds else 0.02
            home = folk.home(1, low=ages[0], high=ages[1], abroad=abroad)
            one = home.head
        return Entry(one, home, self.kin(one) if "kin" in self.kinds else None, folk.mobile())

    def kin(self, one: Person) -> Home:
        """Somebody of another home, of the same surname every other time."""
        folk = self.paper.folk
        if one.abroad or self.rng.random() < 0.5:
            return folk.home(1, abroad=0)
        same = folk.person(30, 80, surname=(one.surname, one.reading[0]))
        return replace(folk.home(1, abroad=0), members=((same, "世帯主"),))

    def cell(self, kind: str, entry: Entry) -> list[str]:
        """The fields of a column; two where a name is parted."""
        paper, one, home = self.paper, entry.one, entry.home
        kin = entry.kin or home
        if kind == "halves":
            return paper.halves(one)
        made: dict[str, Callable[[], str]] = {
            "": lambda: "", "#": lambda: str(self.number), "name": lambda: paper.name(one), "spread": lambda: paper.spread(one),
            "narrow": lambda: paper.narrow(one), "stack": lambda: self.reading(one) + "\n" + paper.name(one),
            "k": lambda: self.reading(one), "K": lambda: katakana(self.reading(one)), "b": lambda: paper.birth(one),
            "age": lambda: str(one.age), "sex": lambda: "男" if one.sex == "m" else "女", "a": lambda: paper.address(home),
            "p": lambda: home.post, "t": lambda: paper.phone(home.phone), "m": lambda: paper.phone(entry.mobile),
            "ward": lambda: home.ward, "parent": lambda: paper.name(home.head), "kin": lambda: paper.name(kin.head),
            "kint": lambda: paper.phone(kin.phone), "kina": lambda: paper.address(kin), "d": lambda: paper.said_day(900),
        }  # fmt: skip
        if kind in made:
            return [made[kind]()]
        word, _, rest = kind.partition(":")
        if word == "v":
            return [self.rng.choice(rest.split("/"))]
        if word == "id":
            return ["".join(str(self.rng.randint(1 if not n else 0, 9)) for n in range(int(rest)))]
        return [self.filler.printed(kind)]

    def reading(self, one: Person) -> str:
        """As read; a foreign name is written once only, in its own field."""
        return "" if one.abroad else "　".join(one.reading)

    def row(self, entry: Entry) -> list[str]:
        self.number += 1
        return [field for kind in self.kinds for field in self.cell(kind, entry)]

    def heads(self) -> list[str]:
        return [field for each in self.roster.columns for field in self.parted(each)]

    @staticmethod
    def parted(column: Column) -> list[str]:
        return column.head.split("・") if column.kind == "halves" else [column.head]

    def lines(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            look = {"> ": "right", "= ": "head", "* ": "small", "@ ": "center"}.get(line[:2], "")
            text = self.filler.fill((line[2:] if look else line).replace("{count}", str(self.size)))
            self.paper.line(text, look)

    def total(self, width: int) -> list[list[str]]:
        """A last row with the number of persons, where the roster has one."""
        word = self.rng.choice(["合計", "計", "総数"])
        return [[word, f"{self.size}名", *[""] * (width - 2)]] if "sum" in self.roster.flags else []
