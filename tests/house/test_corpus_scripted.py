"""Papers that are scripts: their truth is what was written, near relatives share a half."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.house.office_files import file_text, missing, truths, unmarked

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from office_corpus.truth import HELD_OUT, TUNING, read  # noqa: E402
from office_corpus_fourth.marks import LEFT, UP, Marked, Table  # noqa: E402
from office_corpus_fourth.press import (  # noqa: E402
    EMPTY,
    FILLED,
    HOUSEHOLDS,
    PERSONS,
    compose,
)
from office_corpus_scripted import notation  # noqa: E402
from office_corpus_scripted.cast import Who, grade  # noqa: E402
from office_corpus_scripted.draw import draw  # noqa: E402
from office_corpus_scripted.folk import Folk, Person, foreigners, names, places  # noqa: E402
from office_corpus_scripted.halves import families, layouts, pool  # noqa: E402
from office_corpus_scripted.make import DOCUMENTS, ROUND, plan  # noqa: E402
from office_corpus_scripted.paper import Paper  # noqa: E402
from office_corpus_scripted.script import AUTHORS, script, scripts  # noqa: E402
from office_corpus_scripted.slots import Filler  # noqa: E402

NOBODY = {EMPTY, "minutes", "circular"}
SOMEBODY = {FILLED, HOUSEHOLDS, PERSONS, "letter", "record", "mail"}
LEAST = {PERSONS: 15, HOUSEHOLDS: 10, FILLED: 8, EMPTY: 15, "letter": 8, "mail": 6, "record": 6}
"""Papers that each half has at least."""


def written(author: str, folder: Path, documents: int) -> Path:
    command = [sys.executable, str(BENCH / "office_corpus_scripted"), "--author", author]
    command += ["--out", str(folder), "--documents", str(documents), "--without-office"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module", params=AUTHORS)
def author(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def corpus(author: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds of each half, in the formats that need no LibreOffice."""
    return written(author, tmp_path_factory.mktemp(author), 4 * len(ROUND))


def shown(day: date) -> list[str]:
    """The ways in which a sheet may show a real date."""
    return [notation.day(day, how) for how in ("ymd", "point")]


@cache
def composed(author: str, seed: int) -> Marked:
    return compose(plan(author, seed))


def paper() -> Paper:
    return Paper(Random(6), places()[0])


def drawn(head: str, *lines: str, empty: bool = False) -> Paper:
    made = paper()
    draw(script(head, list(lines)), made, empty=empty)
    return made


def tables(made: Paper) -> list[Table]:
    return [each for each in made.blocks if isinstance(each, Table)]


def test_every_true_value_stands_in_its_file(corpus: Path) -> None:
    for one in truths(corpus):
        assert not missing(corpus, one, shown), one.path


def test_no_mark_and_no_sign_of_a_script_is_left(corpus: Path) -> None:
    for one in truths(corpus):
        said = file_text(corpus / one.path, one.charset, shown) + one.text
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U000fffff]", said), one.path
        body = one.text.partition("\n\n")[2] if one.genre == "mail" else one.text
        assert not re.search(r"[{}|^←↑]|\d=|^[!*%=&+@]", body), one.path


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


def test_every_place_of_a_value_is_one_where_it_was_written(author: str) -> None:
    """Found by searching the plain text, apart from the marks that the truth comes from."""
    for seed in range(DOCUMENTS):
        assert not unmarked(composed(author, seed)), seed


def test_the_sums_that_a_list_says_are_those_of_the_truth(author: str) -> None:
    checked = Counter[str]()
    for seed in range(DOCUMENTS):
        one = plan(author, seed)
        if one.layout.genre in (PERSONS, HOUSEHOLDS):
            made = composed(author, seed)
            for number, what in re.findall(
                r"^(?:合計|計|入居|設置済|世帯数)\t+(\d+)(名|戸|世帯)(?:\t|$)",
                made.text,
                re.MULTILINE,
            ):
                true = made.persons if what == "名" else made.homes
                assert int(number) == true, one.layout.name
                checked[what] += 1
    assert min(checked.values()) >= 3, checked


@pytest.mark.parametrize("name", ["juki_setaibetsu", "kumi_kazoku", "kokuho_setai"])
def test_houses_are_as_many_as_heads_are_listed(name: str) -> None:
    """Counted in the table, apart from the truth; each row names one person."""
    made = paper()
    next(each for each in layouts("sixth") if each.name == name).write(made)
    rows = [row for each in tables(made) for row in each.clean()]
    heads = [row for row in rows if "世帯主" in row[1:]]
    assert made.homes == len([row for row in heads if row not in rows[:1]])
    if name != "kokuho_setai":
        assert made.persons == len(rows) - 1


