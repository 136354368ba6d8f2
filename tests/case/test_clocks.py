from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.addresses import addresses
from sekisho.case.clocks import CLUSTER_S, Clocks, clocks, estimated
from sekisho.case.connections import tool_hosts
from sekisho.case.hosts import Names
from sekisho.case.known import Known
from sekisho.case.places import learn_names, places
from sekisho.case.traces import traces
from sekisho.rulebook import Rulebook, load

from .conftest import Records, at


def pair(thing: str, delta: float, *, loose: bool = False) -> dict[str, Any]:
    place = {"evidence": "e", "position": 1, "unit": "row"}
    return {"thing": thing, "delta_s": delta, "loose": loose, **place}


def test_the_difference_most_things_agree_on_is_the_offset() -> None:
    rows = [pair(f"page{n}", 220.0 + n / 10) for n in range(5)]
    rows += [pair("page0", -3000.0), pair("page1", 1500.0), pair("often", 0.0)]
    found = estimated(rows)
    assert found is not None
    assert (found.offset_s, found.things) == (220.2, 5)
    assert found.uncertainty_s == 1.0


def test_one_page_reloaded_all_day_is_one_thing() -> None:
    assert estimated([pair("same", 60.0 + n / 100) for n in range(50)]) is None


def test_two_coincidences_are_not_believed() -> None:
    assert estimated([pair("a", 10.0), pair("b", 11.0), pair("c", 900.0)]) is None


def test_what_followed_helps_only_where_nothing_was_the_same() -> None:
    loose = [pair("tool", -221.0, loose=True)]
    found = estimated(loose)
    assert found is not None
    assert (found.offset_s, found.code, found.uncertainty_s) == (-221.0, "clock.followed", 30.0)
    exact = estimated([*loose, *(pair(f"p{n}", -215.0) for n in range(3))])
    assert exact is not None
    assert (exact.offset_s, exact.code) == (-215.0, "clock.same_things")


@given(st.floats(-3000, 3000), st.lists(st.floats(-2, 2), min_size=4, max_size=12))
def test_the_true_offset_lies_within_the_uncertainty(offset: float, noise: list[float]) -> None:
    found = estimated([pair(f"p{n}", offset + error) for n, error in enumerate(noise)])
    assert found is not None
    assert abs(found.offset_s - offset) <= found.uncertainty_s + CLUSTER_S
    assert found.things == len(noise)


@pytest.mark.parametrize("rows", [[], [pair("a", 1.0)]])
def test_nothing_to_compare_is_no_estimate(rows: list[dict[str, Any]]) -> None:
    assert estimated(rows) is None


def page(records: Records, time: str, ip: str, host: str, ahead: float) -> None:
    uri = f"http://{host}.example.jp/{time.replace(':', '')}"
    records.page(at(time), ip, uri)
    site = f"{host}.example.jp"
    columns = {"c-uri": uri, "cs-host": site, "event.action": "visit", "host.name": host}
    records.add("browser", at(time) + timedelta(seconds=ahead), **columns)


def told(records: Records, rulebook: Rulebook | None = None) -> Clocks:
    connection, names = records.connection(), Names()
    learn_names(connection, names)
    places(connection, [], names)
    addresses(connection, Known(), names)
    tool_hosts(connection)
    traces(connection)
    return clocks(connection, rulebook, at("23:00"))


@pytest.fixture
def offices(records: Records) -> Records:
    """Two PCs whose clocks are ahead by 200 and behind by 70 seconds."""
    for number, (host, ahead) in enumerate((("PC-A", 200.0), ("PC-B", -70.0)), 1):
        records.lease(at("8:20"), f"10.0.0.{number}", host)
        for minute in range(4):
            page(records, f"9:1{minute}", f"10.0.0.{number}", host, ahead)
    records.windows(at("9:00"), "PC-A.town.local", 6005)
    return records


def test_each_machine_has_one_clock(offices: Records) -> None:
    found = told(offices)
    assert found.of("test.browser", "pc-b").offset_s == -70
    assert found.of("test.browser", "PC-A").offset_s == 200
    assert found.of("evtx.windows", "PC-A.town.local").offset_s == 200
    assert found.of("squid.proxy", None).reasons[0].code == "clock.reference"
    assert found.of("nobody", "nowhere").reasons[0].code == "clock.unknown"
    assert found.doubts == ()


def test_what_the_rulebook_knows_goes_before_every_estimate(
    offices: Records, tmp_path: Path
) -> None:
    book = tmp_path / "rulebook.yaml"
    known = "{host: PC-A, offset_seconds: 190, uncertainty_seconds: 2}"
    text = f"version: 1\nclocks:\n  known:\n    - {known}\n"
    book.write_text(text, encoding="utf-8")
    clock = told(offices, load(book)).of("evtx.windows", "PC-A")
    assert (clock.offset_s, clock.uncertainty_s) == (190, 2)
    assert clock.reasons[0].code == "clock.rulebook"


def test_machines_that_agree_against_the_reference_are_a_doubt(records: Records) -> None:
    for number in (1, 2, 3):
        records.lease(at("8:20"), f"10.0.0.{number}", f"PC-{number}")
        for minute in range(4):
            page(records, f"9:1{minute}", f"10.0.0.{number}", f"PC-{number}", -120.0)
    (doubt,) = told(records).doubts
    assert doubt.code == "clock.reference_doubtful"
    assert (doubt.values["machines"], doubt.values["offset_s"]) == ("3", "+120")
