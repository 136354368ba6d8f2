"""Slots of a paper, and what is written into them.

``{A}`` is a person's name, ``{A.addr}`` the address and so on (:data:`SAID`). The letter tells whose
house it is (:data:`HOUSES`), small letters behind it who in that house: ``s`` the spouse, ``c`` and
``d`` children, ``p`` a parent, ``k`` a child that lives far away. Other slots (:data:`WORDS`) are days,
numbers and words to choose from; one whose name ends with a digit keeps its value. An empty form
leaves blank what people would write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from office_corpus_fifth import notation
from office_corpus_fifth.folk import TODAY, Folk, Home, Person
from office_corpus_fifth.paper import Paper

SLOT = re.compile(r"\{([A-Z][a-z]*|[a-z]+\d?)(?:\.(\w+))?(?::([^{}]*))?\}")
KIN = {
    "s": ("妻", "夫"),
    "c": ("長男", "長女"),
    "d": ("二男", "二女", "長男", "長女"),
    "p": ("母", "父"),
}
BLANKS = {
    "era": "　　　年　　月　　日",
    "western": "　　　年　　月　　日",
    "birth": "　　　年　　月　　日",
    "tel": "（　　　）　　　－",
    "mob": "　　　－　　　　－",
    "zip": "　　　－　　　　",
    "age": "　　",
}


@dataclass(frozen=True)
class Who:
    person: Person
    home: Home
    place: str


HOUSES: tuple[tuple[str, Callable[[Folk], Home]], ...] = (
    ("ABCD", lambda folk: folk.family(kids=2, elder=True, men=True)),
    ("TUVW", lambda folk: folk.family(kids=2, elder=False, age=(36, 44), men=True, young=(6, 12))),
    ("Y", lambda folk: folk.family(kids=2, elder=False, age=(29, 39), men=True, young=(1, 5))),
    ("Z", lambda folk: folk.family(kids=1, elder=False, age=(25, 38), men=True, young=(0, 0))),
    ("EH", lambda folk: folk.elders()),
    ("G", lambda folk: folk.elders(men=True)),
    ("J", lambda folk: folk.alone(19, 34, strangers=0)),
    ("F", lambda folk: folk.site([(folk.foreigner(folk.born(21, 45)), "世帯主")])),
    ("S", lambda folk: folk.alone(24, 74)),
)
"""Families of every age, with schoolchildren, with small ones, with a baby, old people, an old
man's, a young one alone, one from abroad, anyone alone."""


def grade(one: Person) -> str:
    """The school year, which begins on 1 April; the youngest are not at school."""
    year = 2026 - one.born.year - ((one.born.month, one.born.day) > (4, 1)) - 5
    return f"小{year}" if 1 <= year <= 6 else f"中{year - 6}" if 7 <= year <= 9 else "―"


def job(paper: Paper, one: Person) -> str:
    """What one of this age does."""
    if one.age < 20:
        return "未就学" if one.age < 6 else "小学生" if one.age < 12 else "中学生" if one.age < 15 else "高校生・学生"  # fmt: skip
    return paper.rng.choice(["無職", "農業", "無職"] if one.age > 66 else ["会社員", "パート", "自営業", "介護職員"])  # fmt: skip


SAID: dict[str, Callable[[Paper, Who], str]] = {
    "": lambda paper, who: paper.name(who.person),
    "tight": lambda paper, who: paper.name(who.person, ""),
    "wide": lambda paper, who: paper.spread(who.person),
    "giv": lambda paper, who: paper.given(who.person),
    "halves": lambda paper, who: "\t".join(paper.halves(who.person)),
    "only": lambda paper, who: paper.kana_only(who.person),
    "kana": lambda _, who: who.person.kana,
    "kata": lambda _, who: notation.katakana(who.person.kana),
    "sur": lambda _, who: who.person.surname,
    "addr": lambda paper, who: paper.address(who.home),
    "short": lambda paper, who: paper.address(who.home, 0),
    "townaddr": lambda paper, who: paper.address(who.home, 1),
    "full": lambda paper, who: paper.address(who.home, 2),
    "ham": lambda _, who: who.home.hamlet,
    "tel": lambda paper, who: paper.phone(who.home.phone),
    "fulltel": lambda paper, who: paper.phone(who.home.phone, "plain"),
    "mob": lambda paper, who: paper.phone(who.person.mobile),
    "birth": lambda paper, who: paper.birth(who.person),
    "digits": lambda paper, who: paper.birth(who.person, "digits"),
    "western": lambda paper, who: paper.birth(who.person, "western"),
    "era": lambda paper, who: paper.birth(who.person, "whole"),
    "age": lambda _, who: str(who.person.age),
    "sex": lambda _, who: "女" if who.person.woman else "男",
    "grade": lambda _, who: grade(who.person),
    "job": lambda paper, who: job(paper, who.person),
    "sexes": lambda _, who: "□男　☑女" if who.person.woman else "☑男　□女",
    "rel": lambda _, who: who.place,
    "zip": lambda _, who: who.home.post,
    "count": lambda _, who: str(len(who.home.members)),
}  # fmt: skip


