"""Papers written as they look: forms, minutes, circulars and letters stand in ``papers/*.txt``.

``@@ name | title | flags`` begins a paper. Flags: ``held`` (held-out half only), ``home`` (one
household), ``young`` (parents of children), ``old``, ``sheet`` (a workbook), ``vertical``,
``boxed``, ``sample`` (never filled), ``mail`` (lines as they stand).
A line ``| a | b |`` is a row of a table, ``<`` a field merged with the one to its left, ``^`` with
the one above; ``> `` stands at the right, ``= `` is a heading, ``_ `` is underlined, ``===`` a new
page, ``~ `` the foot. ``[[a//b]]`` is one of several wordings. ``%%12 line // line`` is talk: up
to twelve rounds of these lines, ``{q}`` and ``{a}`` in them questions and answers of ``talk.txt``.

Slots: ``{A}`` to ``{E}`` are one household, ``{P}`` to ``{Z}`` others; ``{A.kana}``, ``.half``,
``.born``, ``.addr``, ``.post``, ``.tel``, ``.mob``, ``.age``, ``.sex``, ``.rel``, ``.sur``, ``.only``
(given name), ``.split`` (two fields). ``{O1}`` and ``{o1}`` are officials, by whole name and by
surname: no private persons. ``{v:x/y}`` is what an applicant writes, ``{#4}`` his digits, ``{date}``
his date; ``{%4}``, ``{d}``, ``{town}``, ``{mayor}``, ``{ward}``, ``{office}`` and the like are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from office_corpus_third.halfwidth import half_kana
from office_corpus_third.paper import Paper
from office_corpus_third.people import Home, Person, landline, words

PAPERS = Path(__file__).resolve().parent / "papers"
HOUSEHOLD = "ABCDE"
BLANKS = {"born": "年　　　月　　　日", "tel": "（　　　　）　　　－", "mob": "　　　－　　　　－", "post": "〒　　　－",
          "age": "　　", "sex": "男 ・ 女"}  # fmt: skip


@dataclass(frozen=True)
class Template:
    name: str
    title: str
    flags: frozenset[str]
    lines: tuple[str, ...]

    @property
    def held(self) -> bool:
        return "held" in self.flags


@cache
def load(stem: str) -> tuple[Template, ...]:
    """All papers of the files that begin with ``stem``, in order."""
    found: list[Template] = []
    for path in sorted(PAPERS.glob(f"{stem}*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n@@ ")[1:]:
            first, _, body = part.partition("\n")
            name, title, flags = (each.strip() for each in first.split("|"))
            found.append(
                Template(
                    name, title, frozenset(flags.split()), tuple(body.rstrip("\n").split("\n"))
                )
            )
    return tuple(found)


class Filler:
    """Puts people, officials and dates into the slots of one paper."""

    def __init__(self, paper: Paper, flags: frozenset[str], *, filled: bool) -> None:
        self.paper, self.filled, self.rng = paper, filled, paper.rng
        self.low = 68 if "old" in flags else 22
        ages = (29, 43) if "young" in flags else (44, 66)
        while True:
            self.home = paper.people.home(
                self.rng.choice([3, 4, 5]),
                low=ages[0],
                high=ages[1],
                sex="m" if "young" in flags else "",
            )
            if not self.home.head.foreign:
                break
        self.others: dict[str, Home] = {}
        self.officials: dict[str, Person] = {}
        self.fixed: dict[str, str] = {}
        self.mobiles: dict[str, str] = {}
        self.blank = self.rng.choice(["　　　　　　", "＿＿＿＿＿＿＿＿", "（　　　　　　）"])
        self.gap = self.rng.choice(["　", "　", ""])
        self.in_table = False

    def whose(self, letter: str) -> tuple[Person, Home, str]:
        if letter in HOUSEHOLD:
            index = min(HOUSEHOLD.index(letter), len(self.home.members) - 1)
            return self.home.members[index], self.home, self.home.relations[index]
        if letter not in self.others:
            self.others[letter] = self.paper.people.home(
                away=self.rng.random() < 0.08, low=self.low if letter == "P" else 22
            )
        return self.others[letter].head, self.others[letter], "本人"

    def absent(self, letter: str) -> bool:
        """A household is smaller than the rows of the form."""
        return letter in HOUSEHOLD and HOUSEHOLD.index(letter) >= len(self.home.members)

    def person(self, letter: str, what: str) -> str:
        if not self.filled or self.absent(letter):
            if what == "split":
                return "\t"
            return (
                BLANKS.get(what, "")
                if not self.absent(letter) and what in BLANKS
                else ("" if self.in_table else self.blank)
            )
        one, home, relation = self.whose(letter)
        paper = self.paper
        if what in ("tel", "mob", "born") and self.rng.random() < 0.05:
            return ""
        if what == "mob":
            self.mobiles.setdefault(letter, paper.people.mobile())
        ways: dict[str, Callable[[], str]] = {
            "": lambda: paper.name(one), "kana": lambda: paper.reading(one), "half": lambda: half_kana(paper.reading(one, " ")),
            "born": lambda: paper.born(one), "addr": lambda: paper.address(home), "post": lambda: f"〒{home.post}",
            "tel": lambda: paper.phone(home.phone), "mob": lambda: paper.phone(self.mobiles[letter]), "age": lambda: f"{one.age}",
            "sex": lambda: "男" if one.sex == "m" else "女", "rel": lambda: relation, "sur": lambda: one.surname,
            "only": lambda: paper.given(one), "split": lambda: "\t".join(paper.cells(one)), "full": lambda: paper.address(home, "full"),
        }  # fmt: skip
        return ways[what]()

    def official(self, key: str) -> str:
        one = self.officials.setdefault(key[1:], self.paper.people.person(38, 66, surname=None))
        while one.foreign:
            one = self.officials[key[1:]] = self.paper.people.person(38, 66)
        return one.surname if key[0] == "o" else one.surname + self.gap + one.given

    def printed(self, key: str) -> str:
        """What the office itself has printed; the same word each time it stands in a paper."""
        rng, paper = self.rng, self.paper
        place = paper.place
        if key[0] == "%":
            return "".join(str(rng.randint(1 if not i else 0, 9)) for i in range(int(key[1:])))
        if key in ("d", "money", "hour"):
            return {
                "d": paper.today(),
                "money": f"{rng.randint(12, 9800):,}",
                "hour": f"{rng.randint(9, 19)}時{rng.choice(['', '30分'])}",
            }[key]
        kinds: dict[str, Callable[[], str]] = {
            "town": lambda: place.name, "pref": lambda: place.prefecture, "ward": lambda: rng.choice(paper.people.wards),
            "company": lambda: rng.choice(words("companies")), "school": lambda: rng.choice(words("schools")), "unit": lambda: rng.choice(words("units")),
            "y": lambda: str(rng.randint(5, 8)), "office": lambda: landline(rng, place.area), "n": lambda: str(rng.randint(3, 90)),
            "num": lambda: f"{rng.choice('総税住福建農')}第{rng.randint(3, 900)}号", "head": lambda: place.name + {"村": "長", "区": "長"}.get(place.name[-1], "長"),
        }  # fmt: skip
        if key not in self.fixed:
            self.fixed[key] = kinds[key.rstrip("23")]()
        return self.fixed[key]

    def slot(self, hit: re.Match[str]) -> str:
        key = hit[1]
        if re.fullmatch(r"[A-EP-Z](\.\w+)?", key):
            return self.person(key[0], key[2:])
        if re.fullmatch(r"[Oo]\d", key):
            return self.official(key)
        if key.startswith("v:"):
            return (
                self.rng.choice(key[2:].split("/"))
                if self.filled
                else ("" if self.in_table else self.blank)
            )
        if key.startswith("#"):
            return self.printed("%" + key[1:]) if self.filled else ""
        if key == "date":
            return self.paper.today() if self.filled else "令和　　年　　月　　日"
        return self.printed(key)

    def fill(self, text: str) -> str:
        chosen = re.sub(r"\[\[(.*?)\]\]", lambda hit: self.rng.choice(hit[1].split("//")), text)
        return re.sub(r"\{([^{}]+)\}", self.slot, chosen)


@cache
def sayings() -> dict[str, tuple[str, ...]]:
    """Questions and answers of meetings."""
    lines = (PAPERS / "talk.txt").read_text(encoding="utf-8").splitlines()
    return {kind: tuple(line[2:] for line in lines if line.startswith(f"{kind} ")) for kind in "qa"}


def talk(filler: Filler, line: str) -> None:
    """Rounds of questions and answers; a saying comes again only when all have been said."""
    number, _, pattern = line[2:].partition(" ")
    most = int(number)
    rounds = filler.rng.randint(max(1, most // 2), most)
    bags: dict[str, list[str]] = {"q": [], "a": []}

    def said(hit: re.Match[str]) -> str:
        bag = bags[hit[1]]
        if not bag:
            bag.extend(filler.rng.sample(sayings()[hit[1]], len(sayings()[hit[1]])))
        return bag.pop()

    for _ in range(rounds):
        for part in pattern.split(" // "):
            filler.paper.line(filler.fill(re.sub(r"\{([qa])\}", said, part.strip())))


def table(rows: list[list[str]], *, boxed: bool, paper: Paper) -> None:
    """Puts a table together: rows of equal length, merged fields."""
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    merges = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in "<^" and cell:
                continue
            right = c
            while right + 1 < width and row[right + 1] == "<":
                right += 1
            below = r
            while below + 1 < len(rows) and rows[below + 1][c] == "^":
                below += 1
            if (below, right) != (r, c):
                merges.append((r, c, below, right))
    clean = [["" if cell in ("<", "^") else cell for cell in row] for row in rows]
    paper.grid(clean, merges=tuple(merges), boxed=boxed, head=1)


def render(one: Template, paper: Paper, *, filled: bool) -> None:
    """Writes a template into a paper. In an empty form the rows of {A} and others stay blank."""
    filler = Filler(paper, one.flags, filled=filled)
    paper.vertical = "vertical" in one.flags
    if "home" in one.flags and filled:
        paper.households = 1
    rows: list[list[str]] = []
    paper.title = filler.fill(one.title)
    boxed = "boxed" in one.flags
    looks = (
        {} if "mail" in one.flags else {"> ": "right", "= ": "head", "_ ": "under", "# ": "title"}
    )
    for line in [*one.lines, ""]:
        if line.startswith("|"):
            filler.in_table = True
            inner = line.strip().strip("|")
            cells = [filler.fill(cell.strip()).replace("\\n", "\n") for cell in inner.split("|")]
            rows.append([part for cell in cells for part in cell.split("\t")])
            continue
        if rows:
            table(rows, boxed=boxed, paper=paper)
            rows = []
        filler.in_table = False
        if line.startswith("%%"):
            talk(filler, line)
        elif line.startswith("==="):
            paper.page(line.strip("= ") or f"その{len(paper.blocks)}")
        elif line.startswith("~ "):
            paper.foot = filler.fill(line[2:])
        else:
            look = looks.get(line[:2], "")
            paper.line(filler.fill(line[2:] if look else line), look)
    while paper.blocks and getattr(paper.blocks[-1], "text", "x") == "":
        paper.blocks.pop()
