"""The fourth author's papers: their truth is what was written, their halves share no layout."""

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
from office_corpus_fourth import notation  # noqa: E402
from office_corpus_fourth.folk import places, surnames  # noqa: E402
from office_corpus_fourth.halves import layouts, pool  # noqa: E402
from office_corpus_fourth.make import ROUND, plan  # noqa: E402
from office_corpus_fourth.marks import LEFT, UP, Table  # noqa: E402
from office_corpus_fourth.paper import Paper  # noqa: E402
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
    folder = tmp_path_factory.mktemp("fourth")
    command = [sys.executable, str(BENCH / "office_corpus_fourth"), "--out", str(folder)]
    command += ["--documents", str(4 * len(ROUND)), "--without-office"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def shown(day: date) -> list[str]:
    """The ways in which a sheet may show a real date."""
    return [notation.birth(day, how) for how in ("1958/4/5", "S33.4.5")]


def test_every_true_value_stands_in_its_file(corpus: Path) -> None:
    for one in truths(corpus):
        assert not missing(corpus, one, shown), one.path


def test_no_mark_of_the_author_is_left(corpus: Path) -> None:
    for one in truths(corpus):
        said = file_text(corpus / one.path, one.charset, shown) + one.text
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U000fffff]", said), one.path
        assert not set("{}") & set(one.text), f"{one.path}: a slot was not filled"


def test_persons_are_the_names_of_the_truth(corpus: Path) -> None:
    for one in truths(corpus):
        assert len({fact.value for fact in one.facts if fact.kind == "name"}) == one.persons
        if one.genre == HOUSEHOLDS:
            assert one.households
            assert one.households <= one.persons, one.path


def test_who_has_nobody_has_nothing(corpus: Path) -> None:
    for one in truths(corpus):
        if one.genre in NOBODY:
            assert not one.facts, one.path
            assert not one.households, one.path
        if one.genre in SOMEBODY:
            assert one.persons, one.path


def test_every_place_of_a_value_is_one_where_it_was_written() -> None:
    """Found by searching the plain text, apart from the marks that the truth comes from."""
    for seed in range(2 * len(ROUND)):
        assert not unmarked(compose(plan(seed))), seed


def test_rows_and_sums_of_a_list_agree_with_its_persons() -> None:
    """A list that ends with a number of persons says the number that the truth has."""
    checked = 0
    for seed in range(DOCUMENTS):
        one = plan(seed)
        if one.layout.genre != PERSONS:
            continue
        paper = compose(one)
        last = [each for each in paper.blocks if isinstance(each, Table)][-1:]
        row = last[0].rows[-1] if last else [""]
        kin = {"ikuei", "koreisha_hitori", "yoshien", "bochi", "akiya", "kokuho"}
        if row[0] in ("合計", "計", "総数") and one.layout.name not in kin:
            heads = "".join(last[0].rows[0])
            pairs = 2 if "保護者" in heads or "親" in heads else 1
            assert paper.persons == pairs * int(row[1].removesuffix("名")), one.layout.name
            checked += 1
    assert checked > 20


def test_a_layout_is_in_one_half_alone() -> None:
    for genre in GENRES:
        tuning, held = ({each.name for each in pool(genre, half)} for half in (TUNING, HELD_OUT))
        assert tuning, genre
        assert held, genre
        assert not tuning & held, genre
        assert abs(len(tuning) - len(held)) <= 1, genre
    assert [each.name for each in pool(EMPTY, HELD_OUT)] == [
        each.name for each in pool(FILLED, HELD_OUT)
    ]


def test_every_layout_is_written_in_the_corpus_of_the_default_size() -> None:
    written = {(plan(seed).layout.name, plan(seed).layout.genre) for seed in range(DOCUMENTS)}
    assert written == {(each.name, each.genre) for each in layouts()}


def test_held_out_files_have_no_title(corpus: Path) -> None:
    for one in read(corpus / f"{HELD_OUT}.truth.jsonl"):
        assert re.fullmatch(r"held-out/\d{5}\.[a-z]+", one.path)


def test_a_value_elsewhere_makes_a_paper_unsound() -> None:
    paper = Paper(Random(1), places()[0])
    home = paper.folk.home(2, long=True, abroad=0)
    paper.line(f"家族　{paper.given(home.members[1][0])}")
    assert paper.sound()
    paper.line(f"品種は{home.members[1][0].given}です")
    assert not paper.sound()


def test_merged_fields_are_told() -> None:
    table = Table([["a", LEFT, "b"], [UP, LEFT, "c"], ["d", "e", UP]], head=1)
    assert (0, 0, 1, 1) in set(table.merges())
    assert (1, 2, 2, 2) in set(table.merges())
    assert table.clean()[1] == ["", "", "c"]


def test_dates_numbers_and_kana_are_written_as_offices_do() -> None:
    day = date(1989, 3, 9)
    assert notation.birth(day, "昭和33年4月5日") == "平成元年3月9日"
    assert notation.birth(day, "S33.4.5") == "H1.3.9"
    assert notation.birth(date(1989, 1, 7), "昭33.4.5") == "昭64.1.7"
    assert notation.birth(day, "Ｓ３３．４．５") == "Ｈ１．３．９"
    assert notation.phone("0242-54-1234", "22-0000") == "54-1234"
    assert notation.phone("090-1234-5678", "22-0000") == "090-1234-5678"
    assert notation.narrow("がっこう") == "ｶﾞｯｺｳ"
    assert notation.my_number("12345678901") == "123456789018"


def test_the_lexicon_is_broad_and_whole() -> None:
    assert len(surnames()) > 250
    assert all(re.fullmatch("[ぁ-ん]+", reading) for _, reading in surnames())
    assert len({each.prefecture for each in places()}) > 20
    assert all(len(each.area) in (3, 4, 5) and each.hamlets for each in places())
