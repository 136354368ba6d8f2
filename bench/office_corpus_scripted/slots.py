"""Slots of a paper, and what is written into them.

``{A}`` is the name of the one cast as A, ``{A.addr}`` the address and so on (:data:`FIELDS`),
``{A/spouse.tel}`` of one of A's kin. ``{day:30}``, ``{pick:甲/乙}`` and the like (:data:`WORDS`) are
days, numbers and choices; with ``~x`` behind the word the value is kept for the next one of that
sign. An empty form leaves blank what people would write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from office_corpus_fourth.marks import UP

from office_corpus_scripted import notation
from office_corpus_scripted.cast import CASTS, Who, grade, kin, school_year
from office_corpus_scripted.folk import TODAY, Person
from office_corpus_scripted.paper import Paper

SLOT = re.compile(r"\{([A-Z])(?:/(\w+))?(?:\.(\w+))?\}|\{([a-z]+)(~\w)?(?::([^{}]*))?\}")
BLANKS = {
    "birth": "　　　年　　月　　日",
    "long": "　　　年　　月　　日",
    "tel": "　　　（　　　）　　　　",
    "mob": "　　　（　　　）　　　　",
    "post": "〒　　　－　　　　",
    "sexes": "□男　□女",
    "age": "　　",
}
WEEK = "月火水木金土日"


def job(paper: Paper, one: Person) -> str:
    """What somebody of this age does."""
    for until, word in ((3, "―"), (6, "保育所"), (13, "小学校"), (16, "中学校"), (19, "高校")):
        if one.age < until:
            return word
    return paper.rng.choice(["無職", "農業"] if one.age > 68 else ["会社員", "パート", "町内事業所", "農業"])  # fmt: skip


FIELDS: dict[str, Callable[[Paper, Who], str]] = {
    "name": lambda paper, who: paper.name(who.person),
    "tight": lambda paper, who: paper.name(who.person, ""),
    "printed": lambda paper, who: paper.printed(who.person),
    "parts": lambda paper, who: paper.parts(who.person),
    "given": lambda paper, who: paper.given(who.person),
    "sur": lambda _, who: who.person.surname,
    "kana": lambda _, who: who.person.kana,
    "kanas": lambda _, who: who.person.kana.replace("　", "\t", 1),
    "kata": lambda _, who: notation.katakana(who.person.kana),
    "narrow": lambda _, who: notation.narrow(who.person.kana),
    "addr": lambda paper, who: paper.address(who.house),
    "here": lambda paper, who: paper.address(who.house, 0),
    "town": lambda paper, who: paper.address(who.house, 1),
    "whole": lambda paper, who: paper.address(who.house, 2),
    "hamlet": lambda _, who: who.house.hamlet,
    "post": lambda _, who: "〒" + who.house.post,
    "zip": lambda _, who: who.house.post,
    "tel": lambda paper, who: paper.phone(who.house.phone),
    "mob": lambda paper, who: paper.phone(who.person.mobile),
    "any": lambda paper, who: paper.phone(paper.rng.choice([who.person.mobile, who.house.phone])),
    "plaintel": lambda paper, who: paper.phone(who.house.phone, "hyphen"),
    "birth": lambda paper, who: paper.birth(who.person),
    "long": lambda paper, who: paper.birth(who.person, "long"),
    "ymd": lambda paper, who: paper.birth(who.person, "ymd"),
    "point": lambda paper, who: paper.birth(who.person, "point"),
    "packed": lambda paper, who: paper.birth(who.person, "packed"),
    "age": lambda _, who: str(who.person.age),
    "sex": lambda _, who: "女" if who.person.woman else "男",
    "sexes": lambda _, who: "□男　☑女" if who.person.woman else "☑男　□女",
    "code": lambda _, who: "2" if who.person.woman else "1",
    "place": lambda _, who: who.place,
    "grade": lambda _, who: grade(who.person),
    "class": lambda _, who: f"{school_year(who.person) - 1}歳児",
    "job": lambda paper, who: job(paper, who.person),
    "parental": lambda _, who: "母" if who.person.woman else "父",
    "certified": lambda _, who: "2号" if school_year(who.person) > 3 else "3号",
    "school": lambda _, who: "中学校" if "中" in grade(who.person) else "第一小",
    "living": lambda _, who: "独居" if len(who.house.members) == 1 else "夫婦",
    "others": lambda paper, who: "、".join(paper.given(one) for one, _ in who.house.members[1:]),
    "count": lambda _, who: str(len(who.house.members)),
}  # fmt: skip


@dataclass
class Filler:
    """``kept``: values that come again; ``facts``: what a list knows of this row."""

    paper: Paper
    empty: bool = False
    people: dict[str, Who] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def cast(self, letter: str, words: list[str], hamlet: str = "") -> None:
        self.people[letter] = CASTS[words[0]](self.paper.folk, words[1:], hamlet)

    def who(self, letter: str, kind: str | None) -> Who:
        if not kind:
            return self.people[letter]
        key = f"{letter}/{kind}"
        if key not in self.people:
            self.people[key] = kin(self.paper.folk, self.people[letter], kind)
        return self.people[key]

    def fill(self, text: str) -> str:
        return SLOT.sub(self._slot, text)

    def _slot(self, hit: re.Match[str]) -> str:
        letter, kind, said, word, sign, words = hit.groups()
        if letter:
            if self.empty:
                return BLANKS.get(said or "", "")
            return FIELDS[said or "name"](self.paper, self.who(letter, kind))
        if word in self.kept and not sign:
            return self.kept[word]
        key = f"{word}{sign or ''}"
        if not sign or key not in self.kept:
            value = WORDS[word](self, words or "")
            if not sign:
                return value
            self.kept[key] = value
        return self.kept[key]


def between(words: str) -> tuple[int, int]:
    low, _, high = words.partition("-")
    return int(low), int(high or low)


def _number(filler: Filler, words: str) -> str:
    return "　　" if filler.empty else str(filler.paper.rng.randint(*between(words)))


def _money(filler: Filler, words: str) -> str:
    if filler.empty:
        return "　　　　　"
    low, high = between(words)
    return f"{filler.paper.rng.randint(low // 100, high // 100) * 100:,}"


def _ticks(filler: Filler, words: str) -> str:
    chosen = "" if filler.empty else filler.paper.rng.choice(words.split("/"))
    return "　".join(("☑" if each == chosen else "□") + each for each in words.split("/"))


def _away(filler: Filler, words: str) -> date:
    """``words``: up to so many days ago, between two numbers of days ago, or ``+`` ahead."""
    low, high = between(words.lstrip("+") or "60")
    away = filler.paper.rng.randint(*((1, low) if low == high else (low, high)))
    return TODAY + timedelta(days=away if words.startswith("+") else -away)


def _day(filler: Filler, words: str) -> str:
    return "令和　　年　　月　　日" if filler.empty else notation.day(_away(filler, words), "long")


def _point(filler: Filler, words: str) -> str:
    return notation.day(_away(filler, words), "point")


def _packed(filler: Filler, words: str) -> str:
    return notation.day(_away(filler, words), "packed")


def _ditto(filler: Filler, words: str) -> str:
    """The group, below its first row ``words`` (〃) or, without them, one field down all rows."""
    return filler.kept["group"] if filler.kept.get("nth") == "1" else words or UP


def _turn(filler: Filler, words: str) -> str:
    """The word whose turn it is in a row: times and days of a list go on from row to row."""
    choices = words.split("/")
    return choices[(int(filler.kept.get("nth", "1")) - 1) % len(choices)]


def _run(filler: Filler, words: str) -> str:
    """``words``: how many days ago the first row was, and how many go by between two."""
    ago, gap = between(words)
    when = TODAY - timedelta(days=ago - gap * int(filler.kept["no"]))
    return f"{when.month}月{when.day}日"


def _short(filler: Filler, words: str) -> str:
    when = _away(filler, words)
    return "　　月　　日" if filler.empty else f"{when.month}月{when.day}日"


def _weekday(filler: Filler, words: str) -> str:
    when = _away(filler, words)
    return f"{when.month}月{when.day}日（{WEEK[when.weekday()]}）"


def _time(filler: Filler, _: str) -> str:
    if filler.empty:
        return "　　時　　分"
    rng = filler.paper.rng
    hour = rng.choice(["午前8", "午前9", "午前10", "午前11", "午後1", "午後2", "午後3", "午後4"])
    return f"{hour}時{rng.choice(['', '10分', '15分', '30分', '40分', '45分'])}"


def _rota(filler: Filler, words: str) -> str:
    """``words``: the month; the day is that of the row."""
    when = date(TODAY.year, int(words), int(filler.kept["no"]))
    return f"{when.month}/{when.day}（{WEEK[when.weekday()]}）"


def _digits(filler: Filler, words: str) -> str:
    rng = filler.paper.rng
    return "" if filler.empty else "".join(str(rng.randint(1 if not nth else 0, 9)) for nth in range(int(words)))  # fmt: skip


def _fill(filler: Filler, words: str) -> str:
    return "" if filler.empty else filler.paper.rng.choice(words.split("/"))


def _desk(filler: Filler, _: str) -> str:
    place = filler.paper.place
    return f"{place.area}-{place.exchanges[0]}-{filler.paper.rng.choice([1111, 1121, 1234, 1350])}"


WORDS: dict[str, Callable[[Filler, str], str]] = {
    "pick": lambda filler, words: filler.paper.rng.choice(words.split("/")),
    "fill": _fill,
    "tick": _ticks,
    "num": _number,
    "print": lambda filler, words: str(filler.paper.rng.randint(*between(words))),
    "yen": _money,
    "day": _day,
    "point": _point,
    "packed": _packed,
    "ditto": _ditto,
    "turn": _turn,
    "run": _run,
    "md": _short,
    "wd": _weekday,
    "time": _time,
    "rota": _rota,
    "digits": _digits,
    "town": lambda filler, _: filler.paper.place.town,
    "pref": lambda filler, _: filler.paper.place.prefecture,
    "hamlet": lambda filler, _: filler.paper.rng.choice(filler.paper.place.hamlets),
    "aza": lambda filler, _: "" if filler.empty else filler.paper.rng.choice(filler.paper.place.hamlets),
    "clerk": lambda filler, _: filler.paper.folk.surname()[0],
    "doer": lambda filler, _: "" if filler.empty else filler.paper.folk.surname()[0],
    "official": lambda filler, _: filler.paper.official(),
    "doctor": lambda filler, _: "" if filler.empty else filler.paper.official(),
    "desk": _desk,
}  # fmt: skip
"""Those named ``fill``, ``num``, ``yen``, ``tick``, ``aza`` and of days are written by hand: an
empty form has none. ``print``, ``pick`` and the names of the office stand in both."""
