"""Invented people: names of every generation, homes in real municipalities, telephones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

LISTS = Path(__file__).resolve().parent / "lists"
TODAY = date(2026, 6, 1)
"""The day on which all papers are written, more or less."""


@dataclass(frozen=True)
class Person:
    """A name as written and as read; ``foreign`` names stand whole in ``surname``."""

    surname: str
    given: str
    read_surname: str
    read_given: str
    sex: str
    born: date
    foreign: bool = False

    @property
    def plain(self) -> str:
        return self.surname + self.given

    @property
    def age(self) -> int:
        return (
            TODAY.year
            - self.born.year
            - ((TODAY.month, TODAY.day) < (self.born.month, self.born.day))
        )


@dataclass(frozen=True)
class Place:
    prefecture: str
    district: str
    name: str
    area: str
    post: str


@dataclass(frozen=True)
class Home:
    """Where a household lives; ``members`` begin with its head."""

    place: Place
    ward: str
    local: str
    """The address below the municipality, digits in ASCII."""
    post: str
    phone: str
    members: tuple[Person, ...] = ()
    relations: tuple[str, ...] = field(default=())

    @property
    def head(self) -> Person:
        return self.members[0]


def katakana(text: str) -> str:
    return "".join(chr(ord(each) + 0x60) if "ぁ" <= each <= "ゖ" else each for each in text)


def hiragana(text: str) -> str:
    return "".join(chr(ord(each) - 0x60) if "ァ" <= each <= "ヶ" else each for each in text)


def _words(name: str) -> list[str]:
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _named(word: str) -> tuple[str, str]:
    hit = re.fullmatch(r"(.+?)([ァ-ヴー]+)", word)
    if hit and not re.fullmatch(r"[ァ-ヴー]+", word):
        return hit[1], hit[2]
    return word, katakana(word)


@cache
def surnames() -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
    """Surnames with readings, and their weights."""
    names, weights, weight = [], [], 1
    for line in _words("surnames.txt"):
        if line.startswith("="):
            weight = int(line[1:])
        else:
            for word in line.split():
                names.append(_named(word))
                weights.append(weight)
    return tuple(names), tuple(weights)


def _sections(name: str) -> dict[str, list[str]]:
    """The words below each line that begins with =."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in _words(name):
        if line.startswith("="):
            key = line[1:]
        else:
            found.setdefault(key, []).extend(line.split())
    return found


@cache
def words(kind: str) -> tuple[str, ...]:
    """Wards, flats, companies, schools or units of an office."""
    return tuple(_sections("words.txt")[kind])


