"""What lay on the PC before the incident, by an inventory taken then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from sekisho.case.documents import Document, parts_of
from sekisho.case.facts import Count, Counted, Reason, Verdict, Window
from sekisho.case.inventories import before
from sekisho.case.rest.sift import sift

from .conftest import Records, at

SEEN = datetime(2016, 5, 30, tzinfo=UTC)
LIST = r"C:\Users\t\Documents\集落\連絡先.xlsx"
STORED = "pc/PC-A/C/Users/t/Documents/集落/連絡先.xlsx"


def window() -> Window:
    return Window(at("16:03"), at("16:41"), 0.0, 0.0, "PC-A", "t", "10.0.0.21", "AnyDesk", ())


def inventory(records: Records, path: str, persons: int | None, **more: object) -> None:
    columns: dict[str, object] = {
        "inventory.seen": SEEN, "inventory.host": "PC-A", "inventory.place": "pc",
        "inventory.status": "read", "file.path": path, "file.hash.sha256": "aa",
        "persons.low": persons, "persons.high": persons, "households.low": 117,
        "households.high": 117,
    }  # fmt: skip
    records.add("inventory", None, **{**columns, **more})


def lain(
    records: Records,
    found: Sequence[Document] = (),
    counted: Mapping[str, Counted] | None = None,
    windows: Sequence[Window] | None = None,
) -> tuple[Document, ...]:
    connection = records.connection()
    paths = [one.original or "" for one in found]
    sift(connection, [window()] if windows is None else windows, paths, unknown)
    return before(connection, found, counted or {})


def unknown(_one: Document) -> tuple[Verdict, tuple[Reason, ...]]:
    return "unknown", ()


def stored(sha256: str) -> Document:
    return Document(STORED, LIST, "pc-a", "pc", parts_of(LIST), sha256)


def test_a_document_that_is_gone_is_known_with_its_persons(records: Records) -> None:
    inventory(records, LIST, 387)
    (one,) = lain(records)
    assert (one.path, one.original, one.host, one.place) == (None, LIST, "pc-a", "pc")
    assert one.counted is not None
    assert (one.counted.persons, one.counted.households) == (Count(387, 387), Count(117, 117))
    assert one.counted.reason is not None
    assert one.counted.reason.code == "exposure.in_inventory"
    assert one.evidence[0].evidence == "inventory.log"


def test_what_was_seen_later_says_nothing(records: Records) -> None:
    inventory(records, LIST, 387, **{"inventory.seen": at("17:00")})
    assert lain(records) == ()


def test_without_a_window_nothing_is_before_it(records: Records) -> None:
    inventory(records, LIST, 387)
    assert lain(records, windows=[]) == ()


def test_the_latest_before_the_window_holds(records: Records) -> None:
    inventory(records, LIST, 300, **{"inventory.seen": datetime(2016, 4, 1, tzinfo=UTC)})
    inventory(records, LIST, 387)
    (one,) = lain(records)
    assert one.counted is not None
    assert one.counted.persons == Count(387, 387)


def test_the_same_bytes_are_counted_once_and_for_all(records: Records) -> None:
    inventory(records, LIST, 300)
    own = stored("aa")
    assert lain(records, [own]) == (own,)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (387, Count(400, 410), Count(387, 410)),
        (387, Count(1, 1), Count(1, 387)),
        (None, Count(1, 1), None),
        (387, None, Count(387, 387)),
    ],
)
def test_a_changed_document_gets_bounds_that_hold_for_both(
    records: Records, then: int | None, now: Count | None, expected: Count | None
) -> None:
    inventory(records, LIST, then)
    counted = {STORED: Counted(now, None, None)}
    (one,) = lain(records, [stored("bb")], counted)
    assert one.path == STORED
    assert one.counted is not None
    assert one.counted.persons == expected
    assert one.counted.reason is not None
    assert one.counted.reason.code == "exposure.changed_since_inventory"


def test_programs_are_no_documents(records: Records) -> None:
    inventory(records, r"C:\Windows\notepad.exe", None)
    inventory(
        records,
        r"\\fs01\gikai\名簿.xlsx",
        9,
        **{"inventory.host": "fs01", "inventory.place": "share"},
    )
    (one,) = lain(records)
    assert (one.host, one.place) == ("fs01", "share")
