"""The clerk who writes a document: one hand, and an account of whom it names.

Every document has one hand: how names are spaced, digits and dates written, addresses shortened.
What the clerk writes of a private person is entered in the account, from which the truth comes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from .paper import Cell
from .people import Person, Registry, hiragana, katakana
from .town import Address, Town, invent_town, private_address, private_phone
from .truth import Fact

FULL = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")
ERA_SHAPE = '[$-411]ggge"年"m"月"d"日";@'
"""How a spreadsheet shows a date by eras (the year 元 as 1)."""
ERAS = ((date(2019, 5, 1), "令和", "R"), (date(1989, 1, 8), "平成", "H"),
        (date(1926, 12, 25), "昭和", "S"), (date(1912, 7, 30), "大正", "T"),
        (date(1868, 1, 25), "明治", "M"))  # fmt: skip


@dataclass(frozen=True)
class Household:
    """Members (head first), where they live, their telephone with hyphens, their squad (班)."""

    members: tuple[Person, ...]
    address: Address
    phone: str
    squad: int

    @property
    def head(self) -> Person:
        return self.members[0]


@dataclass(frozen=True)
class Hand:
    """Habits of one writer."""

    blank: str
    full: bool
    phone: str
    birth: str
    where: str
    number: str
    kana: str


def any_hand(rng: random.Random) -> Hand:
    """Habits drawn at random."""
    return Hand(
        blank=rng.choice(("\u3000", "\u3000", " ", "")),
        full=rng.random() < 0.25,
        phone=rng.choice(("hyphen", "hyphen", "round", "tight", "local")),
        birth=rng.choice(("era", "era", "letter", "slash", "western", "short", "padded")),
        where=rng.choice(("place", "place", "town", "whole", "oaza")),
        number=rng.choice(("hyphen", "hyphen", "banchi", "banchi_go", "no")),
        kana=rng.choice(("hira", "kata", "half")),
    )


def era(day: date) -> tuple[str, str, int]:
    """Era of a day, its letter, and the year in it (1 is 元年)."""
    start, name, letter = next(each for each in ERAS if day >= each[0])
    return name, letter, day.year - start.year + 1


def era_date(day: date) -> str:
    """As in a letter: 平成28年6月3日, the first year 元年."""
    name, _letter, year = era(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


@dataclass
class Clerk:
    """Writes one document for one town on one day."""

    rng: random.Random
    shared: Path
    charset: str = "utf-8"
    today: date = date(2016, 6, 3)
    town: Town = field(init=False)
    hand: Hand = field(init=False)
    registry: Registry = field(init=False)

    def __post_init__(self) -> None:
        self.today = date(self.rng.randint(2014, 2026), self.rng.randint(1, 12), 1)
        self.town = invent_town(self.rng, self.shared)
        self.hand = any_hand(self.rng)
        self.registry = Registry(self.rng, self.shared, self.today, self.charset)
        self.facts: list[Fact] = []
        self._persons: set[Person] = set()
        self._houses: set[Household] = set()
        self._number = 0

    # --- inventing -------------------------------------------------------------------------
    def household(self, place: str = "", size: int = 0) -> Household:
        """A household nobody of this document belongs to yet."""
        self._number += 1
        where = place or self.rng.choice(self.town.places)
        size = size or self.rng.choices(range(1, 8), weights=(5, 6, 5, 5, 3, 2, 1))[0]
        return Household(
            tuple(self.registry.family(size)),
            private_address(self.rng, self.town, where, self._number),
            private_phone(self.rng, self.town),
            1 + self._number // 9,
        )

    def person(self, low: int = 24, high: int = 84) -> Person:
        """A resident of ``low`` to ``high`` years."""
        return self.registry.single(low, high)

    def alone(self, low: int = 24, high: int = 84) -> Household:
        """A person of ``low`` to ``high`` years with an address and a telephone."""
        return replace(self.household(size=1), members=(self.person(low, high),))

    def official(self) -> str:
        """A name in office, not a private person's: not entered."""
        one = self.registry.single()
        return f"{one.surname}{self.hand.blank or ' '}{one.given}"

    # --- the account -----------------------------------------------------------------------
    @property
    def persons(self) -> int:
        return len(self._persons)

    @property
    def households(self) -> int:
        return len(self._houses)

    def count(self, person: Person) -> None:
        """Enters a person whose name is not written whole (a given name below its household's)."""
        self._persons.add(person)

    def house(self, house: Household) -> None:
        """Enters a household that the document shows as one."""
        self._houses.add(house)

    # --- writing ---------------------------------------------------------------------------
    def digits(self, text: str) -> str:
        return text.translate(FULL) if self.hand.full else text

    def name(self, person: Person | None, *, plain: bool = False, suffix: str = "") -> str:
        """The whole name; with ``plain`` its surname in everyday characters. "" for nobody."""
        if person is None:
            return ""
        blank = "・" if person.foreign else self.hand.blank
        surname = person.plain if plain else person.surname
        written = f"{surname}{blank}{person.given}"
        self._persons.add(person)
        self._enter("name", written, f"{person.surname}{person.given}")
        return written + suffix

    def reading(self, person: Person | None) -> str:
        """The reading in the hand's kana, "" for nobody."""
        if person is None:
            return ""
        text = f"{person.kana[0]}{self.hand.blank or ' '}{person.kana[1]}"
        if self.hand.kana == "hira":
            return hiragana(text)
        return half_width(katakana(text)) if self.hand.kana == "half" else katakana(text)

    def phone(self, number: str | None) -> str:
        """A private telephone number, "" for none."""
        if not number:
            return ""
        first, middle, last = number.split("-")
        mobile = len(first) == 3 and first[1:] in {"90", "80", "70"}
        shape = "hyphen" if mobile and self.hand.phone in {"local", "round"} else self.hand.phone
        text = {
            "hyphen": number,
            "round": f"({first}){middle}-{last}",
            "tight": f"{first}({middle}){last}",
            "local": f"{middle}-{last}",
        }[shape]
        return self._enter("phone", self.digits(text), number)

    def number_cell(self, number: str) -> Cell:
        """A telephone number typed as a number: a format shows its zero, or it is lost."""
        digits = number.replace("-", "")
        if self.rng.random() < 0.5:
            return Cell(int(digits))
        self._enter("phone", digits, number)
        return Cell(int(digits), shown=digits, shape="0" * len(digits))

    def birth(self, day: date | None) -> str:
        """A date of birth; for nobody the blanks of a form."""
        if day is None:
            return "\u3000\u3000年\u3000月\u3000日"
        name, letter, year = era(day)
        first = "元" if year == 1 else str(year)
        text = {
            "era": f"{name}{first}年{day.month}月{day.day}日",
            "padded": f"{name}{year:>2}年{day.month:>2}月{day.day:>2}日",
            "letter": f"{letter}{year}.{day.month}.{day.day}",
            "short": f"{name[0]}{year}.{day.month}.{day.day}",
            "slash": f"{day.year}/{day.month}/{day.day}",
            "western": f"{day.year}年{day.month}月{day.day}日",
        }[self.hand.birth]
        return self._enter("birth_date", self.digits(text), day.isoformat())

    def birth_cell(self, day: date) -> Cell:
        """A date of birth as a spreadsheet's date, shown in western or era form."""
        if self.hand.birth in {"slash", "western"}:
            shown = f"{day.year}/{day.month}/{day.day}"
            self._enter("birth_date", shown, day.isoformat())
            return Cell(day, shown=shown, shape="yyyy/m/d")
        if self.hand.birth == "era" and not self.hand.full and self.rng.random() < 0.7:
            name, _letter, year = era(day)
            shown = f"{name}{year}年{day.month}月{day.day}日"
            self._enter("birth_date", shown, day.isoformat())
            return Cell(day, shown=shown, shape=ERA_SHAPE)
        return Cell(self.birth(day))

    def age(self, person: Person) -> int:
        passed = (self.today.month, self.today.day) >= (person.birth.month, person.birth.day)
        return self.today.year - person.birth.year - (0 if passed else 1)

    def address(self, address: Address | None, *, whole: bool = False) -> str:
        """A private address as long as the hand (or ``whole``) writes it, "" for none."""
        if address is None:
            return ""
        style = "whole" if whole else self.hand.where
        short = address.city.split("郡")[-1]
        start = {
            "whole": f"{address.prefecture}{address.city}",
            "town": short,
            "oaza": short + ("大字" if address.city[-1] in "町村" else ""),
            "place": "",
        }[style]
        text = start + address.place + self.digits(self._house(address.number))
        value = "-".join(map(str, address.number))
        if address.building:
            text += f"\u3000{self.digits(address.building)}"
        return self._enter("address", text, f"{address.place}{value}")

    def house_number(self, address: Address) -> str:
        """The number alone, for lists of one hamlet; not entered: no address without its place."""
        return self.digits(self._house(address.number))

    def _house(self, number: tuple[int, ...]) -> str:
        first, *rest = number
        last = rest[0] if rest else 0
        if not last:
            return f"{first}番地" if self.hand.number != "hyphen" else str(first)
        return {
            "hyphen": f"{first}-{last}",
            "banchi": f"{first}番地{last}",
            "banchi_go": f"{first}番{last}号",
            "no": f"{first}番地の{last}",
        }[self.hand.number]

    def _enter(self, kind: str, surface: str, value: str) -> str:
        self.facts.append(Fact(kind, surface, value))
        return surface


KANA_FULL = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    "ァィゥェォャュョッー"
)
KANA_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ"
VOICED = dict(zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ", strict=True))
HALF_VOICED = dict(zip("パピプペポ", "ﾊﾋﾌﾍﾎ", strict=True))


def half_width(text: str) -> str:
    """Katakana in half width, as old programs print them."""
    table = dict(zip(KANA_FULL, KANA_HALF, strict=True))
    table |= {sign: base + "ﾞ" for sign, base in VOICED.items()}
    table |= {sign: base + "ﾟ" for sign, base in HALF_VOICED.items()}
    table["\u3000"] = " "
    return "".join(table.get(sign, sign) for sign in text)