@cache
def given_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Given names with readings by era and sex ("old m")."""
    return {
        key: tuple(_named(word) for word in names) for key, names in _sections("given.txt").items()
    }


@cache
def foreigners() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, read, sex) for name, read, sex in (line.split("|") for line in _words("foreign.txt"))
    )


@cache
def places() -> tuple[Place, ...]:
    rows = [line.split("|") for line in _words("places.txt")]
    return tuple(
        Place(pref, "" if gun == "-" else gun, name, area, post)
        for pref, gun, name, area, post in rows
    )


def era_of(born: date) -> str:
    return "old" if born.year <= 1948 else "mid" if born.year <= 1988 else "new"


class People:
    """All people of one paper: no two bear the same name."""

    def __init__(self, rng: Random, place: Place) -> None:
        self.rng = rng
        self.place = place
        self.taken: set[str] = set()
        self.wards = rng.sample(words("wards"), 9)

    def born(self, low: int, high: int) -> date:
        """A birth date of someone between ``low`` and ``high`` years old."""
        days = self.rng.randint(low * 365 + 200, high * 365 + 360)
        return TODAY - timedelta(days=days)

    def person(
        self,
        low: int = 20,
        high: int = 92,
        *,
        sex: str = "",
        surname: tuple[str, str] | None = None,
    ) -> Person:
        """Somebody of an age; one of sixty is a foreign resident unless a surname is given."""
        rng = self.rng
        for _ in range(300):
            born = self.born(low, high)
            if surname is None and high < 80 and rng.random() < 1 / 60:
                name, read, gender = rng.choice(foreigners())
                one = Person(name, "", read, "", gender, born, foreign=True)
            else:
                gender = sex or rng.choice("mf")
                last, last_read = surname or rng.choices(*surnames())[0]
                first, first_read = rng.choice(given_names()[f"{era_of(born)} {gender}"])
                one = Person(last, first, last_read, first_read, gender, born)
            if one.plain not in self.taken:
                self.taken.add(one.plain)
                return one
        raise RuntimeError("no name is left")

    def ward(self) -> str:
        return self.rng.choice(self.wards)

    def home(
        self, size: int = 1, *, away: bool = False, low: int = 30, high: int = 90, sex: str = ""
    ) -> Home:
        """A household of ``size`` whose head is of an age and sex; ``away``: in another municipality."""
        rng = self.rng
        place = (
            rng.choice([each for each in places() if each != self.place]) if away else self.place
        )
        chosen = rng.choice(words("wards")) if away else self.ward()
        members, relations = self.family(size, low, high, sex)
        return Home(place, chosen, local_address(rng, place, chosen), f"{place.post}-{rng.randint(0, 9999):04d}",
                    landline(rng, place.area), members, relations)  # fmt: skip

    def homes(self, count: int, sizes: tuple[int, ...] = (1,), *, away: float = 0.0) -> list[Home]:
        return [
            self.home(self.rng.choice(sizes), away=self.rng.random() < away) for _ in range(count)
        ]

    def family(
        self, size: int, low: int, high: int, sex: str
    ) -> tuple[tuple[Person, ...], tuple[str, ...]]:
        """Head, spouse, children, a parent; a large family has a grandchild."""
        head = self.person(low, min(high, 74) if size > 3 else high, sex=sex)
        if head.foreign:
            return (head,), ("本人",)
        name = (head.surname, head.read_surname)
        other = "f" if head.sex == "m" else "m"
        members, relations = [head], ["世帯主"]
        age = head.age
        wanted = [
            "妻" if other == "f" else "夫",
            "子",
            "子",
            "母" if age < 66 else "孫",
            "孫" if age > 50 else "子",
        ]
        if size == 2 and self.rng.random() < 0.3:
            wanted = ["子"]
        for relation in wanted[: size - 1]:
            low_age, high_age = {"子": (max(0, age - 38), max(1, age - 25)), "母": (age + 21, min(99, age + 30)),
                                 "孫": (0, max(1, age - 50))}.get(relation, (max(20, age - 5), age + 2))  # fmt: skip
            sex = {"妻": "f", "夫": "m", "母": "f"}.get(relation, "")
            members.append(self.person(low_age, max(low_age, high_age), sex=sex, surname=name))
            relations.append(relation)
        return tuple(members), tuple(relations)

    def mobile(self) -> str:
        rng = self.rng
        return f"{rng.choice(['090', '080', '070'])}-{rng.randint(1000, 9999)}-{rng.randint(0, 9999):04d}"


def landline(rng: Random, area: str) -> str:
    """Ten digits in all, with hyphens."""
    middle = 6 - len(area)
    first = str(rng.randint(2, 8)) + "".join(str(rng.randint(0, 9)) for _ in range(middle - 1))
    return f"{area}-{first}-{rng.randint(0, 9999):04d}"


def local_address(rng: Random, place: Place, ward: str) -> str:
    """The part below the municipality, as the region writes it."""
    number, branch = rng.randint(2, 2890), rng.randint(1, 38)
    roll, hamlet, flats = rng.random(), rng.choice(words("wards")), words("flats")
    if place.name.endswith("区") or (ward.endswith("町") and roll < 0.5):
        chome = f"{ward}{rng.randint(1, 6)}丁目"
        tail = rng.choice(
            [
                f"{rng.randint(1, 30)}番{rng.randint(1, 20)}号",
                f"{rng.randint(1, 30)}番地{branch}",
                f"{rng.randint(1, 30)}-{branch}",
            ]
        )
        flat = (
            f" {rng.choice(flats)}{rng.randint(1, 4)}0{rng.randint(1, 8)}号"
            if rng.random() < 0.12
            else ""
        )
        return chome + tail + flat
    special = {
        "北海道": [f"字{ward}第{rng.randint(1, 9)}", f"{rng.choice('東西')}{rng.randint(1, 9)}条{rng.choice('南北')}{rng.randint(1, 9)}丁目{rng.randint(1, 30)}番地", f"字{ward}{number}番地の{branch}"],
        "岩手県": [f"{ward}第{rng.randint(1, 40)}地割{number}番地{branch}", f"字{ward}{number}"],
        "石川県": [f"字{ward}{rng.choice('イロハニホ')}部{number}番地", f"{ward}{rng.choice('イロハヲワ')}{number}番地{branch}"],
        "福井県": [f"{ward}{number}字{hamlet}{branch}", f"{ward}第{rng.randint(2, 60)}号{number}番地"],
        "愛媛県": [f"{ward}{rng.choice('甲乙丙')}{number}番地{branch}", f"{ward}{number}番地"],
        "高知県": [f"{ward}{rng.choice('甲乙')}{number}-{branch}", f"{ward}{number}番地"],
        "秋田県": [f"{ward}字{hamlet}{number}番地{branch}", f"字{ward}{number}"],
    }  # fmt: skip
    if place.prefecture in special and roll < 0.75:
        return rng.choice(special[place.prefecture])
    common = [f"大字{ward}{number}番地{branch}", f"大字{ward}{number}番地", f"大字{ward}字{hamlet}{number}番地の{branch}",
              f"{ward}{number}番地{branch}", f"{ward}{number}-{branch}", f"字{ward}{number}-{branch}", f"{ward}{number}番地", f"大字{ward}{number}"]  # fmt: skip
    return rng.choice(common)
