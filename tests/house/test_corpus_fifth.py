"""The fifth author's papers: their truth is what was written, their halves share no layout."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.house.office_files import file_text, missing, truths, unmarked

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from office_corpus.truth import HELD_OUT, TUNING, read  # noqa: E402
from office_corpus_fifth import notation  # noqa: E402
from office_corpus_fifth.folk import abroad, groups, places  # noqa: E402
from office_corpus_fifth.halves import layouts, pool  # noqa: E402
from office_corpus_fifth.make import ROUND, plan  # noqa: E402
from office_corpus_fifth.paper import Paper  # noqa: E402
from office_corpus_fifth.papers import Template, write  # noqa: E402
from office_corpus_fifth.shapes import head_rows  # noqa: E402
from office_corpus_fifth.slots import Filler, grade  # noqa: E402
from office_corpus_fourth.marks import LEFT, UP, Table  # noqa: E402
from office_corpus_fourth.press import (  # noqa: E402
    EMPTY,
    FILLED,
    HOUSEHOLDS,
    PERSONS,
    compose,
)

DOCUMENTS = 360
NOBODY = {EMPTY, "minutes", "circular"}
SOMEBODY = {FILLED, HOUSEHOLDS, PERSONS, "letter", "record"}
GENRES = sorted({each.genre for each in layouts()})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds of each half, in the formats that need no LibreOffice."""
    folder = tmp_path_factory.mktemp("fifth")
    command = [sys.executable, str(BENCH / "office_corpus_fifth"), "--out", str(folder)]
    command += ["--documents", str(4 * len(ROUND)), "--without-office"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def shown(day: date) -> list[str]:
    """The ways in which a sheet may show a real date."""
    return [notation.birth(day, how) for how in ("western", "letter")]


def paper() -> Paper:
    return Paper(Random(5), places()[0])


def test_every_true_value_stands_in_its_file(corpus: Path) -> None:
    for one in truths(corpus):
        assert not missing(corpus, one, shown), one.path


def test_no_mark_and_no_slot_is_left(corpus: Path) -> None:
    for one in truths(corpus):
        said = file_text(corpus / one.path, one.charset, shown) + one.text
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U000fffff]", said), one.path
        assert not set("{}|^<") & set(one.text.partition("\n\n")[2] or one.text), one.path


def test_persons_and_households_are_those_of_the_truth(corpus: Path) -> None:
    for one in truths(corpus):
        assert len({fact.value for fact in one.facts if fact.kind == "name"}) == one.persons
        if one.genre == HOUSEHOLDS:
            assert one.households
            assert one.households <= one.persons, one.path
        elif one.genre != FILLED:
            assert one.households is None
        if one.genre in NOBODY:
            assert not one.facts, one.path
        if one.genre in SOMEBODY:
            assert one.persons, one.path


def test_every_place_of_a_value_is_one_where_it_was_written() -> None:
    """Found by searching the plain text, apart from the marks that the truth comes from."""
    for seed in range(2 * len(ROUND)):
        assert not unmarked(compose(plan(seed))), seed


def test_the_sums_that_a_list_says_are_those_of_the_truth() -> None:
    checked = 0
    for seed in range(DOCUMENTS):
        one = plan(seed)
        if one.layout.genre not in (PERSONS, HOUSEHOLDS):
            continue
        made = compose(one)
        for said in re.findall(r"^(?:合計|計)[\t　]+(\d+)(名|戸|世帯)", made.text, re.MULTILINE):
            true = made.persons if said[1] == "名" else made.homes
            assert int(said[0]) == true, one.layout.name
            checked += 1
    assert checked > 5


def test_houses_are_as_many_as_codes_say() -> None:
    """The export of the register numbers each house: counted there, apart from the truth."""
    layout = next(each for each in layouts() if each.name == "juki_export")
    made = paper()
    layout.write(made)
    table = next(each for each in made.blocks if isinstance(each, Table)).clean()
    assert made.homes == len({row[1] for row in table[1:]})
    assert made.persons == len(table) - 1