@dataclass
class Filler:
    paper: Paper
    empty: bool = False
    homes: dict[str, Home] = field(default_factory=dict)
    people: dict[str, Who] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def home(self, letter: str) -> Home:
        if letter not in self.homes:
            made = next(make for letters, make in HOUSES if letter in letters)
            self.homes[letter] = made(self.paper.folk)
        return self.homes[letter]

    def who(self, key: str) -> Who:
        if key not in self.people:
            self.people[key] = self._find(key)
        return self.people[key]

    def _find(self, key: str) -> Who:
        home, folk = self.home(key[0]), self.paper.folk
        if len(key) == 1:
            return Who(home.head, home, "本人")
        if key[1] == "k":
            born = folk.born(max(30, home.head.age - 34), max(31, home.head.age - 26))
            child = folk.person(born, surname=(home.head.surname, home.head.kana.split("　")[0]))
            return Who(child, folk.away([(child, "世帯主")]), "長女" if child.woman else "長男")
        wanted = KIN[key[1]]
        taken = {each.person for each in self.people.values()}
        for one, place in home.members:
            if place in wanted and one not in taken:
                return Who(one, home, place)
        if key[1] == "s":
            spouse = folk.person(folk.born(home.head.age - 4, home.head.age + 2), woman=not home.head.woman, surname=(home.head.surname, home.head.kana.split("　")[0]))  # fmt: skip
            home.members.append((spouse, "夫" if home.head.woman else "妻"))
            return Who(spouse, home, home.members[-1][1])
        one, place = next(each for each in home.members[2:] if each[0] not in taken)
        return Who(one, home, place)

    def fill(self, text: str) -> str:
        return SLOT.sub(lambda hit: self._slot(hit[1], hit[2] or "", hit[3] or ""), text)

    def _slot(self, key: str, said: str, words: str) -> str:
        if key[0].isupper() and not (key == "N" and "N" in self.kept):
            if self.empty:
                return "□男　□女" if said == "sexes" else BLANKS.get(said, "")
            return SAID[said](self.paper, self.who(key))
        if key in self.kept:
            return self.kept[key]
        value = WORDS[key.rstrip("0123456789")](self, words)
        if key[-1].isdigit():
            self.kept[key] = value
        return value


def _number(filler: Filler, words: str) -> str:
    low, _, high = words.partition("-")
    return "　　" if filler.empty else str(filler.paper.rng.randint(int(low), int(high)))


def _ticks(filler: Filler, words: str) -> str:
    choices = words.split("/")
    chosen = "" if filler.empty else filler.paper.rng.choice(choices)
    return "　".join(("☑" if each == chosen else "□") + each for each in choices)


def _day(filler: Filler, words: str) -> str:
    """``words``: up to so many days ago, or between two numbers of days; with a + ahead."""
    if filler.empty:
        return "　　　年　　月　　日"
    first, _, last = (words.removeprefix("+") or "90").partition("-")
    away = filler.paper.rng.randint(*sorted((int(first), int(last or "1"))))
    return filler.paper.said(TODAY + timedelta(days=away if words.startswith("+") else -away))


def _short_day(filler: Filler, words: str) -> str:
    if filler.empty:
        return "　　月　　日"
    day = filler.paper.day(0, 60) if words.startswith("+") else filler.paper.day(90)
    return f"{day.month}月{day.day}日"


def _weekday(filler: Filler, _: str) -> str:
    day = filler.paper.day(0, 60)
    return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"


def _due(filler: Filler, _: str) -> str:
    return filler.paper.said(filler.paper.day(0, 0) + timedelta(days=filler.paper.rng.randint(14, 60)))  # fmt: skip


def _time(filler: Filler, _: str) -> str:
    rng = filler.paper.rng
    if filler.empty:
        return "　　時　　分"
    return f"{rng.choice(['午前9', '午前10', '午前11', '午後1', '午後2', '午後3', '午後7'])}時{rng.choice(['', '', '15分', '30分', '30分', '40分'])}"


def _past(filler: Filler, words: str) -> str:
    years = filler.paper.rng.randint(1, int(words or "12"))
    month = filler.paper.rng.choice([4, 4, 4, 7, 10, 1])
    year = 8 - years
    return f"令和{year}年{month}月" if year > 1 else f"平成{30 + year}年{month}月"


WORDS: dict[str, Callable[[Filler, str], str]] = {
    "x": lambda filler, words: "" if filler.empty else filler.paper.rng.choice(words.split("/")),
    "pick": lambda filler, words: filler.paper.rng.choice(words.split("/")),
    "t": _ticks,
    "n": _number,
    "num": lambda filler, words: str(filler.paper.rng.randint(*map(int, words.split("-")))),
    "day": _day,
    "md": _short_day,
    "wd": _weekday,
    "due": _due,
    "time": _time,
    "past": _past,
    "town": lambda filler, _: filler.paper.place.town,
    "pref": lambda filler, _: filler.paper.place.prefecture,
    "ham": lambda filler, _: filler.paper.rng.choice(filler.paper.place.hamlets),
    "aza": lambda filler, _: "" if filler.empty else filler.paper.rng.choice(filler.paper.place.hamlets),
    "mayor": lambda filler, _: filler.paper.mayor,
    "off": lambda filler, _: "" if filler.empty else filler.paper.rng.choice(filler.paper.clerks),
    "offn": lambda filler, _: "" if filler.empty else filler.paper.official(),
    "desk": lambda filler, _: f"{filler.paper.place.area}-{filler.paper.place.exchanges[0]}-{filler.paper.rng.choice([1111, 2111, 2115, 3100, 2211])}",
    "area": lambda filler, _: filler.paper.place.area,
}  # fmt: skip
