"""One paper while it is written: what stands in it, and the truth that grows with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from office_corpus.truth import Fact

from office_corpus_third.people import TODAY, Home, People, Person, Place

WIDE = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")
ERAS = (("令和", "R", "令", date(2019, 5, 1)), ("平成", "H", "平", date(1989, 1, 8)),
        ("昭和", "S", "昭", date(1926, 12, 25)), ("大正", "T", "大", date(1912, 7, 30)))  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A paragraph; ``look``: title, head, right, under (underlined) or nothing."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Grid:
    """A table. ``merges``: first row, first column, last row, last column, from 0; the text of a
    merged field stands in its first cell. ``hidden``: columns that a sheet hides. ``notes``:
    remarks fastened to cells. ``boxed``: a table within a box. ``head``: heading rows."""

    rows: list[list[str]]
    head: int = 1
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: tuple[int, ...] = ()
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    boxed: bool = False


@dataclass(frozen=True)
class Page:
    """A new page, in a workbook a new sheet of this name."""

    name: str


Block = Line | Grid | Page


@dataclass(frozen=True)
class Style:
    """How the writer of a paper writes, the same from its first line to its last."""

    blank: str
    born: str
    phone: str
    level: str
    wide: bool

    @staticmethod
    def of(rng: Random) -> Style:
        return Style(
            rng.choice(["", "　", "　", " ", "　"]),
            rng.choice(["S45.3.1", "S45.3.1", "昭和45年3月1日", "昭和45年3月1日", "1970/3/1", "1970年3月1日",
                        "昭45.3.1", "S45.03.01", "1970-03-01", "昭和４５年３月１日", "S45/3/1", "1970.3.1"]),
            rng.choice(["-", "-", "-", "local", "local", "0778(22)1234", "(0778)22-1234", "wide", "wide()"]),
            rng.choice(["local", "local", "town", "town", "full"]),
            rng.random() < 0.15,
        )  # fmt: skip


def born_text(day: date, style: str) -> str:
    """A birth date; the styles are written as 1 March 1970 looks in them."""
    if style.startswith("1970"):
        sign = style[4]
        month, last = (
            (f"{day.month:02d}", f"{day.day:02d}") if len(style) == 10 else (day.month, day.day)
        )
        return (
            f"{day.year}年{month}月{last}日"
            if sign == "年"
            else f"{day.year}{sign}{month}{sign}{last}"
        )
    long, letter, short, begin = next(era for era in ERAS if day >= era[3])
    year = day.year - begin.year + 1
    if style == "45.3.1":
        return f"{year}.{day.month}.{day.day}"
    if style.startswith("昭和"):
        text = f"{long}{'元' if year == 1 else year}年{day.month}月{day.day}日"
        return text.translate(WIDE) if "４" in style else text
    if style == "S45.03.01":
        return f"{letter}{year:02d}.{day.month:02d}.{day.day:02d}"
    sign = "/" if "/" in style else "."
    return f"{short if style[0] == '昭' else letter}{year}{sign}{day.month}{sign}{day.day}"


def era_date(day: date, *, wide: bool = False) -> str:
    text = born_text(day, "昭和45年3月1日")
    return text.translate(WIDE) if wide else text


def phone_text(number: str, style: str) -> str:
    area, middle, last = number.split("-")
    mobile = area in ("090", "080", "070")
    if style == "local":
        return number if mobile else f"{middle}-{last}"
    if style == "0778(22)1234":
        return f"{area}({middle}){last}"
    if style == "(0778)22-1234":
        return number if mobile else f"({area}){middle}-{last}"
    if style == "wide()":
        return f"{area}({middle}){last}".translate(WIDE)
    if style == "plain":
        return number.replace("-", "")
    return number.translate(WIDE) if style == "wide" else number


class Paper:
    """Collects blocks and, through :meth:`name` and its sisters, the truth."""

    def __init__(self, rng: Random, place: Place, style: Style | None = None) -> None:
        self.rng, self.place = rng, place
        self.people = People(rng, place)
        self.style = style or Style.of(rng)
        self.blocks: list[Block] = []
        self.foot: str = ""
        self.title = ""
        self.facts: dict[Fact, None] = {}
        self.said: Counter[str] = Counter()
        self.named: set[str] = set()
        self.households: int | None = None
        self.vertical = False

    def fact(self, kind: str, surface: str, value: str) -> str:
        self.facts[Fact(kind, surface, value)] = None
        self.said[surface] += 1
        return surface

    def name(self, one: Person, blank: str | None = None) -> str:
        """The name as this paper writes it; the person counts."""
        gap = self.style.blank if blank is None else blank
        self.named.add(one.plain)
        return self.fact(
            "name", one.surname + gap + one.given if one.given else one.surname, one.plain
        )

    def given(self, one: Person) -> str:
        """The given name alone, as under a head of the same surname; one of a single sign is
        written whole, since it would stand in other words too."""
        if len(one.given) == 1:
            return self.name(one)
        self.named.add(one.plain)
        return self.fact("name", one.given or one.surname, one.plain)

    def cells(self, one: Person) -> list[str]:
        """Surname and given name, each in a cell of its own; one name across both."""
        self.named.add(one.plain)
        if not one.given:
            return [self.fact("name", one.surname, one.plain), ""]
        self.fact("name", f"{one.surname}\t{one.given}", one.plain)
        return [one.surname, one.given]

    def spread(self, one: Person) -> str:
        """A name spread to five places with blanks: 林　　　実, 佐々木　茂."""
        blanks = max(1, 5 - len(one.surname) - len(one.given))
        return self.name(one, "　" * blanks)

    def reading(self, one: Person, sign: str = "　") -> str:
        """How the name is read; no fact of its own, since the name stands beside it (but for a
        foreign name that is itself written so)."""
        text = (one.read_surname + sign + one.read_given).strip()
        if text == one.surname:
            self.said[text] += 1
        return text

    def born(self, one: Person, style: str = "") -> str:
        return self.fact(
            "birth_date", born_text(one.born, style or self.style.born), one.born.isoformat()
        )

    def phone(self, number: str, style: str = "") -> str:
        chosen = style or self.style.phone
        if chosen == "local" and number.partition("-")[0] != self.place.area:
            chosen = "-"
        return self.fact("phone", phone_text(number, chosen), number)

    def address(self, home: Home, level: str = "") -> str:
        """Local within the town; outsiders' addresses are always written in full."""
        chosen = level or self.style.level
        place = home.place
        whole = place.prefecture + place.district + place.name + home.local
        if place != self.place or chosen == "full":
            text = whole
        elif chosen == "town":
            text = place.name + home.local
        else:
            text = home.local
        return self.fact("address", text.translate(WIDE) if self.style.wide else text, whole)

    def line(self, text: str, look: str = "") -> None:
        self.blocks.append(Line(text, look))

    def head(self, title: str) -> None:
        self.title = title
        self.line(title, "title")

    def grid(self, rows: Sequence[Sequence[str]], **looks: object) -> Grid:
        one = Grid([list(row) for row in rows], **looks)  # type: ignore[arg-type]
        self.blocks.append(one)
        return one

    def page(self, name: str) -> None:
        self.blocks.append(Page(name))

    def today(self, back: int = 400) -> str:
        """A day of the last ``back`` days, by era."""
        return era_date(date.fromordinal(TODAY.toordinal() - self.rng.randint(1, back)))

    def text(self) -> str:
        """All text: a line a row, cells apart by tabs, notes below their table, the foot last."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Line):
                lines += block.text.split("\n")
            elif isinstance(block, Grid):
                lines += [
                    "\t".join(cell.replace("\n", " ") for cell in row).rstrip("\t")
                    for row in block.rows
                ]
                lines += [note.replace("\n", " ") for note in block.notes.values()]
        return "\n".join([*lines, self.foot] if self.foot else lines)

    def sound(self) -> bool:
        """No true value stands anywhere but where it was written as one: a given name such as 実
        inside another word would be judged as a name that must be found there."""
        text = self.text()
        for fact in self.facts:
            spread = sum(
                count * surface.count(fact.surface) for surface, count in self.said.items()
            )
            if text.count(fact.surface) > spread or fact.surface not in text:
                return False
        return True