def test_near_relatives_are_in_one_half_and_each_half_has_all_genres(author: str) -> None:
    half_of = {one.name: families(author)[one.family] for one in scripts(author)}
    for genre in {each.genre for each in layouts(author)}:
        tuning, held = (
            {each.name for each in pool(author, genre, half)} for half in (TUNING, HELD_OUT)
        )
        assert not tuning & held, genre
        assert abs(len(tuning) - len(held)) <= 2, genre
        assert {half_of[name] for name in tuning} == {TUNING}
        assert {half_of[name] for name in held} == {HELD_OUT}
    for half in (TUNING, HELD_OUT):
        empty = {each.name for each in pool(author, EMPTY, half)}
        assert {each.name for each in pool(author, FILLED, half)} < empty, (
            "a form stays in its half"
        )


def test_every_layout_is_in_the_corpus_and_each_half_has_enough_papers(author: str) -> None:
    plans = [plan(author, seed) for seed in range(DOCUMENTS)]
    names_of = [(each.name, each.genre) for each in layouts(author)]
    assert {(each.layout.name, each.layout.genre) for each in plans} == set(names_of)
    assert len(names_of) == len(set(names_of))
    assert len(scripts(author)) > 100
    for half in (TUNING, HELD_OUT):
        many = Counter(each.layout.genre for each in plans if each.half == half)
        assert all(many[genre] >= least for genre, least in LEAST.items()), many
        assert many["minutes"] + many["circular"] >= 10
        assert many.total() == DOCUMENTS / 2 == 4 * len(ROUND)


def contents(path: Path) -> dict[str, bytes]:
    """Of a package its parts, but for the hour of writing."""
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        return {each: package.read(each) for each in package.namelist() if "docProps" not in each}


def test_the_same_seed_gives_the_same_files(author: str, corpus: Path, tmp_path: Path) -> None:
    again = truths(written(author, tmp_path, 40))
    assert len(again) == 40
    for one in again:
        if one.format != "eml":  # a workbook sent by mail bears the hour of writing
            assert contents(tmp_path / one.path) == contents(corpus / one.path), one.path
    known = {one.id: one for one in truths(corpus)}
    assert all(known[one.id] == one for one in again)


def test_held_out_files_have_no_title(corpus: Path) -> None:
    for one in read(corpus / f"{HELD_OUT}.truth.jsonl"):
        assert re.fullmatch(r"held-out/\d{5}\.[a-z]+", one.path)


def test_a_form_is_blank_where_people_would_write() -> None:
    form = ("x | form | x | form | house", "@ A family 9 5", "# 届　{day:3}",
            "| 3=氏名 | 3={A} | 2={A.tel} |", "| 3=区分 | 5={tick:甲/乙} |",
            "&A| 6={M} | 2={M.place} |")  # fmt: skip
    filled, empty = drawn(*form), drawn(*form, empty=True)
    assert (empty.persons, empty.homes, empty.facts) == (0, None, [])
    assert "☑" not in empty.text
    assert filled.homes == 1
    assert filled.persons == len(tables(filled)[0].rows[2:]) >= 4
    assert tables(filled)[0].square
    assert {len(row) for row in tables(filled)[0].rows} == {8}


def test_fields_join_to_the_left_and_above() -> None:
    made = drawn("x | circular | x | prose", "| a | ← | b |", "| ↑ | ← | c |", "| d |")
    rows = tables(made)[0].rows
    assert rows == [["a", LEFT, "b"], [UP, LEFT, "c"], ["d", LEFT, LEFT]]
    assert (0, 0, 1, 1) in tables(made)[0].merges()


def test_a_list_breaks_pages_repeats_its_head_and_counts() -> None:
    made = drawn("x | person list | x | table", "@rows 7 P one 30 60", "@page 3",
                 "!| № | 氏名 |", "*| {no} | {P} |", "=| 計 | {total}名 |")  # fmt: skip
    assert [len(each.rows) for each in tables(made)] == [4, 4, 3]
    assert all(each.rows[0] == ["№", "氏名"] for each in tables(made))
    assert tables(made)[2].clean()[-1] == ["計", "7名"]
    assert made.persons == 7


