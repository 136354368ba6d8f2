from __future__ import annotations

import pytest

from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.records import office_list, read_list


def listing(kinds, *rows, headed: bool = True) -> Listing:
    return Listing(tuple(kinds), "s", tuple(kinds), headed=headed, rows=list(rows))


def test_mentions_carry_what_stands_beside_them() -> None:
    found = read_list(
        listing(
            ("household", "name", "reading", "age", "address", "phone"),
            ("1", "髙橋 誠", "タカハシ マコト", "45歳", "谷口一丁目2番地", "0770-00-0001"),
        )
    )
    assert found is not None
    (person,) = found.persons
    assert person.key == "高橋誠"
    assert dict(person.attributes) == {
        "reading": "たかはしまこと",
        "age": "45",
        "address": "谷口1-2",
        "phone": "0770000001",
    }
    assert person.certain


def test_given_names_take_the_surname_of_the_head() -> None:
    found = read_list(listing(("head", "member"), ("青木 茂", "和子・青木 一郎")))
    assert found is not None
    assert [person.key for person in found.persons] == ["青木茂", "青木和子", "青木一郎"]


def test_a_head_beside_every_member_is_named_once() -> None:
    found = read_list(listing(("head", "name"), ("青木 茂", "青木 茂"), ("青木 茂", "青木 和子")))
    assert found is not None
    assert [person.key for person in found.persons] == ["青木茂", "青木和子"]


def test_certainty() -> None:
    titled = read_list(listing(("title", "name"), ("会長", "青木 茂")))
    assert titled is not None
    assert not titled.persons[0].certain
    seen = read_list(listing(("name", "other"), ("青木 茂", "甲"), headed=False))
    assert seen is not None
    assert not seen.persons[0].certain
    sample = read_list(listing(("name", "age"), ("山田 太郎", "40")))
    assert sample is not None
    assert not sample.persons[0].certain


def test_office_lists() -> None:
    assert office_list(listing(("department", "name"), ("総務課", "青木 茂")))
    assert not office_list(listing(("department", "name", "birth"), ("役場", "青木 茂", "S20.4.1")))
    empty = listing(("department", "name", "address"), ("総務課", "青木 茂", ""))
    assert office_list(empty)
    found = read_list(listing(("staff", "other"), ("青木 茂", "修理")))
    assert found is not None
    assert (found.persons, found.office) == ((), True)
    seats = read_list(listing(("title", "name"), ("議長", "青木 茂")))
    assert seats is not None
    assert (seats.persons, seats.office) == ((), True)
    assert read_list(listing(("other", "phone"), ("甲", "1"))) is None


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("例", "山田 太郎", "50"), ("", "山田 花子", "48"), ("1", "", "")], []),
        ([("1", "山田 太郎", "50"), ("2", "山田 花子", "48")], []),
        ([("1", "山田 太郎", "50"), ("2", "青木 茂", "48")], ["山田太郎", "青木茂"]),
        ([("例 霧谷 一郎", "石黒 明", "50"), ("1", "青木 茂", "48")], ["青木茂"]),
        ([("1", "全壊", ""), ("2", "大規模半壊", ""), ("3", "床上浸水", "")], []),
        ([("1", "全員", ""), ("2", "調査員", ""), ("3", "公務員", "")], []),
        ([("1", "持家・借家・その他", ""), ("2", "大正・昭和・平成", "")], []),
        ([("1", "牟田佳人", "")], ["牟田佳人"]),
    ],
    ids=[
        "below_an_example",
        "nobody_but_samples",
        "a_sample_among_others",
        "an_example_in_a_cell",
        "damage",
        "words_that_begin_like_surnames",
        "choices",
        "a_rare_name",
    ],
)
def test_examples_and_words_are_nobody(rows, names: list[str]) -> None:
    found = read_list(listing(("number", "name", "age"), *rows))
    assert found is not None
    assert [one.key for one in found.persons] == names


@pytest.mark.parametrize(
    ("heading", "phones", "office"),
    [
        ("携帯", ("", "090-0000-1101"), False),
        ("電話", ("090-0000-1102", "080-0000-1101"), False),
        ("電話", ("38-1111", "38-1112"), True),
        ("公用携帯", ("090-0000-1102", "080-0000-1101"), True),
    ],
)
def test_people_of_an_office_beside_telephones_of_their_own(
    heading: str, phones: tuple[str, str], office: bool
) -> None:
    rows = [("税務課", "青木 茂", phones[0]), ("総務課", "石黒 明", phones[1])]
    found = Listing(
        ("課", "当番", heading), "s", ("department", "name", "phone"), headed=True, rows=rows
    )
    assert office_list(found) is office


def test_whom_firms_send_is_in_doubt() -> None:
    rows = [("南建設", "青木 茂", "090-0000-1101"), ("北工務店", "石黒 明", "090-0000-1102")]
    layout = ("会社名", "氏名", "電話")
    found = read_list(Listing(layout, "s", ("department", "name", "phone"), headed=True, rows=rows))
    assert found is not None
    assert [person.certain for person in found.persons] == [False, False]


def test_a_rare_name_of_a_card_with_age_sex_and_telephone() -> None:
    kinds = ("name", "phone", "age", "sex")
    assert read_list(listing(kinds, ("谷ツヤ子", "090-0000-1101", "88", "女"))).persons
