"""Who plays in a form or a paper: each slot of a template asks one of three players.

``Filled`` answers with residents, ``Blank`` with the room left to write, ``Sample`` with the
people every office invents for its 記入例, who are nobody.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from .folk import Person
from .pen import Pen, era_of
from .places import Home

AGES = {"a": (32, 60), "e": (68, 96), "k": (0, 11), "p": (13, 17), "v": (24, 39)}
"""By letter of a role: applicant, elder, child, pupil, young adult; others are grown up."""
DOTS = "　"
BLANK_BIRTH = ("　　　年　　月　　日", "明・大・昭・平・令　　年　　月　　日", "大正・昭和・平成・令和　　　年　　　月　　　日",
               "　　年　 月　 日生", "Ｔ・Ｓ・Ｈ・Ｒ　　．　　．　　", "西暦　　　　年　　月　　日")  # fmt: skip
BLANK_DATE = (
    "令和　　年　　月　　日",
    "　　　　年　　月　　日",
    "令和　　年　　月　　日",
    "平成　　年　　月　　日",
)
BLANK_PHONE = (
    "　　　（　　　）　　　　",
    "　　　－　　　－　　　　",
    "",
    "自宅・携帯　　　－　　　－",
)
BLANK_NAME = ("", "", "　　　　　　　　　　　㊞", "　　　　　　　　　　　　印", "（フリガナ）")
SAMPLES = (("{bare}", "太郎"), ("池田", "太郎"), ("山田", "花子"), ("鈴木", "一郎"), ("{bare}", "花子"), ("見本", "次郎"),
           ("○○", "○○"), ("甲野", "太郎"), ("佐藤", "一郎"), ("記入", "例子"))  # fmt: skip
SAMPLE_KANA = {"太郎": "タロウ", "花子": "ハナコ", "一郎": "イチロウ", "次郎": "ジロウ", "例子": "レイコ", "池田": "イケダ",
               "山田": "ヤマダ", "鈴木": "スズキ", "見本": "ミホン", "甲野": "コウノ", "佐藤": "サトウ", "記入": "キニュウ"}  # fmt: skip


class Player:
    """What every paper knows: place, office, officials, days and figures."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self._officials: dict[str, Person] = {}

    def __call__(self, slot: str) -> str:
        """The text for what stands between the braces."""
        head, _, rest = slot.partition(":")
        role, _, what = head.partition(".")
        office = role[0] == "o" and role[1:].isdigit()
        if office:
            if role not in self._officials:
                self._officials[role] = self.pen.official()
            one = self._officials[role]
            return one.sur if what else self.pen.spaced(one)
        if what:
            return self.person(role, what)
        if hasattr(self, f"say_{head}"):
            return str(getattr(self, f"say_{head}")(rest))
        return self._fixed(head)

    def _fixed(self, head: str) -> str:
        pen, place = self.pen, self.pen.place
        body = place.short[-1]
        known = {
            "town": place.short, "bare": place.bare, "body": body, "pref": place.prefecture, "city": place.city,
            "chief": f"{body}長", "office": place.short + ("役場" if body in "町村" else "役所"),
            "oaddr": f"{place.prefecture}{place.city}{place.parts[0]}{pen.wide('1番地')}", "post": place.postal,
            "tel": f"{place.line}-{place.counter}-{1110 + len(place.parts[1])}", "date": pen.date(),
            "fax": f"{place.line}-{place.counter}-{1190 + len(place.parts[2])}",
            "part": place.parts[3], "part2": place.parts[4], "part3": place.parts[1],
        }  # fmt: skip
        if head == "fy":
            return str(era_of(pen.today)[3])
        if head == "era":
            return era_of(pen.today)[0]
        return known[head]

    def say_n(self, rest: str) -> str:
        """A number between two."""
        low, _, high = rest.partition("-")
        return f"{self.pen.rng.randint(int(low), int(high)):,}"

    def say_day(self, rest: str) -> str:
        """A day some days before (-) or after today."""
        return self.pen.date(
            self.pen.today + timedelta(days=int(rest) + self.pen.rng.randint(-3, 3))
        )

    def say_md(self, rest: str) -> str:
        day = self.pen.today + timedelta(days=int(rest) + self.pen.rng.randint(-3, 3))
        return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"

    def person(self, role: str, what: str) -> str:
        raise NotImplementedError


