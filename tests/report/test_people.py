"""What could not be counted stands beside what was."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from sekisho.case.facts import Count
from sekisho.report import office, residents
from sekisho.report.people import people
from sekisho.rulebook import Rulebook

from . import cases
from .conftest import words_of


def test_documents_that_could_not_be_counted_are_told() -> None:
    assert people(cases.rich(), "persons") == (Count(387, 392), 1)
    assert people(cases.rich(), "households") == (Count(117, 117), 2)
    assert people(cases.empty(), "persons") == (None, 0)


def test_excluded_documents_count_on_neither_side() -> None:
    case = cases.rich()
    excluded = tuple(replace(one, verdict="excluded") for one in case.exposure)
    assert people(replace(case, exposure=excluded), "persons")[1] == 0


@pytest.mark.parametrize("version", [office, residents])
def test_a_zero_beside_uncounted_documents_is_no_zero(town: Rulebook, version: ModuleType) -> None:
    case = replace(cases.rich(), persons=Count(0, 0))
    assert people(case, "persons") == (None, 1)
    said = words_of(version.document(case, "ja", town))
    assert "含まれる個人\n0名" not in said
    assert "個人は0名" not in said
    assert "個人の数は特定できない" in said or "含まれる個人\n特定できない" in said


def test_a_real_zero_stays_a_zero() -> None:
    case = replace(cases.rich(), persons=Count(0, 0), exposure=cases.rich().exposure[:2])
    assert people(case, "persons") == (Count(0, 0), 0)