def test_a_layout_is_in_one_half_alone() -> None:
    for genre in GENRES:
        tuning, held = ({each.name for each in pool(genre, half)} for half in (TUNING, HELD_OUT))
        assert tuning, genre
        assert held, genre
        assert not tuning & held, genre
        assert abs(len(tuning) - len(held)) <= 1, genre
    for half in (TUNING, HELD_OUT):
        empty = {each.name for each in pool(EMPTY, half)}
        assert {each.name for each in pool(FILLED, half)} < empty, "a form stays in its half"


def test_every_layout_is_written_in_the_corpus_of_the_default_size() -> None:
    written = {(plan(seed).layout.name, plan(seed).layout.genre) for seed in range(DOCUMENTS)}
    assert written == {(each.name, each.genre) for each in layouts()}
    names = [(each.name, each.genre) for each in layouts()]
    assert len(names) == len(set(names))
    assert len({each.name for each in layouts()}) > 100


def test_held_out_files_have_no_title(corpus: Path) -> None:
    for one in read(corpus / f"{HELD_OUT}.truth.jsonl"):
        assert re.fullmatch(r"held-out/\d{5}\.[a-z]+", one.path)


def test_a_form_is_blank_where_people_would_write() -> None:
    form = Template(
        "x", "form", frozenset({"home"}), ("# 届", "| 氏名 | {A} | 電話 | {A.tel} |", "@A| {M} |")
    )
    empty, filled = paper(), paper()
    write(form, empty, empty=True)
    write(form, filled, empty=False)
    assert (empty.persons, empty.homes, empty.facts) == (0, None, [])
    assert filled.homes == 1
    assert filled.persons == 5, "a couple, two children and a parent"
    table = next(each for each in filled.blocks if isinstance(each, Table))
    assert all(row[1:] == [LEFT] * 3 for row in table.rows[1:]), "a short row ends in a wide field"


def test_headings_may_share_one_above() -> None:
    assert head_rows(["氏名", "電話>家", "電話>携帯", "印"]) == [
        ["氏名", "電話", LEFT, "印"],
        [UP, "家", "携帯", UP],
    ]


def test_kin_in_a_slot_are_of_the_house() -> None:
    filler = Filler(paper())
    head, spouse, first, second = (filler.who(key) for key in ("A", "As", "Ac", "Ad"))
    assert spouse.person.surname == first.person.surname == head.person.surname
    assert len({each.person.plain for each in (head, spouse, first, second)}) == 4
    assert filler.who("Ak").home != head.home
    assert 6 <= filler.who("Tc").person.age <= 12
    assert grade(filler.who("Tc").person) != "―" or filler.who("Tc").person.age < 7


def test_days_and_numbers_are_written_as_offices_do() -> None:
    day = date(1989, 3, 9)
    assert notation.birth(day, "whole") == "平成元年3月9日"
    assert notation.birth(day, "padded") == "H01.03.09"
    assert notation.birth(date(1989, 1, 7), "sign") == "昭64.1.7"
    assert notation.birth(day, "wide") == "平成元年３月９日"
    assert notation.phone("0242-54-1234", "local", "0242") == "54-1234"
    assert notation.phone("0242-54-1234", "round", "0242") == "0242（54）1234"
    assert notation.phone("090-1234-5678", "front", "0242") == "090-1234-5678"


def test_the_lexicon_is_broad_and_whole() -> None:
    surnames = [pair for mine in groups("surnames.txt").values() for pair in mine]
    assert len(surnames) > 240
    assert len({name for name, _ in surnames}) == len(surnames)
    for name in ("surnames.txt", "given.txt"):
        pairs = [pair for mine in groups(name).values() for pair in mine]
        assert all(re.fullmatch("[ぁ-ん]+", reading) for _, reading in pairs)
    assert len(abroad()) >= 20
    assert len({each.prefecture for each in places()}) > 14
    assert all(len(each.area) == 4 and each.hamlets and each.houses for each in places())
