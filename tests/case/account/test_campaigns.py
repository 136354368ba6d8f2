"""Copies of one campaign belong together whatever their sender, number and hash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.account.campaigns import APART, campaigns
from sekisho.case.mailing import Copy, likeness
from sekisho.case.outbreak import Run
from sekisho.case.reasons import Reference

from ..conftest import at  # noqa: TID252 - the rows of the folder above

HERE = Reference("maillog", 1, "line")


def copy(name: str | None, subject: str = "支払確認", *, days: float = 0, value: str = "") -> Copy:
    time = at("13:21") + timedelta(days=days)
    return Copy(value or name or "", "x", "a@t.jp", time, "delivered", name is None, subject,
                name, None, HERE)  # fmt: skip


def run(name: str, days: float = 0) -> Run:
    return Run("pc-a", None, at("14:00") + timedelta(days=days), name, False, None, HERE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("請求書_01.zip", "請求書"), ("支払確認_977.zip", "支払確認"), True),
        (("a1.zip", "x"), ("a2.zip", "x"), True),
        (("a1.zip", "x"), ("b1.zip", "x"), False),
        (("a1.zip", "x"), ("a1.xlsm", "x"), False),
    ],
)
def test_names_after_one_pattern(
    one: tuple[str, str], other: tuple[str, str], *, same: bool
) -> None:
    assert (likeness(*one) == likeness(*other)) is same


def test_subjects_of_one_campaign_and_its_runs() -> None:
    found = campaigns(
        [
            copy("請求書_1.zip", "請求書"),
            copy("支払確認_2.zip"),
            copy(None, value="支払確認_2.zip"),
        ],
        [run("請求書_1.zip")],
    )
    assert [(len(one.copies), len(one.runs)) for one in found] == [(3, 1)]
    assert found[0].attachments == ("支払確認_2.zip", "請求書_1.zip")


def test_what_was_run_belongs_to_it_though_its_mail_is_gone() -> None:
    """Deleted after it was opened: others of the same name but for figures are kept."""
    (found,) = campaigns([copy("支払確認_1.zip")], [run("支払確認_1.zip"), run("支払確認_2.zip")])
    assert (len(found.copies), len(found.runs)) == (1, 2)


def test_a_later_wave_is_another_campaign_with_its_own_runs() -> None:
    late = APART.total_seconds() / 86400 + 1
    found = campaigns([copy("x_1.zip"), copy("x_2.zip", days=late)], [run("x_2.zip", late)])
    assert [(len(one.copies), len(one.runs)) for one in found] == [(1, 0), (1, 1)]


def test_a_run_without_its_mail_is_an_account_of_its_own() -> None:
    (found,) = campaigns([], [run("tool.zip")])
    assert (found.copies, len(found.runs)) == ((), 1)


@given(
    st.lists(st.tuples(st.sampled_from(["a_1.zip", "b.js", None]), st.integers(0, 9))),
    st.lists(st.tuples(st.sampled_from(["a_1.zip", "c.zip"]), st.integers(0, 9))),
)
def test_each_copy_and_each_run_is_in_exactly_one(
    mails: list[tuple[str | None, int]], runs: list[tuple[str, int]]
) -> None:
    copies = [copy(name, days=days, value="v") for name, days in mails]
    made = [run(name, days) for name, days in runs]
    found = campaigns(copies, made)
    assert sorted(map(id, copies)) == sorted(id(one) for part in found for one in part.copies)
    assert sorted(map(id, made)) == sorted(id(one) for part in found for one in part.runs)
