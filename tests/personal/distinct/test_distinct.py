from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.bounds import Bounds
from sekisho.personal.distinct import spool
from sekisho.personal.distinct.copies import copies_among
from sekisho.personal.distinct.distinct import Distinct, distinct
from sekisho.personal.distinct.tokens import Token, tokens_of
from sekisho.personal.lists.records import Person
from sekisho.personal.people import people

KEY = bytes(32)


def document(*persons: tuple[str, dict[str, str]], certain: bool = True) -> tuple[Token, ...]:
    """A list with people of a name and what stands beside it."""
    found = [
        Person(name, "list", None, certain, tuple(sorted(values.items())))  # type: ignore[arg-type]
        for name, values in persons
    ]
    return tokens_of(people(found), KEY)


@pytest.mark.parametrize(
    ("one", "other", "bounds"),
    [
        ({"phone": "0770000001"}, {"phone": "0770000001"}, (1, 1)),
        ({"phone": "0770000001"}, {"address": "谷口3"}, (1, 2)),
        ({}, {}, (1, 2)),
        ({"birth": "1950-01-02"}, {"birth": "1950-01-02"}, (1, 1)),
        ({"birth": "1950-01-02"}, {"birth": "1980-01-02"}, (2, 2)),
        ({"birth": "1950-01-02"}, {}, (1, 2)),
    ],
    ids=["phone", "unsure", "name_alone", "birth", "other_birth", "birth_and_nothing"],
)
def test_the_same_name_in_two_documents(
    one: dict[str, str], other: dict[str, str], bounds: tuple[int, int]
) -> None:
    found = distinct([document(("青木茂", one)), document(("青木茂", other))])
    assert found == Bounds(*bounds)


def test_people_of_one_name_told_apart_in_one_document_stay_apart() -> None:
    both = document(
        ("青木茂", {"birth": "1950-01-02", "address": "谷口3"}),
        ("青木茂", {"birth": "1980-01-02", "address": "谷口3"}),
    )
    assert distinct([both]) == Bounds(2, 2)


def test_the_doubtful_count_in_the_upper_bound_only() -> None:
    found = distinct([document(("青木茂", {}), certain=False), document(("石黒明", {}))])
    assert found == Bounds(1, 2)


def among(folder: Path | None, *documents: tuple[str, tuple[Token, ...]]) -> Bounds:
    found = Distinct(folder)
    for sha256, tokens in documents:
        found.add(tokens, sha256)
    return found.bounds()


def test_copies_of_the_same_bytes_are_one_document() -> None:
    tokens = document(("青木茂", {}))
    assert among(None, ("0" * 64, tokens), ("1" * 64, tokens)) == Bounds(1, 2)
    assert among(None, ("0" * 64, tokens), ("0" * 64, tokens)) == Bounds(1, 1)
    assert among(None, ("0" * 64, tokens), ("0" * 64, ())) == Bounds(0, 0)
    assert among(None) == Bounds(0, 0)


NAMES = ["青木茂", "石黒明", "上野花子", "江藤学", "岡田実"]


def roster(names: list[str], **values: str) -> tuple[Token, ...]:
    return document(*((name, values) for name in names))


def test_the_same_roster_in_two_formats_counts_once() -> None:
    assert distinct([roster(NAMES), roster(NAMES)]) == Bounds(5, 5)
    assert distinct([roster(NAMES), roster(NAMES, phone="1")]) == Bounds(5, 5)
    others = [roster([f"加藤{at}", f"佐野{at}"]) for at in range(99)]
    assert distinct([roster(NAMES), *others, roster(NAMES)]) == Bounds(203, 203)


def test_an_extract_adds_nobody() -> None:
    assert distinct([roster(NAMES), roster([*NAMES, "加藤昇"])]) == Bounds(6, 6)


def test_few_names_or_another_one_are_no_copy() -> None:
    assert distinct([roster(NAMES[:4]), roster(NAMES[:4])]) == Bounds(4, 8)
    assert distinct([roster(NAMES), roster([*NAMES[:4], "加藤昇"])]) == Bounds(6, 10)


def test_other_birth_dates_are_other_people_in_a_copy_too() -> None:
    one, other = roster(NAMES, birth="1950-01-02"), roster(NAMES, birth="1980-01-02")
    assert distinct([one, other]) == Bounds(10, 10)


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=7, unique=True), max_size=6))
def test_more_documents_never_count_fewer(lists: list[list[str]]) -> None:
    every = [roster(names) for names in lists]
    whole, without = distinct(every), distinct(every[1:])
    assert without.low <= whole.low <= whole.high


TOKENS = st.builds(
    lambda name, birth, binding, certain: Token(
        f"{name:016x}", f"{birth:016x}" if birth else "",
        tuple(f"{name:08x}{one:08x}" for one in sorted(binding)), certain,
    ),
    st.integers(1, 9), st.integers(0, 2), st.sets(st.integers(1, 3), max_size=2), st.booleans(),
)  # fmt: skip
DOCUMENTS = st.lists(st.lists(TOKENS, max_size=12).map(tuple), max_size=7)


def one_by_one(documents: Sequence[tuple[Token, ...]]) -> Bounds:
    """The bounds as their words say, a name after the other."""
    copies = copies_among([{one.name for one in tokens} for tokens in documents])
    low = high = 0
    for name in {one.name for tokens in documents for one in tokens}:
        groups = {
            at: [one for one in tokens if one.name == name] for at, tokens in enumerate(documents)
        }
        certain = [[one for one in group if one.certain] for group in groups.values()]
        births = {one.birth for group in certain for one in group if one.birth}
        low += max(len(births), *(len(group) for group in certain))
        counted = [
            group
            for at, group in groups.items()
            if group and (at not in copies or others(group, groups[copies[at]]))
        ]
        high += max([together(counted), *(len(group) for group in counted)])
    return Bounds(low, max(low, high))


def others(group: Sequence[Token], original: Sequence[Token]) -> bool:
    births, known = ({one.birth for one in given if one.birth} for given in (group, original))
    return len(group) > len(original) or bool(known and births - known)


def together(groups: Sequence[Sequence[Token]]) -> int:
    """How many remain when those who share a binding are one."""
    sets: list[set[str]] = []
    every = [one for group in groups for one in group]
    for number, one in enumerate(every):
        mine = set(one.binding) or {f"alone {number}"}
        sets = [*(each for each in sets if not each & mine),
                mine.union(*(each for each in sets if each & mine))]  # fmt: skip
    return len(sets)


@given(DOCUMENTS)
def test_columns_count_as_one_by_one(documents: list[tuple[Token, ...]]) -> None:
    assert distinct(documents) == one_by_one(documents)


def test_parts_on_the_disk_count_like_one_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_HELD", 3)
    every = [
        document(*((f"{name}{at // 3}", {"phone": str(at % 4)}) for name in NAMES[: 3 + at % 3]))
        for at in range(30)
    ]
    bounds = among(tmp_path, *((str(at), tokens) for at, tokens in enumerate(every)))
    assert bounds == distinct(every) == one_by_one(every)
    assert len(list(tmp_path.iterdir())) > 2
    assert bounds.low < bounds.high
