"""Papers written as they look: forms, letters, records, mails, minutes and circulars.

``### name | genre | title | flags`` begins a paper of ``papers/*.txt``. Flags: ``home`` (shows one
household), ``young``, ``old`` (age of its people), ``sheet`` (kept as a workbook), ``untitled``, and
who somebody is (``Q:moxP``, see :meth:`Filler.stranger`).
``| a | b |`` is a row of a table, ``<`` and ``^`` fields merged with the one to the left and above;
``> `` stands at the right, ``= `` is a heading, ``---`` begins a page.

Slots: ``{A}`` to ``{D}`` are one household, ``{P}`` to ``{Z}`` live elsewhere; ``{A.k}`` is the
reading, ``.K`` in katakana, ``.b`` birth date, ``.a`` address, ``.p`` post code, ``.t`` telephone,
``.m`` mobile, ``.age``, ``.sex``, ``.r`` relation, ``.s`` surname alone (no value), ``.g`` given
name alone, ``.no`` My Number. ``{!1}`` and ``{!1s}`` are officials. ``{v:a/b}`` is what somebody
fills in, ``{#4}`` digits, ``{date}`` a date; ``{w:a/b}``, ``{n:1-9}``, ``{y:1-9}`` (thousands of yen),
``{d}``, ``{town}``, ``{pref}``, ``{ward}``, ``{hamlet}``, ``{office}``, ``{nendo}`` are printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from office_corpus_fourth.folk import Home, Person
from office_corpus_fourth.marks import LEFT, UP
from office_corpus_fourth.notation import katakana, my_number
from office_corpus_fourth.paper import Paper

PAPERS = Path(__file__).resolve().parent / "papers"
BLANKS = {"b": "　　　年　　月　　日", "t": "（　　　）　　　－", "m": "　　－　　　　－", "p": "〒　　　－　　　　",
          "sex": "男・女", "age": "　　", "no": "", "a": ""}  # fmt: skip
HOUSEHOLD = "ABCD"


@dataclass(frozen=True)
class Template:
    name: str
    genre: str
    title: str
    flags: frozenset[str]
    lines: tuple[str, ...]


@cache
def templates() -> tuple[Template, ...]:
    """All of them, in the order of their files."""
    found: list[Template] = []
    for path in sorted(set(PAPERS.glob("*.txt")) - {PAPERS / "rosters.txt"}):
        for part in ("\n" + path.read_text(encoding="utf-8")).split("\n### ")[1:]:
            first, _, body = part.partition("\n")
            name, genre, title, flags = (each.strip() for each in first.split("|"))
            lines = tuple(body.strip("\n").split("\n"))
            found.append(Template(name, genre, title, frozenset(flags.split()), lines))
    return tuple(found)


class Filler:
    """Puts people and words into the slots of one paper; with ``empty`` leaves them blank."""

    def __init__(
        self, paper: Paper, flags: frozenset[str] = frozenset(), *, empty: bool = False
    ) -> None:
        self.paper, self.flags, self.empty, self.in_table = paper, flags, empty, False
        self.homes: dict[str, Home] = {}
        self.officials: dict[str, Person] = {}
        self.fixed: dict[str, str] = {}

    def home(self, key: str) -> Home:
        """A to D share one, where each of them has a kin's place in it."""
        shared = key in HOUSEHOLD
        place = HOUSEHOLD if shared else key
        if place not in self.homes and not shared:
            self.homes[place] = self.stranger(key)
        if place not in self.homes:
            low, high = (
                (30, 34) if "young" in self.flags else (72, 94) if "old" in self.flags else (34, 78)
            )
            self.homes[place] = self.paper.folk.home(
                5, low=low, high=high, long=True, outside=0, abroad=0
            )
        return self.homes[place]

    def stranger(self, key: str) -> Home:
        """Somebody of a home of his own, as a flag ``Q:moxP`` wants him: man or ``f``, old or ``c``
        (a child), from elsewhere (``x``), with the surname of P."""
        wanted = next((each[2:] for each in self.flags if each.startswith(f"{key}:")), "")
        low, high = (76, 93) if "o" in wanted else (7, 12) if "c" in wanted else (26, 74)
        sex = "m" if "m" in wanted else "f" if "f" in wanted else ""
        kin = next((each for each in wanted if each.isupper()), "")
        other = self.who(kin)[0] if kin else None
        surname = (other.surname, other.reading[0]) if other else None
        folk = self.paper.folk
        one = folk.person(low, high, surname=surname, sex=sex, abroad=0)
        home = folk.home(1, outside=float("x" in wanted), abroad=0)
        return replace(home, members=((one, "世帯主"),))

    def who(self, key: str) -> tuple[Person, str]:
        """Parents of the head come last: C and D are children, where there are any."""
        members = sorted(self.home(key).members, key=lambda each: each[1] in ("父", "母"))
        return members[HOUSEHOLD.index(key) if key in HOUSEHOLD else 0]

    def person(self, key: str, what: str) -> str:
        if self.empty:
            return BLANKS.get(what, "" if self.in_table else "　" * 10)
        home, (one, relation), paper = self.home(key), self.who(key), self.paper
        if what in ("t", "m") and f"{key}.{what}" not in self.fixed:
            number = paper.folk.mobile() if what == "m" else home.phone
            self.fixed[f"{key}.{what}"] = number
        ways = {
            "": lambda: paper.name(one), "k": lambda: " ".join(one.reading), "K": lambda: katakana("　".join(one.reading)),
            "b": lambda: paper.birth(one), "a": lambda: paper.address(home), "p": lambda: f"〒{home.post}", "r": lambda: relation,
            "t": lambda: paper.phone(self.fixed[f"{key}.t"]), "m": lambda: paper.phone(self.fixed[f"{key}.m"]),
            "age": lambda: str(one.age), "sex": lambda: "男" if one.sex == "m" else "女", "s": lambda: one.surname,
            "g": lambda: paper.given(one), "no": lambda: my_number(f"{paper.rng.randint(10**10, 10**11 - 1)}"),
        }  # fmt: skip
        return ways[what]()

    def official(self, key: str) -> str:
        number = key.strip("!s")
        if number not in self.officials:
            self.officials[number] = self.paper.folk.person(36, 68, abroad=0)
        one = self.officials[number]
        return one.surname if key.endswith("s") else one.surname + self.paper.hand.gap + one.given

    def printed(self, key: str) -> str:
        """The same each time it stands in a paper, but for numbers and days."""
        rng, paper = self.paper.rng, self.paper
        if key[:2] in ("n:", "y:"):
            low, high = map(int, key[2:].split("-"))
            return (
                str(rng.randint(low, high))
                if key[0] == "n"
                else f"{rng.randint(low, high) * 1000:,}"
            )
        if key.startswith("w:"):
            return rng.choice(key[2:].split("/"))
        if key == "d":
            return paper.said_day(300)
        made = {"town": paper.place.town, "pref": paper.place.prefecture, "ward": rng.choice(paper.folk.wards),
                "hamlet": re.split("字|区", rng.choice(paper.place.hamlets))[0], "office": paper.folk.landline(),
                "nendo": f"令和{rng.randint(5, 8)}年度"}[key]  # fmt: skip
        return self.fixed.setdefault(key, made)

    def slot(self, hit: re.Match[str]) -> str:
        key, rng = hit[1], self.paper.rng
        if re.fullmatch(r"[A-Z](\.\w+)?", key):
            return self.person(key[0], key[2:])
        if key.startswith("!"):
            return self.official(key)
        if key.startswith("v:"):
            return (
                ("" if self.in_table else "　" * 6)
                if self.empty
                else rng.choice(key[2:].split("/"))
            )
        if key.startswith("#"):
            return (
                "" if self.empty else "".join(str(rng.randint(0, 9)) for _ in range(int(key[1:])))
            )
        if key == "date":
            return "令和　　年　　月　　日" if self.empty else self.paper.said_day(300)
        return self.printed(key)

    def fill(self, text: str) -> str:
        return re.sub(r"\{([^{}]+)\}", self.slot, text)

    def row(self, line: str) -> list[str]:
        self.in_table = True
        cells = [each.strip() for each in line.strip().strip("|").split("|")]
        row = [
            {"<": LEFT, "^": UP}.get(each) or self.fill(each).replace("\\n", "\n") for each in cells
        ]
        self.in_table = False
        return row


def render(one: Template, paper: Paper, *, empty: bool = False) -> None:
    """Writes a template into a paper."""
    filler = Filler(paper, one.flags, empty=empty)
    paper.title = filler.fill(one.title)
    if "untitled" not in one.flags:
        paper.line(paper.title, "title")
    if "home" in one.flags and not empty:
        paper.homes = 1
    rows: list[list[str]] = []
    for line in [*one.lines, ""]:
        if line.startswith("|"):
            rows.append(filler.row(line))
            continue
        if rows:
            paper.table(rows)
            rows = []
        if line == "---":
            paper.page(f"{len(paper.blocks)}")
        else:
            look = {"> ": "right", "= ": "head", "* ": "small"}.get(line[:2], "")
            paper.line(filler.fill(line[2:] if look else line), look)
    while paper.blocks and getattr(paper.blocks[-1], "text", "文") == "":
        paper.blocks.pop()
