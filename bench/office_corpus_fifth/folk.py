"""People of a town: invented persons and houses, in real municipalities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

LEXICON = Path(__file__).resolve().parent / "lexicon"
TODAY = date(2026, 7, 1)
BIRTHS = (1925, 1942, 1960, 1970, 1982, 1995, 2010)
"""Years around which the given names of the lexicon were in fashion."""


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
    """``parted``: what always stands between the names of people from abroad; None leaves the
    writer free."""

    surname: str
    given: str
    kana: str
    woman: bool
    born: date
    mobile: str
    parted: str | None = None

    @property
    def plain(self) -> str:
        return (self.surname + (self.parted or "").strip("　 ") + self.given).replace(" ", "")

    @property
    def age(self) -> int:
        before = (TODAY.month, TODAY.day) < (self.born.month, self.born.day)
        return TODAY.year - self.born.year - before


@dataclass(frozen=True)
class Home:
    """``whole``: the address with prefecture; ``town`` and ``hamlet`` tell how much of it may be
    left out. ``members``: person and place in the family, the head first."""

    hamlet: str
    below: str
    town: str
    far: str
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
    return (LEXICON / name).read_text(encoding="utf-8").split("\n")


@cache
def groups(name: str) -> dict[str, list[tuple[str, str]]]:
    """Names with readings, under the headings of the file."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _lines(name):
        if line.startswith("# "):
            mine = found[line[2:]] = []
        else:
            mine += [(pair.split(":")[0], pair.split(":")[1]) for pair in line.split()]
    return found


@cache
def places() -> tuple[Place, ...]:
    found = []
    for line in _lines("places.txt"):
        if line and not line.startswith("#"):
            prefecture, district, town, area, *lists = line.split("|")
            words = [tuple(each.split()) for each in lists]
            found.append(Place(prefecture, district, town, area, *words))
    return tuple(found)


@cache
def abroad() -> tuple[tuple[str, str, str, str, bool], ...]:
    rows = [line.split("|") for line in _lines("foreign.txt") if line]
    return tuple((a, sep, b, kana, sex == "女") for a, sep, b, kana, sex in rows)


@cache
def elsewhere() -> tuple[tuple[str, str], ...]:
    rows = [line.split("|") for line in _lines("elsewhere.txt") if line]
    return tuple((address, phone) for address, phone in rows)


