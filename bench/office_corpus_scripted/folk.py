"""The inhabitants: invented persons and the houses they live in, in real municipalities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

LEXICON = Path(__file__).resolve().parent / "lexicon"
TODAY = date(2026, 7, 6)
FASHIONS = (1930, 1948, 1965, 1983, 2000, 2018)
"""Years around which the given names of the lexicon were given."""
FLATS = ("　町営住宅3号", "　町営住宅B-201", "　第一団地5号棟102", "　ハイツみどり203号")


@dataclass(frozen=True)
class Place:
    prefecture: str
    district: str
    town: str
    area: str
    exchanges: tuple[str, ...]
    hamlets: tuple[str, ...]
    houses: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """``joint``: what stands between the names of people from abroad; None leaves it to the
    writer."""

    surname: str
    given: str
    kana: str
    woman: bool
    born: date
    mobile: str
    joint: str | None = None

    @property
    def plain(self) -> str:
        return (self.surname + (self.joint or "").strip("　 ") + self.given).replace(" ", "")

    @property
    def age(self) -> int:
        before = (TODAY.month, TODAY.day) < (self.born.month, self.born.day)
        return TODAY.year - self.born.year - before


@dataclass(frozen=True)
class House:
    """``far``: prefecture and district, ``town`` and ``below`` the rest of the address; members
    with their place in the family, the head first."""

    hamlet: str
    far: str
    town: str
    below: str
    phone: str
    post: str
    members: list[tuple[Person, str]] = field(compare=False)

    @property
    def head(self) -> Person:
        return self.members[0][0]

    @property
    def whole(self) -> str:
        return self.far + self.town + self.below


def _lines(name: str) -> list[str]:
    said = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return [line for line in said if line and not line.startswith("# prefecture")]


@cache
def names(name: str) -> dict[str, list[tuple[str, str]]]:
    """Names with their readings under the headings of a file."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _lines(name):
        if line.startswith("# "):
            last = found[line[2:]] = []
        else:
            last += [(one, reading) for one, _, reading in (pair.partition(":") for pair in line.split())]  # fmt: skip
    return found


@cache
def places() -> tuple[Place, ...]:
    rows = [line.split("|") for line in _lines("places.txt")]
    return tuple(Place(*row[:4], *(tuple(each.split()) for each in row[4:])) for row in rows)


@cache
def foreigners() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("|")) for line in _lines("foreign.txt"))


