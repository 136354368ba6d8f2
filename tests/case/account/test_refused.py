"""Refusals at the door are counted where a campaign came, and only there."""

from __future__ import annotations

from datetime import timedelta

from sekisho.case.account.refused import BURST, LATE, bursts, refused

from ..conftest import Records, at  # noqa: TID252 - the rows of the folder above


def reject(records: Records, time: str, to: str, sender: str = "x@example.com") -> None:
    columns = {"email.to.address": to, "email.from.address": sender, "event.action": "reject"}
    records.add("mail", at(time), **columns)


def test_moments_near_each_other_are_one_burst() -> None:
    first = at("13:00")
    found = bursts([first, first + BURST, first + BURST * 3])
    assert found == [
        (first - LATE, first + BURST + LATE),
        (first + BURST * 3 - LATE, first + BURST * 3 + LATE),
    ]
    assert bursts([]) == []


def test_only_refusals_of_the_burst_count_and_repeated_ones_once(records: Records) -> None:
    reject(records, "13:01", "a@t.jp")
    reject(records, "13:09", "A@t.jp")  # tried again
    reject(records, "13:02", "b@t.jp")
    reject(records, "17:00", "c@t.jp")
    found = refused(records.connection(), [at("13:00"), at("13:00") + timedelta(minutes=6)])
    assert [one.position for one in found] == [1, 3]