@dataclass
class Folk:
    """Invents persons and houses of one place; no two persons bear the same name."""

    rng: Random
    place: Place
    taken: set[str] = field(default_factory=set)

    def surname(self) -> tuple[str, str]:
        found = groups("surnames.txt")
        return self.rng.choice(found[self.rng.choice(["often"] * 5 + ["seldom"] * 4 + ["old"])])

    def born(self, low: int, high: int) -> date:
        """A birthday of someone between ``low`` and ``high`` years old."""
        return TODAY - timedelta(days=self.rng.randint(low * 366, (high + 1) * 365))

    def person(self, born: date, *, woman: bool | None = None, surname: tuple[str, str] | None = None) -> Person:  # fmt: skip
        sex = self.rng.random() < 0.5 if woman is None else woman
        fashion = min(BIRTHS, key=lambda year: abs(year - born.year))
        while True:
            family = surname or self.surname()
            given, kana = self.rng.choice(groups("given.txt")[f"{'f' if sex else 'm'} {fashion}"])
            one = Person(family[0], given, f"{family[1]}　{kana}", sex, born, self.mobile())
            if one.plain not in self.taken:
                self.taken.add(one.plain)
                return one

    def foreigner(self, born: date) -> Person:
        """A resident from abroad, while the list lasts."""
        left = [each for each in abroad() if (each[0] + each[1].strip("　 ") + each[2]).replace(" ", "") not in self.taken]  # fmt: skip
        if not left:
            return self.person(born)
        first, parted, second, kana, woman = self.rng.choice(left)
        one = Person(first, second, kana, woman, born, self.mobile(), parted)
        self.taken.add(one.plain)
        return one

    def adult(self, low: int, high: int, strangers: float = 0.04) -> Person:
        born = self.born(low, high)
        if born.year > 1950 and self.rng.random() < strangers:
            return self.foreigner(born)
        return self.person(born)

    def mobile(self) -> str:
        digits = f"{self.rng.randint(0, 99999999):08d}"
        return f"{self.rng.choice(['090', '080', '070'])}-{digits[:4]}-{digits[4:]}"

    def site(self, members: list[tuple[Person, str]], hamlet: str = "") -> Home:
        """A house in the town for these people."""
        here = hamlet or self.rng.choice(self.place.hamlets)
        below = self.rng.choice(self.place.houses).format(
            h=here,
            n=self.rng.randint(2, 2480),
            m=self.rng.randint(1, 19),
            s=self.rng.randint(2, 38),
        )
        if self.rng.random() < 0.05:
            below += self.rng.choice(["　町営住宅2-304", "　第二団地B103", "　若草ハイツ101号", " コーポさくら205"])  # fmt: skip
        phone = f"{self.place.area}-{self.rng.choice(self.place.exchanges)}-{self.rng.randint(1000, 9899)}"
        post = f"{self.rng.randint(100, 989)}-{self.rng.randint(0, 8999):04d}"
        far = self.place.prefecture + self.place.district
        return Home(here, below, self.place.town, far, phone, post, members)

    def away(self, members: list[tuple[Person, str]]) -> Home:
        """A house in a city far away."""
        address, phone = self.rng.choice(elsewhere())
        address = address.format(s=self.rng.randint(1, 6), m=self.rng.randint(1, 19), n=self.rng.randint(1, 19))  # fmt: skip
        number = f"{phone}-{self.rng.randint(1000, 9899)}"
        post = f"{self.rng.randint(100, 989)}-{self.rng.randint(0, 8999):04d}"
        return Home("", address, "", "", number, post, members)

    def alone(self, low: int, high: int, hamlet: str = "", strangers: float = 0.04) -> Home:
        return self.site([(self.adult(low, high, strangers), "世帯主")], hamlet)

    def family(
        self, hamlet: str = "", *, kids: int | None = None, elder: bool | None = None,
        age: tuple[int, int] = (36, 52), men: bool = False, young: tuple[int, int] | None = None,
    ) -> Home:  # fmt: skip
        """A couple with children and perhaps the head's mother or father. ``men``: the head is a
        man; ``young``: how old the children are."""
        rng, surname = self.rng, self.surname()

        def kin(low: int, high: int, *, woman: bool) -> Person:
            return self.person(self.born(low, high), woman=woman, surname=surname)

        head = kin(*age, woman=not men and rng.random() < 0.12)
        old = head.age
        members = [(head, "世帯主"), (kin(old - 4, old + 2, woman=not head.woman), "夫" if head.woman else "妻")]  # fmt: skip
        low, high = young or (max(0, old - 36), max(2, old - 25))
        ages = range(low, high + 1, 2)
        number = min(rng.randint(0, 3) if kids is None else kids, len(ages))
        born: Counter[bool] = Counter()
        for each in sorted(rng.sample(ages, number), reverse=True):
            woman = rng.random() < 0.5
            born[woman] += 1
            members.append((kin(each, each, woman=woman), "長二三"[born[woman] - 1] + ("女" if woman else "男")))  # fmt: skip
        if rng.random() < 0.35 if elder is None else elder:
            woman = rng.random() < 0.7
            members.append((kin(old + 24, old + 34, woman=woman), "母" if woman else "父"))
        return self.site(members, hamlet)

    def elders(self, hamlet: str = "", *, men: bool = False) -> Home:
        """An old couple, or one of them."""
        surname = self.surname()
        head = self.person(
            self.born(72, 92), woman=not men and self.rng.random() < 0.3, surname=surname
        )
        members = [(head, "世帯主")]
        if not head.woman and self.rng.random() < 0.7:
            other = self.person(self.born(head.age - 6, head.age + 1), woman=True, surname=surname)
            members.append((other, "妻"))
        return self.site(members, hamlet)

    def home(self, hamlet: str = "") -> Home:
        """Any house of a village of these days."""
        dice = self.rng.random()
        if dice < 0.5:
            return self.family(hamlet)
        if dice < 0.78:
            return self.elders(hamlet)
        return self.alone(24, 88, hamlet)
