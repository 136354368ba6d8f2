"""Invented people and homes in real municipalities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

LEXICON = Path(__file__).resolve().parent / "lexicon"
TODAY = date(2026, 7, 6)
"""About the day on which the papers are written."""
HOUSES = (
    "コーポ{}",
    "{}ハイツ",
    "メゾン{}",
    "{}荘",
    "グリーンハイム{}",
    "町営{}団地",
    "サンライズ{}",
)
HOUSE_WORDS = ("若草", "さつき", "やまびこ", "清流", "ひばり", "みずき", "東雲", "ふじ")
GROUNDS = ("田ノ上", "沢口", "中島", "堂ノ前", "向原", "家ノ下", "山神", "北裏")
STREETS = (
    "中区",
    "上組",
    "下組",
    "本村",
    "川向",
    "原",
    "新田",
    "上町",
    "下町",
    "浜",
    "第一",
    "第二",
    "東",
    "西",
    "宮前",
)


@dataclass(frozen=True)
class Person:
    """A name as written and as read. Names from abroad stand whole in ``surname``."""

    surname: str
    given: str
    reading: tuple[str, str]
    sex: str
    born: date
    abroad: bool = False

    @property
    def plain(self) -> str:
        """The name without blanks: who is who."""
        return re.sub(r"[\s・]", "", self.surname) + self.given

    @property
    def age(self) -> int:
        before = (TODAY.month, TODAY.day) < (self.born.month, self.born.day)
        return TODAY.year - self.born.year - before


@dataclass(frozen=True)
class Place:
    prefecture: str
    district: str
    town: str
    area: str
    post: str
    way: str
    hamlets: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """``below``: the address below the municipality; ``phone`` with hyphens; ``ward``: its 行政区."""

    place: Place
    below: str
    post: str
    phone: str
    ward: str
    members: tuple[tuple[Person, str], ...]
    """With their relation to the head, who is first."""

    @property
    def head(self) -> Person:
        return self.members[0][0]


def _read(text: str) -> tuple[str, str]:
    """A word of the lexicon: kanji with its reading, or kana alone."""
    hit = re.fullmatch(r"([^ぁ-ん]+(?:[ぁ-んァ-ヶ]*[^ぁ-ん]+)*)([ぁ-ん]+)", text)
    if hit is None:
        return text, "".join(chr(ord(x) - 96) if "ァ" <= x <= "ヶ" else x for x in text)
    return hit[1], hit[2]


@cache
def surnames() -> tuple[tuple[str, str], ...]:
    return tuple(
        _read(each) for each in (LEXICON / "surnames.txt").read_text(encoding="utf-8").split()
    )


@cache
def given() -> dict[str, tuple[tuple[str, str], ...]]:
    """By generation and sex: ``old m``."""
    parts = (LEXICON / "given.txt").read_text(encoding="utf-8").split("# ")[1:]
    heads = [part.partition("\n") for part in parts]
    return {head: tuple(map(_names, body.split())) for head, _, body in heads}


def _names(word: str) -> tuple[str, str]:
    """フミ子ふみこ and 乃々葉ののは; kana alone is its own reading."""
    kana = re.fullmatch(r"(.*?[一-鿿々].*?)([ぁ-ん]+)", word)
    return (kana[1], kana[2]) if kana else _read(word)


@cache
def foreigners() -> tuple[str, ...]:
    return tuple((LEXICON / "foreign.txt").read_text(encoding="utf-8").splitlines())


@cache
def places() -> tuple[Place, ...]:
    lines = (LEXICON / "places.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if not line.startswith("#")]
    return tuple(Place(*row[:6], tuple(row[6].split())) for row in rows)


class Folk:
    """People of one paper; no two bear the same name."""

    def __init__(self, rng: Random, place: Place) -> None:
        self.rng, self.place = rng, place
        self.known: set[str] = set()
        few = min(len(surnames()), 60)
        self.common = rng.sample(surnames(), few)
        """Surnames of this town: where all are related, some are many times there."""
        self.wards = tuple(f"{each}" for each in rng.sample(STREETS, 6))

    def surname(self) -> tuple[str, str]:
        return self.rng.choice(self.common[:12] if self.rng.random() < 0.35 else self.common)

    def person(
        self,
        low: int = 20,
        high: int = 92,
        *,
        surname: tuple[str, str] | None = None,
        sex: str = "",
        long: bool = False,
        abroad: float = 0.02,
    ) -> Person:
        """``long``: the given name has two signs at least; ``abroad``: how likely a foreign name is."""
        rng = self.rng
        for _ in range(500):
            born = TODAY - timedelta(days=rng.randint(low * 366, high * 365 + 300))
            year, which = born.year, sex or rng.choice("mf")
            if surname is None and rng.random() < abroad and low < 50:
                whole = rng.choice(foreigners())
                one = Person(whole, "", (whole, ""), which, born, abroad=True)
            else:
                age = "old" if year < 1956 else "mid" if year < 1994 else "young"
                family = surname or self.surname()
                first = rng.choice(given()[f"{age} {which}"])
                one = Person(family[0], first[0], (family[1], first[1]), which, born)
            if one.plain not in self.known and not (long and not one.abroad and len(one.given) < 2):
                self.known.add(one.plain)
                return one
        raise RuntimeError("the lexicon has no more names for this paper")

    def landline(self, place: Place | None = None) -> str:
        area = (place or self.place).area
        rest = 6 - len(area)
        middle = str(self.rng.randint(2, 8)) + "".join(
            str(self.rng.randint(0, 9)) for _ in range(rest - 1)
        )
        return f"{area}-{middle}-{self.rng.randint(0, 9999):04d}"

    def mobile(self) -> str:
        return f"{self.rng.choice(['090', '080', '070'])}-{self.rng.randint(1000, 9999)}-{self.rng.randint(0, 9999):04d}"

    def below(self, place: Place) -> str:
        """Hamlet and number, in the way of the municipality; now and then a flat."""
        rng, hamlet = self.rng, self.rng.choice(place.hamlets)
        number, branch = rng.randint(3, 3980), rng.choice(["", "", f"-{rng.randint(1, 18)}"])
        banchi = (
            f"{number}番地{branch.replace('-', 'の')}"
            if rng.random() < 0.6
            else f"{number}{branch}"
        )
        text = {
            "字": f"{hamlet}{number % 400 + 1}{branch}" + ("" if branch else "番地"),
            "地割": f"{hamlet}第{rng.randint(1, 42)}地割{number % 300 + 1}番地{branch.replace('-', 'の')}",
            "線": f"{hamlet}{rng.randint(1, 32)}番{rng.randint(1, 20)}号",
            "の": f"{hamlet}{number}番地" + (f"の{rng.randint(1, 9)}" if branch else ""),
            "小字": f"{hamlet}{rng.choice(GROUNDS)}{number % 200 + 1}番地",
            "甲": f"{hamlet}{number}番地{rng.randint(1, 30)}",
        }.get(place.way, f"{hamlet}{banchi}")
        if rng.random() < 0.06:
            house = rng.choice(HOUSES).format(rng.choice(HOUSE_WORDS))
            text += f"　{house}{rng.randint(1, 3)}0{rng.randint(1, 8)}" + rng.choice(
                ["", "号", "号室"]
            )
        return text

    def elsewhere(self) -> Place:
        """Another municipality."""
        at = self.rng.randrange(len(places()))
        return places()[at] if places()[at] != self.place else places()[at - 1]

    def home(
        self,
        size: int = 0,
        *,
        low: int = 30,
        high: int = 88,
        long: bool = False,
        outside: float = 0.03,
        abroad: float = 0.02,
    ) -> Home:
        """A household; ``outside``: how likely its home is in another municipality."""
        rng = self.rng
        place = self.elsewhere() if rng.random() < outside else self.place
        sex = "m" if rng.random() < 0.75 else "f"
        head = self.person(low, high, sex=sex, long=long, abroad=abroad)
        family = (head.surname, head.reading[0])
        wanted = size or rng.choice([1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6])
        members = [(head, "世帯主")]
        if not head.abroad:
            members += self._kin(head, family, wanted - 1, long=long)
        post = f"{place.post}-{rng.randint(0, 9999):04d}"
        phone = self.landline(place) if rng.random() < 0.75 else self.mobile()
        return Home(place, self.below(place), post, phone, rng.choice(self.wards), tuple(members))

    def _kin(
        self, head: Person, family: tuple[str, str], wanted: int, *, long: bool
    ) -> list[tuple[Person, str]]:
        """Spouse, children, then parents, as old as they may be."""
        rng, age = self.rng, head.age
        couple = ("妻", "f") if head.sex == "m" else ("夫", "m")
        kin: list[tuple[Person, str]] = []
        slots = [(couple[0], couple[1], max(20, age - 6), age + 4)]
        sons, daughters = ["長男", "二男", "三男"], ["長女", "二女", "三女"]
        top = max(1, age - 22)
        for _ in range(3):
            sex = rng.choice("mf")
            kind = (sons if sex == "m" else daughters).pop(0)
            slots.append((kind, sex, max(0, top - 3), top))
            top = max(1, top - 5)
        if age < 66:
            slots.insert(2, ("母", "f", age + 20, min(101, age + 34)))
            slots.append(("父", "m", age + 21, min(101, age + 36)))
        for kind, sex, low, high in slots[:wanted]:
            kin.append(
                (self.person(low, max(low + 1, high), surname=family, sex=sex, long=long), kind)
            )
        return kin
