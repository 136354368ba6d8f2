"""Lists of persons: what they are of (``papers/rolls.txt``) and who stands in them.

``=== name | shape | who | rows`` begins one. ``who``: one, men, women, child (with a guardian G),
elder (with a child K that lives far away), couple (with S), foreign, scattered (some live far away);
then ages. ``cols: heading=slots; …``
are the columns; a heading ``上>下`` stands below one it shares with its neighbours. ``groups:`` are
squads, classes or hamlets; ``sum:`` is a last row; lines after ``after:`` stand below the list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from office_corpus_fourth.marks import LEFT

from office_corpus_fifth.folk import Home
from office_corpus_fifth.paper import Paper
from office_corpus_fifth.papers import parts
from office_corpus_fifth.slots import Filler, Who


@dataclass(frozen=True)
class Roll:
    name: str
    shape: str
    who: str
    ages: tuple[int, int]
    rows: tuple[int, int]
    before: tuple[str, ...]
    cols: tuple[tuple[str, str], ...]
    groups: tuple[str, ...] = ()
    sum: str = ""
    after: tuple[str, ...] = ()


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def _roll(words: list[str], lines: list[str]) -> Roll:
    name, shape, who, rows = words[:4]
    kind, ages = who.split()
    said: dict[str, str] = {}
    before: list[str] = []
    after: list[str] = []
    for line in lines:
        key, _, value = line.partition(": ")
        if key in ("cols", "groups", "sum"):
            said[key] = value
        elif key == "after" or after:
            after.append(value if key == "after" else line)
        else:
            before.append(line)
    cols = [each.strip().partition("=") for each in said["cols"].split(";")]
    groups = tuple(said["groups"].split("/")) if "groups" in said else ()
    return Roll(name, shape, kind, _range(ages), _range(rows), tuple(before),
                tuple((a, b) for a, _, b in cols), groups, said.get("sum", ""), tuple(after))  # fmt: skip


@cache
def rolls() -> tuple[Roll, ...]:
    return tuple(_roll(*each) for each in parts("rolls.txt"))


@dataclass
class Written:
    """A list while it is written: a filler for each person, under its group."""

    paper: Paper
    roll: Roll
    rows: list[Filler] = field(default_factory=list)
    groups: list[tuple[str, list[Filler]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        paper, roll = self.paper, self.roll
        number = paper.rng.randint(*roll.rows)
        homes: list[Home] = []
        for nth in range(number):
            self.rows.append(self._person(nth, homes))
        for one in self.rows:
            one.kept["N"] = str(number)
        words = [Filler(paper).fill(each) for each in roll.groups]
        if roll.groups == ("hamlets",):
            words = list(paper.place.hamlets)
            self.rows.sort(key=lambda one: words.index(one.who("P").home.hamlet))
            self.groups = [(word, [one for one in self.rows if one.who("P").home.hamlet == word]) for word in words]  # fmt: skip
        elif words:
            cuts = sorted(paper.rng.sample(range(1, number), min(len(words), number) - 1))
            parts_of = zip([0, *cuts], [*cuts, number], strict=True)
            self.groups = [(word, self.rows[a:b]) for word, (a, b) in zip(words, parts_of, strict=False)]  # fmt: skip
        self.groups = [each for each in self.groups if each[1]] or [("", self.rows)]
        for nth, one in enumerate(self.rows):
            one.kept["i"] = str(nth + 1)
        for word, mine in self.groups:
            for nth, one in enumerate(mine):
                one.kept.update(g=word, j=str(nth + 1), n9=str(len(mine)))

    def _person(self, nth: int, homes: list[Home]) -> Filler:
        folk, (low, high), who = self.paper.folk, self.roll.ages, self.roll.who
        one = Filler(self.paper)
        if who == "child":
            again = nth > 0 and folk.rng.random() < 0.1
            home = homes[-1] if again else folk.family(kids=0, elder=False, age=(max(30, low + 26), max(36, high + 30)))  # fmt: skip
            guardian = home.members[0 if folk.rng.random() < 0.6 else 1]
            if again:
                guardian = home.members[0]
            surname = (home.head.surname, home.head.kana.split("　")[0])
            child = folk.person(folk.born(low, high), surname=surname)
            one.people["G"] = Who(guardian[0], home, "母" if guardian[0].woman else "父")
            one.people["P"] = Who(child, home, "子")
            homes.append(home)
            return one
        home = self._house(who, low, high)
        one.people["P"] = Who(home.head, home, "本人")
        one.homes["P"] = home
        if who == "couple":
            one.people["S"] = one.who("Ps")
        if who == "elder":
            one.people["K"] = one.who("Pk")
        return one

    def _house(self, who: str, low: int, high: int) -> Home:
        folk = self.paper.folk
        born = folk.born(low, high)
        if who == "foreign":
            return folk.site([(folk.foreigner(born), "世帯主")])
        if who in ("men", "women", "couple"):
            return folk.site([(folk.person(born, woman=who == "women"), "世帯主")])
        if who == "scattered" and folk.rng.random() < 0.4:
            return folk.away([(folk.person(born), "世帯主")])
        return folk.alone(low, high, strangers=0 if who == "elder" else 0.04)

    @property
    def heads(self) -> list[str]:
        words = [each for heading, _ in self.roll.cols for each in heading.split(",")]
        return [LEFT if each == "<" else each for each in words]

    def cells(self, one: Filler) -> list[str]:
        """A person's row. A value that is one over two fields holds a tab."""
        return [cell.strip() for _, said in self.roll.cols for cell in one.fill(said.strip()).split("\t")]  # fmt: skip

    def before(self) -> None:
        self._lines(self.roll.before)

    def end(self) -> None:
        self._lines(self.roll.after)

    def sums(self) -> list[list[str]]:
        if not self.roll.sum:
            return []
        return [self.rows[0].fill(self.roll.sum).split("|")]

    def _lines(self, lines: tuple[str, ...]) -> None:
        filler = Filler(self.paper, kept={"N": str(len(self.rows))})
        for line in lines:
            if line.startswith("# "):
                self.paper.head(filler.fill(line[2:]))
            elif line.startswith("> "):
                self.paper.line(filler.fill(line[2:]), "right")
            else:
                self.paper.line(filler.fill(line))
