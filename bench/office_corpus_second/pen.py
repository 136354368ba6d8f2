"""The pen of one document: its habits, and an account of the private persons it wrote down."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from office_corpus.people import hiragana, katakana
from office_corpus.truth import Fact

from .folk import Folk, Person
from .places import HOUSES, Home, Place, any_place

WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
ERAS = (("令和", "R", 5, date(2019, 5, 1), 2018), ("平成", "H", 4, date(1989, 1, 8), 1988),
        ("昭和", "S", 3, date(1926, 12, 25), 1925), ("大正", "T", 2, date(1912, 7, 30), 1911))  # fmt: skip
BIRTHS = ("long", "long", "dots", "short", "bare", "slashes", "iso", "padded", "tight", "kanji")
PHONES = ("hyphen", "hyphen", "round", "middle", "local", "wide", "minus", "digits", "spaces")
NAMES = ("wide", "wide", "none", "half", "two", "spread")


@dataclass(frozen=True)
class Habits:
    """How one writer writes."""

    name: str
    birth: str
    phone: str
    where: str
    number: str
    kana: str
    wide: bool


def any_habits(rng: random.Random) -> Habits:
    return Habits(
        rng.choice(NAMES), rng.choice(BIRTHS), rng.choice(PHONES),
        rng.choice(("part", "part", "town", "whole", "aza", "oaza")),
        rng.choice(("dash", "dash", "banchi", "banchi_no", "ban_go")),
        rng.choice(("hira", "kata", "kata")), rng.random() < 0.2,
    )  # fmt: skip


def era_of(day: date) -> tuple[str, str, int, int]:
    """Era, letter, the systems' figure for it, and the year in it."""
    name, letter, figure, _start, base = next(each for each in ERAS if day >= each[3])
    return name, letter, figure, day.year - base


