"""The third author's papers: enough of every kind, and a truth that the files bear out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.house.office_files import missing, truths

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from office_corpus.truth import HELD_OUT, TUNING  # noqa: E402
from office_corpus_third.layouts import LAYOUTS  # noqa: E402
from office_corpus_third.make import EMPTY, compose, plan, pool  # noqa: E402
from office_corpus_third.paper import Grid, Paper, born_text, phone_text  # noqa: E402
from office_corpus_third.people import places  # noqa: E402
from office_corpus_third.template import Template, load  # noqa: E402
from office_corpus_third.write import DATES, ERAS  # noqa: E402

DOCUMENTS = 528
WANTED = {EMPTY: 40, "filled form": 40, "list": 60, "minutes and circulars": 40, "letters": 30}
GROUPS = {
    "household list": "list", "person list": "list", "minutes": "minutes and circulars",
    "circular": "minutes and circulars", "letter": "letters", "mail": "letters",
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred papers, in the formats that need no LibreOffice."""
    folder = tmp_path_factory.mktemp("third")
    command = [sys.executable, str(BENCH / "office_corpus_third"), "--out", str(folder)]
    command += ["--documents", "100", "--without-office"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def shown(day: date) -> list[str]:
    """The ways in which a sheet may show a date."""
    return [born_text(day, style) for style in ("1970/3/1", "S45.3.1", "昭和45年3月1日")]


def test_every_true_value_stands_in_its_file(corpus: Path) -> None:
    for one in truths(corpus):
        assert not missing(corpus, one, shown), one.path


def test_every_true_value_stands_in_the_text_of_the_truth(corpus: Path) -> None:
    for one in truths(corpus):
        assert all(fact.surface in one.text for fact in one.facts), one.path


def test_persons_are_the_names_of_the_truth(corpus: Path) -> None:
    for one in truths(corpus):
        names = {fact.value for fact in one.facts if fact.kind == "name"}
        assert len(names) == one.persons, one.path
        assert one.nothing == (not one.facts), one.path
        if one.genre == "household list":
            assert one.households, one.path
            assert one.households <= one.persons, one.path


def test_plain_values_are_plain(corpus: Path) -> None:
    facts = [fact for one in truths(corpus) for fact in one.facts]
    assert {fact.kind for fact in facts} == {"name", "address", "phone", "birth_date"}
    for fact in facts:
        if fact.kind == "birth_date":
            assert 1910 < date.fromisoformat(fact.value).year <= 2026
        elif fact.kind == "phone":
            digits = fact.value.replace("-", "")
            assert re.fullmatch(r"0\d{9,10}", digits), fact
            narrow = fact.surface.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            assert digits.endswith(re.sub(r"\D", "", narrow)), fact


def test_the_text_of_papers_is_the_same_again() -> None:
    for seed in (2, 3, 76, 91):
        assert compose(plan(seed)).text() == compose(plan(seed)).text()


def test_nobody_is_in_empty_forms_minutes_and_circulars() -> None:
    quiet = (EMPTY, "minutes", "circular")
    seeds = [seed for seed in range(96) if plan(seed).genre in quiet]
    assert len(seeds) > 30
    for seed in seeds:
        paper = compose(plan(seed))
        assert not paper.named, seed
        assert not paper.facts, seed


@pytest.mark.parametrize("half", [TUNING, HELD_OUT])
def test_each_half_has_enough_of_every_kind(half: str) -> None:
    plans = [one for one in map(plan, range(DOCUMENTS)) if one.half == half]
    counted = Counter(GROUPS.get(one.genre, one.genre) for one in plans)
    assert {kind for kind, least in WANTED.items() if counted[kind] < least} == set()
    lists = {one.what.name for one in plans if GROUPS.get(one.genre) == "list"}
    assert len(lists) >= 25


def test_a_third_of_lists_and_forms_is_in_the_held_out_half_alone() -> None:
    for papers in (LAYOUTS, load("forms"), [one for stem in ("m", "c", "l") for one in load(stem)]):
        assert 0.25 < sum(one.held for one in papers) / len(papers) < 0.4
    for genre in ("list", EMPTY, "filled form", "minutes", "circular", "letter", "mail"):
        assert not [one.name for one in pool(genre, TUNING) if one.held]
        assert [one.name for one in pool(genre, HELD_OUT) if one.held]


def test_a_sample_is_never_filled_in() -> None:
    filled = pool("filled form", HELD_OUT)
    assert not [one for one in filled if isinstance(one, Template) and "sample" in one.flags]
    assert [one for one in pool(EMPTY, HELD_OUT) if "sample" in getattr(one, "flags", ())]


def test_a_value_that_stands_elsewhere_by_chance_is_seen() -> None:
    paper = compose(plan(3))
    assert paper.sound()
    surface = next(iter(paper.facts)).surface
    paper.line(f"ほかの語の中の{surface}")
    assert not paper.sound()


def test_places_are_many_and_written_once() -> None:
    names = [(place.prefecture, place.name) for place in places()]
    assert len(names) == len(set(names)) >= 190
    assert len({place.prefecture for place in places()}) == 47
    assert all(re.fullmatch(r"0\d{1,4}", place.area) for place in places())


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("S45.3.1", "S45.3.1"), ("昭和45年3月1日", "昭和45年3月1日"), ("1970/3/1", "1970/3/1"),
        ("1970年3月1日", "1970年3月1日"), ("昭45.3.1", "昭45.3.1"), ("S45.03.01", "S45.03.01"),
        ("1970-03-01", "1970-03-01"), ("昭和４５年３月１日", "昭和４５年３月１日"),
        ("45.3.1", "45.3.1"), ("S45/3/1", "S45/3/1"), ("1970.3.1", "1970.3.1"),
    ],
)  # fmt: skip
def test_a_style_of_dates_is_named_by_what_it_writes(style: str, text: str) -> None:
    assert born_text(date(1970, 3, 1), style) == text


def test_first_years_of_eras() -> None:
    assert born_text(date(1989, 1, 8), "昭和45年3月1日") == "平成元年1月8日"
    assert born_text(date(1989, 1, 7), "S45.3.1") == "S64.1.7"
    assert born_text(date(2019, 5, 1), "昭45.3.1") == "令1.5.1"


def test_telephones_as_people_write_them() -> None:
    assert phone_text("0778-22-1234", "local") == "22-1234"
    assert phone_text("090-1234-5678", "local") == "090-1234-5678"
    assert phone_text("0778-22-1234", "(0778)22-1234") == "(0778)22-1234"
    assert phone_text("0778-22-1234", "wide()") == "０７７８（２２）１２３４"


def test_a_sheet_holds_dates_that_it_shows_as_they_were_typed() -> None:
    for style, (pattern, _) in zip(("1970/3/1", "S45.3.1", "昭和45年3月1日"), DATES, strict=True):
        hit = re.fullmatch(pattern, style)
        assert hit
        assert ERAS.get(hit[1], 0) + int(hit[2]) == 1970


def test_a_row_on_two_lines_is_one_row_of_the_text() -> None:
    paper: Paper = compose(plan(1))
    paper.blocks = [Grid([["甲\n乙", "丙", ""]], notes={(0, 0): "注"})]
    paper.foot = "末尾"
    assert paper.text() == "甲 乙\t丙\n注\n末尾"