@dataclass
class Folk:
    """Invents people of one place, no two of the same name; ``usual``: how their papers mostly
    write where a house stands."""

    rng: Random
    place: Place
    taken: set[str] = field(default_factory=set)
    usual: str = field(init=False)

    def __post_init__(self) -> None:
        self.usual = self.rng.choice(self.place.houses)

    def surname(self) -> tuple[str, str]:
        kind = self.rng.choices(["broad", "local", "rare"], [6, 5, 1])[0]
        return self.rng.choice(names("surnames.txt")[kind])

    def born(self, low: int, high: int) -> date:
        """A birthday of somebody ``low`` to ``high`` years old."""
        return TODAY - timedelta(days=self.rng.randint(low * 366, (high + 1) * 365))

    def mobile(self) -> str:
        first = self.rng.choice(["090", "090", "080", "070"])
        return f"{first}-{self.rng.randint(1000, 9999)}-{self.rng.randint(0, 9999):04d}"

    def person(self, low: int, high: int, *, woman: bool | None = None, surname: tuple[str, str] | None = None) -> Person:  # fmt: skip
        rng = self.rng
        born, sex = self.born(low, high), rng.random() < 0.5 if woman is None else woman
        fashion = min(FASHIONS, key=lambda year: abs(year - born.year))
        given = names("given.txt")[f"{'f' if sex else 'm'} {fashion}"]
        while True:
            family = surname or self.surname()
            called, reading = rng.choice(given)
            one = Person(family[0], called, f"{family[1]}　{reading}", sex, born, self.mobile())
            if one.plain not in self.taken:
                self.taken.add(one.plain)
                return one

    def foreigner(self, low: int, high: int) -> Person:
        """A resident from abroad, while the list lasts."""
        for first, joint, second, kana, sex in self.rng.sample(foreigners(), len(foreigners())):
            born = self.born(low, high)
            one = Person(first, second, kana, sex == "女", born, self.mobile(), joint)
            if one.plain not in self.taken:
                self.taken.add(one.plain)
                return one
        return self.person(low, high)

    def adult(self, low: int, high: int, *, woman: bool | None = None) -> Person:
        """Now and then somebody from abroad where many are young."""
        if low < 40 and woman is None and self.rng.random() < 0.03:
            return self.foreigner(low, min(high, 45))
        return self.person(low, high, woman=woman)

    def house(self, members: list[tuple[Person, str]], hamlet: str = "") -> House:
        rng, place = self.rng, self.place
        here = hamlet or rng.choice(place.hamlets)
        written = self.usual if rng.random() < 0.8 else rng.choice(place.houses)
        below = written.format(
            h=here, n=rng.randint(11, 3460), m=rng.randint(1, 12), s=rng.randint(1, 24)
        )
        if rng.random() < 0.05:
            below += rng.choice(FLATS)
        phone = f"{place.area}-{rng.choice(place.exchanges)}-{rng.randint(2000, 9899)}"
        far = place.prefecture + place.district
        return House(here, far, place.town, below, phone, self.post(), members)

    def post(self) -> str:
        return f"{self.rng.randint(100, 989)}-{self.rng.randint(0, 8999):04d}"

    def far_house(self, members: list[tuple[Person, str]]) -> House:
        """In a city far away."""
        rng = self.rng
        address, exchange = rng.choice(_lines("far.txt")).split("|")
        below = address.format(s=rng.randint(1, 7), m=rng.randint(1, 30), n=rng.randint(1, 25))
        phone = f"{exchange}-{rng.randint(1000, 9899)}"
        return House("", "", "", below, phone, self.post(), members)

    def family(self, kids: tuple[int, ...], hamlet: str = "", *, elder: bool | None = None, men: bool = False) -> House:  # fmt: skip
        """A couple with children of these ages, and perhaps the head's mother or father.
        ``men``: the head is a man."""
        rng, surname = self.rng, self.surname()
        oldest = max(kids, default=rng.randint(8, 16))
        head = self.person(
            oldest + 26, oldest + 36, woman=not men and rng.random() < 0.1, surname=surname
        )
        wife = "夫" if head.woman else "妻"
        low = max(20, head.age - 4)
        members = [(head, "世帯主"), (self.person(low, head.age + 1, woman=not head.woman, surname=surname), wife)]  # fmt: skip
        born = {True: 0, False: 0}
        for age in sorted(kids, reverse=True):
            child = self.person(age, age, surname=surname)
            order = "長二三四"[born[child.woman]]
            born[child.woman] += 1
            members.append((child, order + ("女" if child.woman else "男")))
        if rng.random() < 0.4 if elder is None else elder:
            woman = rng.random() < 0.7
            old = self.person(head.age + 22, head.age + 32, woman=woman, surname=surname)
            members.append((old, "母" if woman else "父"))
        return self.house(members, hamlet)

    def any_kids(self) -> tuple[int, ...]:
        first = self.rng.randint(0, 17)
        return tuple(range(first, -1, -3))[: self.rng.choice([0, 1, 1, 2, 2, 3])]

    def elders(self, hamlet: str = "", low: int = 70, high: int = 93) -> House:
        surname = self.surname()
        head = self.person(low, high, woman=self.rng.random() < 0.4, surname=surname)
        members = [(head, "世帯主")]
        if not head.woman and self.rng.random() < 0.7:
            oldest = max(low, head.age)
            members.append((self.person(max(low, oldest - 6), oldest, woman=True, surname=surname), "妻"))  # fmt: skip
        return self.house(members, hamlet)

    def alone(self, low: int, high: int, hamlet: str = "", *, woman: bool | None = None) -> House:
        return self.house([(self.adult(low, high, woman=woman), "世帯主")], hamlet)

    def any_house(self, hamlet: str = "") -> House:
        """As the houses of a hamlet are: families, old couples, people alone."""
        dice = self.rng.random()
        if dice < 0.45:
            return self.family(self.any_kids(), hamlet)
        return self.elders(hamlet) if dice < 0.75 else self.alone(25, 90, hamlet)