def test_a_row_of_nobody_stands_between_people_and_is_not_counted() -> None:
    made = drawn("x | household list | x | table | houses", "@rows 4 P any", "!| 世帯主 | 電話 |",
                 "*| {P} | {P.tel} |", "-| 空家 | |", "=| {total}世帯 | |")  # fmt: skip
    rows = [row[0] for row in tables(made)[0].clean()]
    assert rows.index("空家") in range(1, 6)
    assert (rows[-1], made.homes, made.persons) == ("4世帯", 4, 4)


@pytest.mark.parametrize("shape", [("beside", 1), ("leaves", 2), ("cards", 6), ("across", 2)])
def test_a_list_has_many_shapes(shape: tuple[str, int]) -> None:
    made = drawn("x | person list | x | table", "@rows 6 P elder 70 90", "@by 甲/乙",
                 f"@shape {shape[0]}", "!| 氏名 | 年齢 |", "*| {P} | {P.age} |")  # fmt: skip
    assert len(tables(made)) == shape[1]
    assert made.persons == 6


def test_who_is_called_stands_in_a_chain() -> None:
    made = drawn("x | person list | x | frame", "@rows 5 P man 20 40", "@shape chains", "*| {P} |")
    first, second = tables(made)[0].rows
    assert first.count("→") == 4
    assert second[0] == UP
    assert made.persons == 5


def test_members_without_a_table_stand_below_their_head() -> None:
    made = drawn("x | household list | x | text | houses", "@rows 3 P family 4", "@here yes",
                 "* {P}（{P.hamlet}）", "+P 　{M.given}")  # fmt: skip
    assert made.homes == 3
    assert made.persons == len(made.text.split("\n")) >= 9
    assert len(set(re.findall("（(.+?)）", made.text))) == 1


def test_kin_are_of_the_house_or_live_far_away() -> None:
    filler = Filler(paper())
    filler.cast("A", ["family", "9", "6"])
    one = filler.who("A", "kid1")
    kin = [filler.who("A", each).person.surname for each in (None, "kid1", "spouse")]
    assert len(set(kin)) == 1
    assert filler.who("A", "kid1") is one
    filler.cast("B", ["elder", "75", "90"])
    far = filler.who("B", "far")
    assert far.house.town == ""
    assert far.house.whole == far.house.below != filler.who("B", None).house.below
    filler.cast("C", ["kid", "1", "5"])
    assert filler.who("C", "mother").person.woman
    assert filler.fill("{day~a:30}") == filler.fill("{day~a:30}")


def test_classes_begin_in_april() -> None:
    def born(year: int, month: int, day: int) -> Person:
        return Person("山", "川", "やま　かわ", False, date(year, month, day), "")

    assert [grade(born(2019, 4, 2)), grade(born(2020, 4, 1))] == ["小1", "小1"]
    assert [grade(born(2020, 4, 2)), grade(born(2019, 4, 1))] == ["―", "小2"]
    assert grade(born(2013, 9, 9)) == "中1"
    assert Who(born(2000, 1, 1), Folk(Random(1), places()[0]).elders(), "本人").place == "本人"


def test_days_numbers_and_kana_are_written_as_offices_do() -> None:
    day = date(1989, 1, 8)
    assert notation.day(day, "long") == "平成元年1月8日"
    assert notation.day(day, "point") == "H1.1.8"
    assert notation.day(date(1989, 1, 7), "short") == "昭64.1.7"
    assert notation.day(day, "packed") == "19890108"
    assert notation.phone("0165-34-2222", "local", "0165") == "34-2222"
    assert notation.phone("011-761-2222", "local", "0165") == "011-761-2222"
    assert notation.phone("090-1234-5678", "brackets", "0165") == "090-1234-5678"
    assert notation.narrow("がっこう　ぱーと") == "ｶﾞｯｺｳ ﾊﾟｰﾄ"


def test_the_lexicon_is_broad_and_whole() -> None:
    surnames = [each for mine in names("surnames.txt").values() for each in mine]
    assert len(surnames) == len(dict(surnames)) > 230
    for name in ("surnames.txt", "given.txt"):
        pairs = [each for mine in names(name).values() for each in mine]
        assert all(re.fullmatch("[ぁ-ん]+", reading) for _, reading in pairs)
    assert all(len(each) == 5 for each in foreigners())
    assert len({each.prefecture for each in places()}) == len(places()) == 15
    assert all(len(each.area) == 4 and len(each.hamlets) > 5 and each.houses for each in places())
