"""Invented households, written in the ways in which offices and hamlets keep their lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import pyarrow as pa
import pytest

from sekisho.events.kinds import DOCUMENT
from sekisho.events.table import events
from sekisho.personal.prose.genre import published
from sekisho.personal.prose.prose import InText, in_text
from sekisho.personal.rules import rules

Cell = str
Rows = list[list[Cell]]
SURNAMES = (
    "青木", "石黒", "宇野", "榎本", "大塚", "片桐", "北村", "栗原", "小松", "佐伯", "髙橋", "土屋",
    "渡邉", "長谷部", "佐々木", "林", "関根", "山﨑",
)  # fmt: skip
GIVEN = (
    "明", "郁夫", "栄治", "和彦", "健一", "浩二", "茂", "正", "哲也", "直樹", "愛子", "恵美",
    "和子", "久美", "幸子", "静江", "さくら", "陽菜", "ミツ", "葵",
)  # fmt: skip
RELATIONS = ("妻", "長男", "長女", "母", "二男")


@dataclass(frozen=True)
class Member:
    surname: str
    given: str
    relation: str
    age: int
    mobile: str

    @property
    def name(self) -> str:
        return f"{self.surname}\u3000{self.given}"


@dataclass(frozen=True)
class House:
    number: int
    address: str
    phone: str
    members: tuple[Member, ...]


def hamlet(seed: int, count: int = 117) -> list[House]:
    """Households whose members all differ; the same name occurs in several households."""
    dice = Random(seed)
    houses = []
    for number in range(1, count + 1):
        surname = dice.choice(SURNAMES)
        given = dice.sample(GIVEN, dice.choice((1, 1, 2, 2, 3, 4, 5)))
        members = tuple(
            Member(
                surname,
                name,
                "本人" if index == 0 else RELATIONS[index - 1],
                dice.randrange(1, 95),
                f"090-0000-{number:03d}{index}",
            )
            for index, name in enumerate(given)
        )
        address = f"霧谷町上野田{dice.randrange(1, 40)}番地{number}"
        houses.append(House(number, address, f"0770-00-{number:04d}", members))
    return houses


def persons_of(houses: Sequence[House]) -> int:
    return sum(len(house.members) for house in houses)


def table_of(*tables: Rows, text: Sequence[str] = (), parts: Sequence[str] = ()) -> pa.Table:
    """Rows of kind ``document``: paragraphs first, then the tables in order."""
    listed: list[tuple[str | None, int | None, int | None, list[str] | None, str]] = [
        ("document", None, None, None, line) for line in text
    ]
    for number, rows in enumerate(tables, start=1):
        part = parts[number - 1] if parts else "document"
        listed += [
            (part, number, index, list(cells), "\t".join(cells))
            for index, cells in enumerate(rows, start=1)
            if any(cell.strip() for cell in cells)
        ]
    columns = {
        "evidence": "名簿",
        "position": list(range(1, len(listed) + 1)),
        "unit": "row",
        "document.part": [row[0] for row in listed],
        "document.table": [row[1] for row in listed],
        "document.row": [row[2] for row in listed],
        "document.cells": [row[3] for row in listed],
        "document.text": [row[4] for row in listed],
    }
    batch = events(DOCUMENT, len(listed), columns)
    return pa.Table.from_batches([batch])


def each_person(houses: Sequence[House]) -> Rows:
    """A number in every row, as merged cells give it."""
    rows = [["世帯番号", "氏名", "続柄", "年齢", "住所", "電話番号"]]
    rows += [
        [
            str(house.number),
            member.name,
            member.relation,
            str(member.age),
            house.address,
            house.phone,
        ]
        for house in houses
        for member in house.members
    ]
    return rows


def blocks(houses: Sequence[House]) -> Rows:
    """Number, address and telephone in the first row of a household only; no relation."""
    rows = [["上野田区 緊急連絡先"] * 5, ["世帯", "氏\u3000名", "年齢", "住所", "連絡先"]]
    for house in houses:
        for index, member in enumerate(house.members):
            first = [str(house.number), house.address, house.phone] if index == 0 else ["", "", ""]
            rows.append([first[0], member.name, str(member.age), first[1], first[2]])
    return rows


def one_cell(houses: Sequence[House]) -> Rows:
    """A row a household: the head, and the given names of the others in one cell."""
    rows = [["No", "世帯主氏名", "家族", "住所", "電話"]]
    for house in houses:
        head, *others = house.members
        family = "・".join(f"{other.given}({other.age})" for other in others)
        rows.append([str(house.number), head.name, family, house.address, house.phone])
    return rows


def family_columns(houses: Sequence[House]) -> Rows:
    """A row a household: head and members in columns, each with the age."""
    heads = [cell for n in range(1, 5) for cell in (f"家族{n}", "年齢")]
    rows = [["番号", "世帯主", "年齢", *heads, "住所", "電話番号"]]
    for house in houses:
        head, *others = house.members
        cells = [cell for other in others for cell in (other.given, str(other.age))]
        cells += [""] * (8 - len(cells))
        rows.append(
            [str(house.number), head.name, str(head.age), *cells, house.address, house.phone]
        )
    return rows


def by_relation(houses: Sequence[House]) -> Rows:
    """No number at all: the relation 本人 begins a household."""
    rows = [["氏名", "続柄", "年齢", "携帯電話"]]
    rows += [
        [member.name, member.relation, str(member.age), member.mobile]
        for house in houses
        for member in house.members
    ]
    return rows


def by_head(houses: Sequence[House]) -> Rows:
    """The head's name beside every member."""
    rows = [["世帯主", "氏名", "年齢", "住所"]]
    rows += [
        [house.members[0].name, member.name, str(member.age), house.address]
        for house in houses
        for member in house.members
    ]
    return rows


def two_headings(houses: Sequence[House]) -> Rows:
    """Two rows of headings under merged ones."""
    rows = [
        ["世帯番号", "世帯員", "世帯員", "連絡先", "連絡先"],
        ["世帯番号", "氏名", "年齢", "電話", "住所"],
    ]
    rows += [
        [str(house.number), member.name, str(member.age), house.phone, house.address]
        for house in houses
        for member in house.members
    ]
    return rows


LAYOUTS: tuple[Callable[[Sequence[House]], Rows], ...] = (
    each_person,
    blocks,
    one_cell,
    family_columns,
    by_relation,
    by_head,
    two_headings,
)


@pytest.fixture(params=LAYOUTS, ids=lambda layout: layout.__name__)
def layout(request: pytest.FixtureRequest) -> Callable[[Sequence[House]], Rows]:
    return request.param


@pytest.fixture(scope="session")
def lists():
    """The makers of this file, for the tests beside it."""
    import sys

    return sys.modules[__name__]


def told(lines: Sequence[str]) -> InText:
    """The mentions of a document that is nothing but these lines."""
    return in_text(lines, rules(), public=published(lines, rules()))
