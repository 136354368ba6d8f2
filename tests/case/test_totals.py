from __future__ import annotations

from sekisho.case.facts import Count, Counted, Exposure, Verdict
from sekisho.case.totals import total
from sekisho.personal.distinct.identities import Identities, identities_of
from sekisho.personal.lists.records import Person
from sekisho.personal.people import people


def exposed(
    verdict: Verdict, low: int, high: int, sha256: str, path: str | None = None
) -> Exposure:
    return Exposure(path, None, None, verdict, (), Count(low, high), None, None, (), sha256)


def test_totals_bound_what_may_have_left() -> None:
    found = [exposed("proven", 3, 4, "a"), exposed("proven", 3, 4, "a"),
             exposed("possible", 10, 12, "b"), exposed("unknown", 1, 1, "c"),
             exposed("excluded", 50, 50, "d")]  # fmt: skip
    assert total(found, "persons", {}) == Count(3, 17)
    assert total(found, "households", {}) is None


NAMES = ["青木茂", "青木和子", "石黒明", "宇野正", "谷口花子"]


def who(*names: str) -> Identities:
    return identities_of(people(Person(name, "list", None, certain=True) for name in names))


def counted(*names: str) -> Counted:
    number = Count(len(names), len(names))
    return Counted(number, None, None, who(*names))


def test_the_same_roster_in_two_documents_counts_once() -> None:
    read = {"a.xlsx": counted(*NAMES), "b.pdf": counted(*NAMES)}
    found = [exposed("proven", 5, 5, "a", "a.xlsx"), exposed("possible", 5, 5, "b", "b.pdf")]
    assert total(found, "persons", read) == Count(5, 5)


def test_what_is_possible_alone_is_in_the_upper_bound_alone() -> None:
    read = {"a.xlsx": counted(*NAMES), "b.pdf": counted("森一郎", "森二郎")}
    found = [exposed("proven", 5, 5, "a", "a.xlsx"), exposed("possible", 2, 2, "b", "b.pdf")]
    assert total(found, "persons", read) == Count(5, 7)
    found = [exposed("possible", 5, 5, "a", "a.xlsx"), exposed("unknown", 2, 2, "b", "b.pdf")]
    assert total(found, "persons", read) == Count(0, 7)


def test_a_document_that_was_another_before_keeps_its_number() -> None:
    read = {"a.xlsx": counted(*NAMES), "b.pdf": counted(*NAMES)}
    found = [exposed("proven", 3, 9, "a", "a.xlsx"), exposed("possible", 5, 5, "b", "b.pdf")]
    assert total(found, "persons", read) == Count(3, 14)
