from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.bounds import Bounds
from sekisho.personal.inventory.tokens import (
    KeyFileError,
    Token,
    across,
    distinct,
    fingerprint,
    from_json,
    key_from,
    new_key,
    to_json,
    tokens_of,
)
from sekisho.personal.people import people
from sekisho.personal.records import Person

KEY, OTHER = bytes(32), bytes([1]) * 32


def document(*persons: tuple[str, dict[str, str]], certain: bool = True) -> tuple[Token, ...]:
    """A list with people of a name and what stands beside it."""
    found = [
        Person(name, "list", None, certain, tuple(sorted(values.items())))  # type: ignore[arg-type]
        for name, values in persons
    ]
    return tokens_of(people(found), KEY)


def test_nothing_plain_is_in_a_token() -> None:
    (token,) = document(("青木茂", {"phone": "0770000001", "birth": "1950-01-02"}))
    written = repr(to_json(token))
    assert "青木" not in written
    assert "0770" not in written
    assert "1950" not in written
    assert from_json(to_json(token)) == token


def test_another_key_gives_other_tokens() -> None:
    found = people([Person("青木茂", "list", None, certain=True)])
    assert tokens_of(found, KEY) != tokens_of(found, OTHER)
    assert fingerprint(KEY) != fingerprint(OTHER)
    assert fingerprint(None) == ""


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


def test_copies_of_the_same_bytes_are_one_document() -> None:
    tokens = document(("青木茂", {}))
    assert across({"0" * 64: tokens, "1" * 64: tokens}) == Bounds(1, 2)
    assert across({"0" * 64: tokens}) == Bounds(1, 1)
    assert across({}) == Bounds(0, 0)


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


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "town.key"
    new_key(path)
    key = key_from(path)
    assert len(key) == 32
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        new_key(path)
    assert key_from(path) == key


@pytest.mark.parametrize("content", [b"", b"short", b"ff" * 31, b"\xff\xfe", b"zz" * 32])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "town.key"
    path.write_bytes(content)
    with pytest.raises(KeyFileError):
        key_from(path)
