"""Whose a history is, told by what its computer asked of the proxy."""

from __future__ import annotations

from datetime import timedelta

from sekisho.case.addresses import addresses
from sekisho.case.histories import histories
from sekisho.case.hosts import Names
from sekisho.case.known import Known
from sekisho.case.places import learn_names, places

from .conftest import Records, at

HISTORY = "総務課のもの/History"
BESIDE = "総務課のもの/Documents/起案.txt"
MINE, THEIRS = "10.0.0.21", "10.0.0.22"


def placed(records: Records, *more: str) -> dict[str, str]:
    connection = records.connection()
    names = Names()
    learn_names(connection, names)
    evidence = [HISTORY, BESIDE, "share.txt", *more]
    first = places(connection, evidence, names)
    addresses(connection, Known(), names)
    return histories(connection, evidence, first)


def day(records: Records, pages: int, met_by_both: int = 0) -> None:
    records.lease(at("8:20"), MINE, "PC-A")
    records.lease(at("8:21"), THEIRS, "PC-B")
    ahead = timedelta(minutes=7)
    for number in range(pages):
        uri, moment = f"http://site{number}.example.jp/", at(f"9:{number:02d}")
        records.page(moment, MINE, uri)
        if number < met_by_both:
            records.page(moment + timedelta(minutes=20), THEIRS, uri)
        columns = {"c-uri": uri, "event.action": "visit", "evidence": HISTORY}
        records.add("browser", moment + ahead, **columns)


def test_pages_that_one_computer_alone_asked_for_tell_whose_it_is(records: Records) -> None:
    day(records, 5, met_by_both=2)
    assert placed(records) == {HISTORY: "pc-a", BESIDE: "pc-a"}


def test_too_few_pages_tell_nothing(records: Records) -> None:
    day(records, 4, met_by_both=2)
    assert placed(records) == {}


def test_a_folder_of_several_things_is_no_computers(records: Records) -> None:
    day(records, 5)
    proxy = "総務課のもの/access.log"
    records.page(at("12:00"), MINE, "http://a.example.jp/", evidence=proxy)
    assert placed(records, proxy) == {HISTORY: "pc-a"}