class Filled(Player):
    """Residents. ``family`` of the roles a, s, k, e live together."""

    def __init__(self, pen: Pen, *, ages: dict[str, tuple[int, int]] | None = None) -> None:
        super().__init__(pen)
        self.ages = AGES | (ages or {})
        self._known: dict[str, Person] = {}
        self._homes: dict[str, Home] = {}

    def who(self, role: str) -> Person:
        """The person of a role: s spouse, k child, p pupil, e elder of a's family; others alone."""
        if role not in self._known:
            folk = self.pen.folk
            ages = self.ages.get(role[0], (27, 82))
            kin = {"s": "妻", "k": "子", "p": "子", "e": "母"}.get(role[0])
            if kin is None:
                self._known[role] = folk.person(ages)
            else:
                head = self.who("a")
                woman = {"s": not head.woman, "e": self.pen.rng.random() < 0.6}.get(role[0])
                if role[0] == "s":
                    age = self.pen.age(head)
                    ages, kin = (max(20, age - 4), max(20, age + 4)), "夫" if head.woman else "妻"
                one = folk.person(ages, kin, of=head, woman=woman)
                kin = kin if kin in {"妻", "夫"} else self._tie(role[0], one)
                self._known[role] = Person(
                    one.sur, one.given, one.kana, one.birth, one.woman, kin, one.mobile
                )
        return self._known[role]

    def _tie(self, letter: str, one: Person) -> str:
        if letter == "e":
            return "母" if one.woman else "父"
        order = sum(
            1 for role, other in self._known.items() if role[0] in "kp" and other.woman == one.woman
        )
        return ("長", "二", "三")[min(order, 2)] + ("女" if one.woman else "男")

    def home(self, role: str) -> Home:
        key = "a" if role[0] in "skpe" else role
        if key not in self._homes:
            self._homes[key] = self.pen.home()
        return self._homes[key]

    @cached_property
    def household(self) -> list[str]:
        """Roles of the rows m1, m2 …: the applicant first."""
        rng = self.pen.rng
        roles = ["a", "s"] if rng.random() < 0.85 else ["a"]
        roles += ["k1", "k2", "k3"][: rng.randint(0, 3)]
        return roles + (["e"] if rng.random() < 0.3 else [])

    def person(self, role: str, what: str) -> str:
        if role[0] == "m":
            place = int(role[1:]) - 1
            if place >= len(self.household):
                return ""
            role = self.household[place]
        one, pen, home = self.who(role), self.pen, self.home(role)
        return {
            "name": lambda: pen.name(one), "sur": lambda: one.sur, "given": lambda: pen.given(one),
            "kana": lambda: pen.kana(one), "birth": lambda: pen.birth(one.birth), "age": lambda: str(pen.age(one)),
            "sex": lambda: "女" if one.woman else "男", "addr": lambda: pen.address(home),
            "phone": lambda: pen.phone(home.phone), "mobile": lambda: pen.phone(one.mobile),
            "tie": lambda: "本人" if role == "a" else one.tie, "post": lambda: pen.place.postal,
        }[what]()  # fmt: skip

    def say_w(self, rest: str) -> str:
        """What is written by hand."""
        return self.pen.rng.choice(rest.split("//"))

    def say_q(self, rest: str) -> str:
        """A choice made among boxes."""
        boxes = rest.count("□")
        chosen, mark = (
            self.pen.rng.randrange(boxes),
            self.pen.rng.choice("☑■" if self.pen.charset != "cp932" else "■レ"),
        )
        parts = rest.split("□")
        return parts[0] + "".join(
            (mark if at == chosen else "□") + part for at, part in enumerate(parts[1:])
        )

    def say_d(self, rest: str) -> str:
        return self.say_day(rest or "0")


class Blank(Player):
    """Room to write."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        pick = pen.rng.choice
        self.birth, self.day, self.phone, self.name = (
            pick(BLANK_BIRTH),
            pick(BLANK_DATE),
            pick(BLANK_PHONE),
            pick(BLANK_NAME),
        )
        self.addr = pick(
            (
                "",
                "",
                "〒　　　－　　　　",
                f"{pen.place.short}　　　　　　　　　番地",
                f"{pen.place.short}大字　　　　　　　　番地",
            )
        )

    def person(self, role: str, what: str) -> str:
        room = {"name": self.name, "birth": self.birth, "phone": self.phone, "mobile": self.phone,
                "sex": "男・女", "age": "　　歳", "addr": self.addr, "post": "　　　－　　　　"}  # fmt: skip
        if role[0] == "m" and what in {"name", "addr", "phone"}:
            return ""
        return room.get(what, "")

    def say_w(self, rest: str) -> str:
        return "" if len(rest) < 40 else DOTS * 4

    def say_q(self, rest: str) -> str:
        return rest

    def say_d(self, _rest: str) -> str:
        return self.day


class Sample(Filled):
    """記入例: the same form with people who are nobody."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        names = list(SAMPLES)
        pen.rng.shuffle(names)
        self._names = iter(names * 4)
        self._bare = pen.place.bare

    def who(self, role: str) -> Person:
        if role not in self._known:
            sur, given = next(self._names)
            sur = sur.format(bare=self._bare)
            if role[0] in "skpe":
                sur = self.who("a").sur
                given = {"s": "花子", "e": "一郎"}.get(role[0], "次郎")
            kana = (SAMPLE_KANA.get(sur, "○○"), SAMPLE_KANA.get(given, "○○"))
            birth = date(1960 + 5 * len(self._known), 1, 1)
            tie = {"s": "妻", "e": "父", "k": "長男", "p": "長男"}.get(role[0], "本人")
            self._known[role] = Person(
                sur, given, kana, birth, given == "花子", tie, "090-0000-0000"
            )
        return self._known[role]

    def home(self, _role: str) -> Home:
        return Home(
            self.pen.place.parts[0],
            (1, 1),
            "",
            f"{self.pen.place.line}-{'0' * (6 - len(self.pen.place.line))}-0000",
        )

    def person(self, role: str, what: str) -> str:
        """Written without an entry in the account."""
        facts, persons = len(self.pen.facts), set(self.pen.persons)
        text = super().person(role, what)
        del self.pen.facts[facts:]
        self.pen.persons = persons
        return text
