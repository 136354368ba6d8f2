"""An address that many share is called so; one that a computer has, or one person uses, is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sekisho.case.build import Given, build
from sekisho.case.facts import Case, MadeBy

from .conftest import Records, at

NAT, RELAY = "10.0.0.254", "relay-0a1b2c3d.net.anydesk.com"


def case(records: Records) -> Case:
    given = Given(at("23:00"), MadeBy("sekisho", "0", None, None, "0", {}), records.entries())
    return build(records.connection(), given)


def asked(records: Records, column: str, values: list[str], minutes: int = 1) -> None:
    for number, value in enumerate(values):
        time = at("15:00") + timedelta(minutes=number * minutes)
        records.page(time, NAT, "http://town.example.jp/", **{column: value})


def told(made: Case) -> list[str]:
    return [one.values["users"] for one in made.doubts if one.code == "address.shared"]


def test_a_session_from_a_shared_address_says_why_no_computer_is_named(records: Records) -> None:
    asked(records, "user.name", ["tanaka", "suzuki", "sato", "SATO"])
    records.tunnel(at("16:03"), at("16:41"), NAT, RELAY)
    made = case(records)
    assert told(made) == ["3"]
    (session,) = made.sessions
    assert (session.host, session.address) == (None, NAT)
    (reason,) = [one for one in session.reasons if one.code == "address.shared"]
    assert reason.values["address"] == NAT
    assert reason.evidence[0].evidence == "proxy.log"


def test_many_browsers_are_many_computers(records: Records) -> None:
    asked(records, "c-useragent", [f"Mozilla/5.0 (Windows NT 6.{n})" for n in range(5)])
    assert told(case(records)) == ["0"]


@pytest.mark.parametrize(
    ("column", "values", "minutes"),
    [
        ("user.name", ["tanaka"] * 20, 1),
        ("user.name", ["tanaka", "suzuki"], 1),
        ("user.name", ["tanaka", "suzuki", "sato"], 90),
        ("c-useragent", [f"Microsoft BITS/7.{n}" for n in range(9)], 1),
        ("c-useragent", [f"Mozilla/5.0 ({n})" for n in range(3)], 1),
    ],
)
def test_one_computer_is_not_many(
    records: Records, column: str, values: list[str], minutes: int
) -> None:
    asked(records, column, values, minutes)
    records.tunnel(at("16:03"), at("16:41"), NAT, RELAY)
    made = case(records)
    assert told(made) == []
    assert "address.shared" not in {reason.code for reason in made.sessions[0].reasons}


def test_an_address_that_a_computer_has_is_not_shared(records: Records) -> None:
    records.lease(at("8:20"), NAT, "TERM01")
    asked(records, "user.name", ["tanaka", "suzuki", "sato"])
    assert told(case(records)) == []
