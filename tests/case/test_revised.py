"""What an account said before, number by number: matched, bounded, and with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from sekisho.case.account.facts import STEPS, Mailbox, Number, Outbreak
from sekisho.case.build import Given, build
from sekisho.case.facts import Case, Count, MadeBy
from sekisho.case.json import to_json
from sekisho.case.lookback.indicators import Indicator
from sekisho.case.reasons import Reference
from sekisho.case.revised import is_least, number, revised, with_changes

from .conftest import Records, at
from .test_mailing import mail

MADE = MadeBy("sekisho", "0", None, None, "0", {})


def account(name: str, *records: int, delivered: int = 0, **more: object) -> Outbreak:
    refs = tuple(Reference(f"{name}.log", one, "line") for one in records)
    count = Count(delivered, delivered)
    one = Outbreak(
        (), (f"{name}.zip",), (), None, None, delivered, count, Count(0, 0), 0, delivered, 0, (),
        (), (), (), (), (), (), (), (), (), (), records={"delivered": refs},
    )  # fmt: skip
    return replace(one, **more)  # type: ignore[arg-type]


@pytest.fixture
def case(records: Records) -> Case:
    return build(records.connection(), Given(at("23:00"), MADE, records.entries()))


def told(case: Case, before: Sequence[Outbreak], after: Sequence[Outbreak], *new: str) -> Case:
    first = replace(case, outbreaks=tuple(before))
    later = replace(case, outbreaks=tuple(after), now=case.now + timedelta(days=3))
    return with_changes(later, to_json(first), new, "indicators/")


def test_nothing_changed_is_nothing(case: Case) -> None:
    assert told(case, [account("a", 1)], [account("a", 1)], "new.log").changes == ()


def test_every_number_stands_beside_that_of_before(case: Case) -> None:
    found = told(case, [account("a", 1, delivered=1)], [account("a", 1, 2, delivered=2)], "a.log")
    (one,) = found.changes
    assert (one.outbreak, one.at - one.before_at) == (0, timedelta(days=3))
    assert [each.step for each in one.numbers] == list(STEPS)
    assert [each.step for each in one.numbers if each.changed] == ["received", "delivered"]
    assert one.numbers[3] == Number("delivered", Count(1, 1), False, Count(2, 2), False)
    assert [(each.code, each.values["names"]) for each in one.because] == [
        ("changed.evidence", "a.log")
    ]


def test_a_number_that_only_became_uncertain_is_another_number(case: Case) -> None:
    found = told(case, [account("a", 1)], [account("a", 1, least=("opened",))])
    assert [each.step for each in found.changes[0].numbers if each.changed] == ["opened"]
    assert found.changes[0].because == ()


def test_an_account_is_found_again_though_another_comes_before_it(case: Case) -> None:
    found = told(
        case, [account("a", 1, 2, delivered=2)],
        [account("b", 9, delivered=1), account("a", 2, 3, delivered=3)], "indicators/01-a.txt",
    )  # fmt: skip
    assert [(one.outbreak, one.names) for one in found.changes] == [
        (0, ("b.zip",)), (1, ("a.zip",)),
    ]  # fmt: skip
    assert all(each.before is None for each in found.changes[0].numbers)
    assert {each.code for one in found.changes for each in one.because} == {"changed.list"}


def test_an_account_that_is_none_any_more_is_told_and_stays_told(case: Case) -> None:
    found = told(case, [account("a", 1, delivered=1)], [])
    assert [(one.outbreak, one.numbers[0].after) for one in found.changes] == [(None, None)]
    again = with_changes(replace(found, changes=()), to_json(found), (), "indicators/")
    assert again.changes == found.changes


def test_what_was_told_follows_its_account(case: Case) -> None:
    first = told(case, [account("a", 1, delivered=1)], [account("a", 1, 2, delivered=2)])
    moved = replace(first, outbreaks=(account("b", 7), *first.outbreaks), changes=())
    after = with_changes(moved, to_json(first), (), "indicators/")
    assert [one.outbreak for one in after.changes] == [1, 0]


def test_a_case_that_cannot_be_read_says_nothing(case: Case) -> None:
    assert with_changes(case, {"format": 0}, (), "x") is case
    assert with_changes(case, None, (), "x") is case


def test_another_rulebook_is_a_reason(case: Case) -> None:
    other = replace(case, made_by=replace(MADE, rulebook_sha256="ab"), outbreaks=(account("a", 1),))
    (one,) = revised(case, other, (), frozenset())
    assert [each.code for each in one.because] == ["changed.rulebook"]


def test_nothing_left_to_clean_is_unknown_where_nobody_could_see_it_run() -> None:
    assert is_least(account("a", 1, least=("executed",)), "not_cleaned")
    assert not is_least(account("a", 1, least=("contacted",)), "not_cleaned")


def test_persons_lie_between_the_fullest_box_and_all_together() -> None:
    def box(persons: Count | None) -> Mailbox:
        return Mailbox("a@b", "", "", 1, 1, persons, None)

    one = account("a", 1, mailboxes=(box(Count(3, 5)), box(Count(2, 2))))
    assert (number(one, "persons"), is_least(one, "persons")) == (Count(3, 7), False)
    one = account("a", 1, mailboxes=(box(None),))
    assert (number(one, "persons"), is_least(one, "persons")) == (Count(0, 0), True)


def test_later_calls_are_counted_with_the_line_that_names_them(records: Records) -> None:
    """Nothing was seen to run; days later a list names the address that one computer called."""
    records.lease(at("8:20"), "10.0.0.21", "PC-A")
    mail(records, "a@town.example.jp", "x.exe", "1")
    mail(records, "b@town.example.jp", "x.exe", "2")
    mail(records, "c@town.example.jp", "x.exe", "3")
    records.page(at("13:30:05"), "10.0.0.21", "http://c2.example/counter")
    listed = Indicator("domain", "c2.example", "c2[.]example", "indicators/01.txt", 4)
    given = Given(at("23:00"), MADE, records.entries(), indicators=[listed])
    (one,) = build(records.connection(), given).outbreaks
    (call,) = one.contacted
    assert (call.host, call.value) == ("PC-A", "c2[.]example")
    assert Reference("indicators/01.txt", 4, "line") in call.evidence
