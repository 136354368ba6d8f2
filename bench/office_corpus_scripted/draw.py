"""From a script to the blocks of a paper: lines, tables, and rows of people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from office_corpus_fourth.marks import LEFT, UP

from office_corpus_scripted.cast import Who
from office_corpus_scripted.paper import Paper
from office_corpus_scripted.script import Script, Step
from office_corpus_scripted.slots import Filler, between

JOINED = {"←": LEFT, "↑": UP}
LOOKS = {"##": "head", ">": "right", "~": "center"}
SPARE = 3
"""Rows for the family in an empty form."""
SQUARE = 2.6
"""Half-width signs that a square is wide."""
TITLES = {"mail": "受信メール", "letter": "お手紙"}
"""What the office calls a file that bears no title."""
SPAN = re.compile(r"(\d+)=(.*)", re.DOTALL)

Rows = list[list[str]]


@dataclass
class List:
    """Rows of people before they are laid out: what heads them, each group's first row and the
    rows of each of its people, and what stands below."""

    paper: Paper
    said: dict[str, str]
    head: Rows
    groups: list[tuple[str, Rows, list[Rows]]]
    tail: Rows

    @property
    def people(self) -> list[Rows]:
        return [each for _, _, mine in self.groups for each in mine]


def _flat(one: List) -> None:
    """One table; after so many people (``@page``) a new page with its own heading."""
    often = int(one.said.get("page", "0"))
    rows = list(one.head)
    number = 0
    for _, before, mine in one.groups:
        rows += before
        for each in mine:
            if often and number and number % often == 0:
                one.paper.table(rows, len(one.head))
                one.paper.page(f"{number // often + 1}頁")
                rows = list(one.head)
            rows += each
            number += 1
    spare = int(one.said.get("spare", "0"))
    rows += [[str(number + nth + 1), *[""] * (len(one.head[0]) - 1)] for nth in range(spare)]
    one.paper.table([*rows, *one.tail], len(one.head))


def _beside(one: List) -> None:
    """Two blocks side by side, the left one read down first."""
    rows = [row for each in one.people for row in each]
    half = -(-len(rows) // 2)
    right = [*rows[half:], *[[""] * len(rows[0])] * (2 * half - len(rows))]
    joined = [[*a, "", *b] for a, b in zip(rows[:half], right, strict=True)]
    one.paper.table([*([*each, "", *each] for each in one.head), *joined], len(one.head))


def _leaves(one: List) -> None:
    """A page or sheet for each group."""
    for nth, (word, _, mine) in enumerate(one.groups):
        if nth:
            one.paper.page(word)
        one.paper.line(f"【{word}】", "head")
        one.paper.table([*one.head, *(row for each in mine for row in each)], len(one.head))


def _sections(one: List) -> None:
    """A heading and a table for each group, one below the other."""
    for word, _, mine in one.groups:
        one.paper.line(f"■{word}", "head")
        one.paper.table([*one.head, *(row for each in mine for row in each)], len(one.head))
        one.paper.line("")


def _cards(one: List) -> None:
    """A small table for each."""
    for each in one.people:
        one.paper.table(each, 0)
        one.paper.line("")


def _across(one: List) -> None:
    """People in columns, three side by side, the headings at the left."""
    labels = one.head[0]
    for start in range(0, len(one.people), 3):
        some = [each[0] for each in one.people[start : start + 3]]
        one.paper.table([[label, *(row[n] for row in some)] for n, label in enumerate(labels)], 0)
        one.paper.line("")


def _chains(one: List) -> None:
    """Who calls whom: for each group a box, then those called in turn, four in a line."""
    for word, _, mine in one.groups:
        boxes = [each[0][0] for each in mine]
        rows = []
        for start in range(0, len(boxes), 4):
            row = [UP if start else word]
            for box in boxes[start : start + 4]:
                row += ["→", box]
            rows.append(row + [""] * (9 - len(row)))
        one.paper.table(rows, 0)
        one.paper.line("")


def _grid(one: List) -> None:
    """Groups side by side, those of each below its name."""
    columns = [[word, *(each[0][0] for each in mine)] for word, _, mine in one.groups]
    high = max(map(len, columns))
    one.paper.table([[mine[n] if n < len(mine) else "" for mine in columns] for n in range(high)])


SHAPES: dict[str, Callable[[List], None]] = {
    "flat": _flat, "beside": _beside, "leaves": _leaves, "cards": _cards, "across": _across, "chains": _chains,
    "grid": _grid, "sections": _sections,
}  # fmt: skip


@dataclass
class Drawing:
    """A paper while its script is followed. ``rows`` wait for the end of their table."""

    paper: Paper
    script: Script
    filler: Filler
    rows: Rows = field(default_factory=list)
    head: int = 0
    people: list[tuple[str, list[Filler]]] = field(default_factory=list)

    def follow(self) -> None:
        steps = [each for each in self.script.steps if not each.perhaps or self.paper.rng.random() < 0.5]  # fmt: skip
        listed = [n for n, each in enumerate(steps) if each.sign == "*"]
        if not listed:
            self._plain(steps)
            return
        around = ("!", "%", "*", "-", "=", "_", "+P")
        first, last = listed[0], listed[-1]
        while first and steps[first - 1].sign in around:
            first -= 1
        while last + 1 < len(steps) and steps[last + 1].sign in around:
            last += 1
        self._plain(steps[:first])
        self._list(steps[first : last + 1])
        self._plain(steps[last + 1 :])

    def _plain(self, steps: list[Step]) -> None:
        for each in steps:
            if each.cells is None:
                self._close()
                self._line(each)
            else:
                self.head += each.sign == "!" and len(self.rows) == self.head
                self.rows += self._rows(self.filler, each)
        self._close()

    def _close(self) -> None:
        """Ends a table: short rows end in a wide field."""
        if self.rows:
            width = max(map(len, self.rows))
            squared = any(SPAN.match(cell) for step in self.script.steps for cell in step.cells or ())  # fmt: skip
            rows = [[*row, *[LEFT] * (width - len(row))] for row in self.rows]
            self.paper.table(rows, self.head, SQUARE if squared else 0)
        self.rows, self.head = [], 0

    def _line(self, one: Step) -> None:
        filler = self.filler
        if one.sign == "#":
            self.paper.head(filler.fill(one.text))
        elif one.sign == "[[":
            self.paper.page(one.text)
        elif one.sign[:1] in ("&", "+"):
            for each in self._house(filler, one.sign):
                self.paper.line(each.fill(one.text))
        else:
            self.paper.line(filler.fill(one.text), LOOKS.get(one.sign, ""))

    def _house(self, filler: Filler, sign: str) -> list[Filler]:
        """A filler for each of a house, in which M is the one in turn."""
        mine = filler.people[sign[1]]
        rows = []
        for person, place in mine.house.members:
            if sign[0] == "&" or person != mine.person:
                people = {**filler.people, "M": Who(person, mine.house, place)}
                rows.append(Filler(filler.paper, filler.empty, people, filler.kept))
        return rows[:SPARE] if filler.empty else rows

    def _rows(self, filler: Filler, one: Step) -> Rows:
        fillers = self._house(filler, one.sign) if one.sign[0] in "&+" else [filler]
        return [self._cells(each, one.cells or ()) for each in fillers]

    def _cells(self, filler: Filler, texts: tuple[str, ...]) -> list[str]:
        cells: list[str] = []
        for text in texts:
            hit = SPAN.match(text)
            said = hit[2] if hit else text
            filled = JOINED.get(said) or filler.fill(said).replace("\\n", "\n")
            parted = filled.strip(" ").split("\t")
            cells += [*parted, *[LEFT] * (int(hit[1]) - 1 if hit else 0)]
        return cells

    def cast(self) -> None:
        """The people of the list, a filler for each, by group and in order."""
        said, rng = self.script.said, self.paper.rng
        size, letter, *words = said["rows"].split()
        number = rng.randint(*between(size))
        hamlets, here = self.paper.place.hamlets, self.filler.kept.get("hamlet", "")
        names = list(hamlets) if said.get("by") == "hamlets" else said.get("by", "").split("/")
        shares = [number // len(names) + (nth < number % len(names)) for nth in range(len(names))]
        total = 0
        for word, share in zip(names, shares, strict=True):
            mine = []
            for _ in range(share):
                one = Filler(self.paper, kept={"group": word, **self.filler.kept})
                one.cast(letter, words, word if said.get("by") == "hamlets" else here)
                self._others(one)
                mine.append(one)
            if "sort" in said:
                mine.sort(key=lambda each: self._order(each.people[letter]))
            for nth, one in enumerate(mine, 1):
                total += 1
                one.kept |= {"no": str(total), "size": str(share), "nth": str(nth)}
            self.people.append((word, mine))

    def _others(self, one: Filler) -> None:
        """Those whom ``@with`` casts beside the one of a row."""
        for each in filter(None, self.script.said.get("with", "").split("/")):
            letter, *words = each.split()
            one.cast(letter, words)

    def _order(self, who: Who) -> str:
        """By reading, or the oldest first."""
        kana = self.script.said["sort"] == "kana"
        return who.person.kana if kana else who.person.born.isoformat()

    def _list(self, steps: list[Step]) -> None:
        signs: dict[str, list[Step]] = {}
        for each in steps:
            kind = "*" if each.sign == "+P" else each.sign
            signs.setdefault(kind, []).append(each)
        self.cast()
        fillers = [each for _, mine in self.people for each in mine]
        self.filler.kept["total"] = str(len(fillers))
        if "houses" in self.script.flags:
            self.paper.homes = len(fillers)
            self.filler.kept["members"] = str(sum(len(each.people["P"].house.members) for each in fillers))  # fmt: skip
        if steps[0].cells is None:
            self._lines(signs)
            return
        head = [row for each in signs.get("!", []) for row in self._rows(self.filler, each)]
        groups = []
        sizes = {word: str(len(mine)) for word, mine in self.people}
        for word, mine in self.people:
            one = Filler(self.paper, kept={"group": word, "size": str(len(mine))})
            before = [row for each in signs.get("%", []) for row in self._rows(one, each)]
            before = [[*row, *[LEFT] * (len(head[0]) - len(row))] for row in before]
            records = [[row for each in signs["*"] for row in self._rows(filler, each)] for filler in mine]  # fmt: skip
            groups.append((word, before, records))
        for each in signs.get("-", []):
            mine = self.paper.rng.choice(groups)[2]
            mine.insert(self.paper.rng.randint(0, len(mine)), self._rows(self.filler, each))
        for word, _, mine in groups:
            one = Filler(self.paper, kept={"group": word, "size": sizes[word]})
            mine += [self._rows(one, each) for each in signs.get("_", [])]
        tail = [row for each in signs.get("=", []) for row in self._rows(self.filler, each)]
        made = List(self.paper, self.script.said, head, groups, tail)
        SHAPES[self.script.said.get("shape", "flat")](made)

    def _lines(self, signs: dict[str, list[Step]]) -> None:
        """A list without a table."""
        for word, mine in self.people:
            for each in signs.get("%", []):
                self.paper.line(Filler(self.paper, kept={"group": word, "size": str(len(mine))}).fill(each.text))  # fmt: skip
            for filler in mine:
                for each in signs["*"]:
                    members = self._house(filler, each.sign) if each.sign[0] == "+" else [filler]
                    for one in members:
                        self.paper.line(one.fill(each.text))


def draw(script: Script, paper: Paper, *, empty: bool) -> None:
    if "at" in script.said:
        paper.settle(script.said["at"].split("/"))
    filler = Filler(paper, empty)
    for letter, words in script.casts:
        filler.cast(letter, list(words))
    paper.title = script.said.get("title") or TITLES.get(script.genre, "")
    if "here" in script.said:
        filler.kept["hamlet"] = paper.rng.choice(paper.place.hamlets)
    Drawing(paper, script, filler).follow()
    if "house" in script.flags and not empty:
        paper.homes = 1
