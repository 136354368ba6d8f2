"""Documents that are only summed: in every number, and said to be so."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sekisho.case.facts import Case, Count, Reason, Rest
from sekisho.case.rest.facts import Inventory, Lot
from sekisho.case.tally import uncounted, verdicts
from sekisho.report import office, residents
from sekisho.report.people import people
from sekisho.rulebook import Rulebook
from sekisho.text import Language

from . import cases
from .cases import at
from .conftest import words_of

NAME = "@inventory/inventory.jsonl"


def summed() -> Case:
    lot = Lot(
        inventory=NAME, lines="1-1200,1203", host="ZEIMU-PC09", zone="lgwan",
        folder=r"C:\業務\住宅", verdict="unknown", reasons=(Reason("exposure.on_other_pc"),),
        documents=1_201, endings={"xlsx": 1_000, "qqq": 201}, classes={"3B": 700, "unknown": 501},
        persons=Count(8_888, 9_999), persons_unknown=31, households=None, households_unknown=1_201,
    )  # fmt: skip
    kept = replace(
        lot, verdict="excluded", documents=7, endings={"pdf": 7}, lines="1204-1210",
        persons_unknown=7, persons=None, classes={}, host="fs01",
    )  # fmt: skip
    account = Inventory(
        NAME, "ab" * 32, 1_215, 1_208, 2, 1, 1, 3, at("09:00:00", 1), at("10:30:00", 2)
    )
    return replace(cases.rich(), rest=Rest((account,), (lot, kept), 9_999, None))


def test_they_are_in_the_numbers() -> None:
    before, after = verdicts(cases.rich()), verdicts(summed())
    assert after["unknown"] == before["unknown"] + 1_201
    assert after["excluded"] == before["excluded"] + 7
    assert uncounted(summed(), "persons") == uncounted(cases.rich(), "persons") + 31
    assert people(summed(), "households")[1] == people(cases.rich(), "households")[1] + 1_201


def test_the_internal_page_says_where_each_row_is(town: Rulebook) -> None:
    said = words_of(office.document(summed(), "ja", town))
    assert re.search(r"1,?201 ?件の文書", said)
    assert "所在調査の行の合計。機密性の案：3B" in said
    assert "ab" * 32 in said
    assert re.search(r"文書でないもの ?3 ?行", said)
    assert "rest" in said


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_public_page_says_how_many_and_names_nothing(
    town: Rulebook, language: Language
) -> None:
    said = words_of(residents.document(summed(), language, town))
    (more,) = {line for line in said.splitlines() if re.search("1,?208", line)}
    assert "inventory.jsonl" not in said
    assert "ZEIMU-PC09" not in said
    assert "住宅" not in more


def test_without_sums_nothing_is_said_of_them(town: Rulebook) -> None:
    assert "所在調査" not in words_of(office.document(cases.rich(), "ja", town))
