from __future__ import annotations

import pytest

from sekisho.case.addresses import AddressBook, addresses
from sekisho.case.hosts import Names
from sekisho.case.known import Known, Machine

from .conftest import Records, at


def book(records: Records, known: Known | None = None) -> AddressBook:
    return addresses(records.connection(), known or Known(), Names())


def holder(found: AddressBook, ip: str, time: str) -> str | None:
    holding = found.host_at(ip, at(time))
    return holding.host if holding else None


@pytest.fixture
def moved(records: Records) -> Records:
    """An address that changes hands twice on a day."""
    records.lease(at("8:20"), "10.0.0.24", "PC-B")
    records.lease(at("8:25"), "10.0.0.21", "PC-A")
    records.lease(at("11:58"), "10.0.0.24", "PC-B", "release")
    records.lease(at("12:44"), "10.0.0.24", "PC-A.town.local")
    records.lease(at("16:44"), "10.0.0.24", "pc-a", "renew")
    records.lease(at("17:30"), "10.0.0.24", "PC-C")
    return records


@pytest.mark.parametrize(
    ("ip", "time", "host"),
    [
        ("10.0.0.24", "8:21", "pc-b"),
        ("10.0.0.24", "12:20", None),
        ("10.0.0.24", "12:45", "pc-a"),
        ("10.0.0.24", "16:30", "pc-a"),
        ("10.0.0.24", "17:45", "pc-c"),
        ("10.0.0.21", "9:00", "pc-a"),
        ("10.0.0.21", "14:00", None),
        ("10.9.9.9", "9:00", None),
    ],
)
def test_an_address_changes_hands(moved: Records, ip: str, time: str, host: str | None) -> None:
    assert holder(book(moved), ip, time) == host


def test_clocks_that_differ_by_seconds_do_not_lose_the_holder(moved: Records) -> None:
    assert holder(book(moved), "10.0.0.24", "8:18") == "pc-b"
    assert holder(book(moved), "10.0.0.24", "8:10") is None


def test_a_renewal_reaches_back_to_the_former_holder(records: Records) -> None:
    records.lease(at("9:00", day=2), "10.0.0.5", "PC-X")
    records.lease(at("9:30", day=2), "10.0.0.5", "PC-X", "release")
    records.lease(at("12:00"), "10.0.0.5", "PC-Y", "renew")
    found = book(records)
    assert holder(found, "10.0.0.5", "10:00") == "pc-y"
    assert found.host_at("10.0.0.5", at("9:10", day=2)).host == "pc-x"  # type: ignore[union-attr]


def test_a_name_is_known_by_its_card(records: Records) -> None:
    records.lease(at("9:00"), "10.0.0.7", "PC-Z", **{"client.name": None})
    machine = Machine("PC-Z", macs=("02:00:00:00:00:" + f"{sum(b'PC-Z') % 256:02x}",))
    assert holder(book(records, Known((machine,))), "10.0.0.7", "9:30") == "pc-z"
    assert holder(book(records), "10.0.0.7", "9:30") is None


def test_registers_answer_only_where_records_do_not(records: Records) -> None:
    records.lease(at("8:20"), "10.0.0.24", "PC-B")
    fixed = Known((Machine("SV1", addresses=("10.0.0.2", "10.0.0.24")),))
    found = book(records, fixed)
    assert (holder(found, "10.0.0.2", "3:00"), holder(found, "10.0.0.24", "9:00")) == (
        "sv1",
        "pc-b",
    )


def test_a_computer_names_its_own_address(records: Records) -> None:
    records.windows(at("9:00"), "PC-Q", 3, SourceIp="10.0.0.9", Initiated="true")
    fields = {"LogonType": "3", "WorkstationName": "PC-R", "IpAddress": "10.0.0.8"}
    records.windows(at("9:00"), "FS01", 4624, **fields)
    found = book(records)
    assert holder(found, "10.0.0.9", "9:02") == "pc-q"
    assert holder(found, "10.0.0.8", "9:02") == "pc-r"


def test_the_table_holds_what_the_book_holds(moved: Records) -> None:
    connection = moved.connection()
    found = addresses(connection, Known(), Names())
    row = connection.execute("SELECT count(*) FROM case_address").fetchone()
    assert row == (len(found.holdings),)
    assert found.addresses_of("PC-A", at("8:00"), at("23:00")) == ("10.0.0.21", "10.0.0.24")