def kanji_number(number: int) -> str:
    """1 to 99 as in upright writing."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else ("十" if tens == 1 else str(tens).translate(KANJI) + "十")
    return ten + (str(ones).translate(KANJI) if ones else "")


@dataclass
class Pen:
    """Writes one document in one place on one day; what it writes of residents is the truth."""

    rng: random.Random
    shared: Path
    charset: str = "utf-8"
    today: date = field(init=False)
    place: Place = field(init=False)
    habits: Habits = field(init=False)
    folk: Folk = field(init=False)

    def __post_init__(self) -> None:
        self.today = date(2013, 4, 1) + timedelta(days=self.rng.randint(0, 4700))
        self.place = any_place(self.rng, self.shared)
        self.habits = any_habits(self.rng)
        self.folk = Folk(self.rng, self.shared, self.today, self.charset)
        self.facts: list[Fact] = []
        self.persons: set[Person] = set()
        self.homes = 0
        """Households that the document shows as such."""
        self._house = self.rng.randint(1, 40)

    # --- inventing
    def home(self, part: str = "") -> Home:
        """Where nobody of this document lives yet."""
        rng = self.rng
        self._house += rng.randint(1, 9)
        part = part or rng.choice(self.place.parts)
        number = (self._house, rng.randint(1, 19)) if rng.random() < 0.55 else (self._house,)
        house = ""
        if rng.random() < 0.09:
            house = rng.choice(HOUSES).format(p=part) + f"{rng.randint(1, 4)}0{rng.randint(1, 8)}"
        near = self.place.counter + rng.randint(-2, 2)
        return Home(part, number, house, f"{self.place.line}-{near}-{rng.randint(1000, 9899)}")

    def official(self) -> Person:
        """Someone in office: nobody of the account, to be written by :meth:`spaced`."""
        return self.folk.person((28, 66))

    # --- writing
    def spaced(self, one: Person) -> str:
        if one.abroad:
            return f"{one.sur}　{one.given}"
        if self.habits.name == "spread" and len(one.sur) == len(one.given) == 2:
            return " ".join(one.key)
        gap = {"none": "", "half": " ", "two": "　　"}.get(self.habits.name, "　")
        return f"{one.sur}{gap}{one.given}"

    def name(self, one: Person) -> str:
        """The whole name of a private person."""
        self.persons.add(one)
        return self._enter("name", self.spaced(one), one.key)

    def given(self, one: Person) -> str:
        """A member by given name: a person, though no whole name."""
        self.persons.add(one)
        return one.given

    def kana(self, one: Person) -> str:
        text = f"{one.kana[0]}　{one.kana[1]}"
        return hiragana(text) if self.habits.kana == "hira" else katakana(text)

    def birth(self, day: date, how: str = "") -> str:
        """A date of birth in the writer's notation, or in ``how``."""
        name, letter, figure, year = era_of(day)
        month, dom = day.month, day.day
        first = "元" if year == 1 else str(year)
        text = {
            "long": f"{name}{first}年{month}月{dom}日", "dots": f"{letter}{year}.{month}.{dom}",
            "short": f"{name[0]}{year}.{month}.{dom}", "bare": f"{name[0]}{year}年{month}月{dom}日",
            "slashes": f"{day.year}/{month:02d}/{dom:02d}", "iso": f"{day.year}-{month:02d}-{dom:02d}",
            "padded": f"{name} {year:>2}年 {month:>2}月 {dom:>2}日", "tight": f"{letter}{year:02d}.{month:02d}.{dom:02d}",
            "kanji": f"{name}{'元' if year == 1 else kanji_number(year)}年{kanji_number(month)}月{kanji_number(dom)}日",
            "seven": f"{figure}{year:02d}{month:02d}{dom:02d}",
        }[how or self.habits.birth]  # fmt: skip
        return self._enter("birth_date", self.wide(text), day.isoformat())

    def age(self, one: Person) -> int:
        had = (self.today.month, self.today.day) >= (one.birth.month, one.birth.day)
        return max(0, self.today.year - one.birth.year - (not had))

    def phone(self, number: str) -> str:
        """A private telephone."""
        first, middle, last = number.split("-")
        how = self.habits.phone
        if len(first) == 3 and first[2] == "0" and how in {"local", "middle", "round"}:
            how = "hyphen"
        text = {
            "hyphen": number, "round": f"（{first}）{middle}－{last}", "middle": f"{first}({middle}){last}",
            "local": f"{middle}-{last}", "wide": number.translate(WIDE), "minus": number.replace("-", "\u2212"),
            "digits": number.replace("-", ""), "spaces": number.replace("-", " "),
        }[how]  # fmt: skip
        if how == "minus" and self.charset == "cp932":
            text = number
        return self._enter("phone", text, number)

    def address(self, home: Home, how: str = "") -> str:
        where, place = how or self.habits.where, self.place
        start = {"whole": place.prefecture + place.city, "part": "", "aza": "字",
                 "oaza": f"{place.short}大字", "town": place.short}[where]  # fmt: skip
        text = start + home.part + self.wide(self.number(home))
        if home.house:
            text += "　" + home.house
        value = home.part + "-".join(map(str, home.number))
        return self._enter("address", text, value)

    def number(self, home: Home) -> str:
        """House number alone; no address without its district."""
        first, *rest = home.number
        if not rest:
            return f"{first}" if self.habits.number == "dash" else f"{first}番地"
        return {"dash": f"{first}-{rest[0]}", "banchi": f"{first}番地{rest[0]}",
                "banchi_no": f"{first}番地の{rest[0]}", "ban_go": f"{first}番{rest[0]}号"}[self.habits.number]  # fmt: skip

    def date(self, day: date | None = None) -> str:
        """A day as in a letter; not anybody's birth."""
        day = day or self.today
        name, _letter, _figure, year = era_of(day)
        return self.wide(f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日")

    def wide(self, text: str) -> str:
        return text.translate(WIDE) if self.habits.wide else text

    def _enter(self, kind: str, surface: str, value: str) -> str:
        self.facts.append(Fact(kind, surface, value))
        return surface
