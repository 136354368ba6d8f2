"""The line gate as a whole: built, checked by the real program, tried on records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.line.gate import GATE, NFT
from sekisho.gates.line.places import places
from sekisho.gates.line.preview import preview
from sekisho.gates.line.region import EVERY_SERVICE, Span, boxes, less, meet, spans
from sekisho.gates.line.territory import territories
from sekisho.gates.programs import program
from sekisho.gates.stages import Stages
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import Zone
from tests.gates.line import ADDRESSES, NETWORKS, loaded, rulebooks
from tests.gates.line.test_crossings import RULES, packet, seen

ASSETS = [{"name": "PC-SOMU-01", "addresses": ["198.18.20.1"], "department": "総務課"}]


@pytest.mark.skipif(program(NFT) is None, reason="needs nftables (apt-get install nftables)")
@pytest.mark.parametrize("broken", [False, True])
def test_the_real_checker_answers(tmp_path: Path, *, broken: bool) -> None:
    target = GATE.target("nftables")
    assert target is not None
    file, collector = target.build(loaded(RULES, tmp_path), Stages("enforce"))
    (tmp_path / collector.name).write_bytes(collector.content)
    content = file.content.replace(b"policy drop", b"policy maybe") if broken else file.content
    (tmp_path / file.name).write_bytes(content)
    answer = target.check(tmp_path)[0]
    assert answer.answer == ("refused" if broken else "accepted"), answer
    assert bool(answer.said) == broken


def test_what_nobody_checks_is_not_called_accepted(tmp_path: Path) -> None:
    target = GATE.target("fortigate")
    assert target is not None
    assert [one.answer for one in target.check(tmp_path)] == ["not_checked"]


def test_preview_says_whom_it_would_have_disturbed(tmp_path: Path) -> None:
    rulebook = loaded({**RULES, "assets": ASSETS}, tmp_path)
    sent = [packet("198.18.20.1", "198.18.30.9", 445)] * 3
    sent += [packet("198.18.20.2", "198.18.50.10", 3128)]
    with of_batches([seen(sent)]) as connection:
        found = preview(connection, rulebook)
    assert (found.judged, found.refused, found.unjudged) == (4, 3, {})
    (one,) = found.refusals
    assert (one.host, one.department, one.to) == ("PC-SOMU-01", "総務課", "198.18.30.9 tcp/445")
    assert one.hours == {9: 3}  # midnight in UTC
    assert (one.evidence, one.position, one.unit) == ("fw.log", 1, "line")
    assert (one.first, one.last - one.first) == (
        datetime(2026, 6, 1, tzinfo=UTC),
        timedelta(minutes=2),
    )


def test_no_records_is_not_nothing_refused(tmp_path: Path) -> None:
    with of_batches([]) as connection:
        found = preview(connection, loaded(RULES, tmp_path))
    assert (found.judged, found.first, found.refusals) == (0, None, ())


@given(content=rulebooks())
def test_places_and_zone_of_agree(content: dict, tmp_path_factory: pytest.TempPathFactory) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    networks = [ip_network(one) for one in NETWORKS]
    found = places(pa.array(ADDRESSES), rulebook, networks).to_pylist()
    assert {row["address"] for row in found} == set(ADDRESSES)
    for row in found:
        zone = rulebook.zone_of(row["address"])
        assert row["zone"] == (zone.name if zone else None)
        here = ip_address(row["address"])
        assert [row[f"n{at}"] for at in range(len(networks))] == [here in one for one in networks]


def test_the_narrowest_network_holds_its_addresses_alone() -> None:
    wide = Zone(name="広", kind="other", networks=(ip_network("198.18.0.0/16"),))
    narrow = Zone(name="狭", kind="other", networks=(ip_network("198.18.30.0/24"),))
    lands = territories([wide, narrow])
    assert lands["狭"] == narrow.networks
    assert not any(one.overlaps(narrow.networks[0]) for one in lands["広"])
    assert sum(one.num_addresses for one in lands["広"]) == 65536 - 256


NUMBERS = st.integers(0, 20)
SPANS = st.tuples(NUMBERS, NUMBERS).map(lambda pair: Span(min(pair), max(pair)))


@given(one=SPANS, other=SPANS)
def test_spans_are_sets(one: Span, other: Span) -> None:
    def of(span: Span) -> set[int]:
        return set(range(span.first, span.last + 1))

    common = one.meet(other)
    assert (of(common) if common else set()) == of(one) & of(other)
    left = [number for piece in one.less(other) for number in of(piece)]
    assert sorted(left) == sorted(of(one) - of(other))  # no number twice


def test_boxes_less_themselves_are_nothing() -> None:
    here, there = (spans([ip_network(one)]) for one in ("198.18.20.0/24", "198.18.30.0/24"))
    whole = tuple(boxes(here, there, EVERY_SERVICE))
    half = tuple(boxes(spans([ip_network("198.18.20.0/25")]), there, EVERY_SERVICE))
    assert less(whole, whole) == ()
    rest = less(whole, half)
    assert rest
    assert meet(rest, half) == ()
