"""Ordinary traffic: ordered, honest about who is there, and in pieces that fit into memory."""

from __future__ import annotations

from datetime import date
from itertools import islice

from sekisho.drill.clock import HOUR, Span, at
from sekisho.drill.leases import Holding
from sekisho.drill.noise_web import OfficeTraffic, Quiet

DAY = date(2016, 6, 3)
WHOLE = Span(at(DAY, 0), at(DAY, 0) + 24 * HOUR)


def holdings(count: int, span: Span = WHOLE) -> list[Holding]:
    return [
        Holding(f"PC{n:02d}", f"00:1b:00:00:00:{n:02x}", f"10.0.0.{n}", span) for n in range(count)
    ]


def test_batches_stay_small_however_large_the_scale() -> None:
    traffic = OfficeTraffic("t", holdings(30), [], {})
    sizes = [len(batch.end) for batch in islice(traffic.batches([DAY], 200), 14)]
    assert max(sizes) <= 200_000
    assert sum(sizes) > 600_000


def test_scale_multiplies_the_lines() -> None:
    counts = [
        sum(
            len(batch.end)
            for batch in OfficeTraffic("t", holdings(5), [], {}).batches([DAY], scale)
        )
        for scale in (1, 10)
    ]
    assert 9.5 < counts[1] / counts[0] < 10.5


def test_requests_come_in_order_and_never_begin_before_their_stretch() -> None:
    last = 0
    for batch in OfficeTraffic("t", holdings(6), [], {}).batches([DAY], 2):
        for hit in batch.hits():
            assert last <= hit.end
            assert batch.span.start <= hit.start <= hit.end < batch.span.end
            last = hit.end


def test_a_pc_is_seen_only_where_it_is_on_and_not_told_to_be_quiet() -> None:
    on = Span(at(DAY, 9), at(DAY, 12))
    silence = Span(at(DAY, 10), at(DAY, 10, 20))
    traffic = OfficeTraffic("t", holdings(2, on), [Quiet("PC01", silence)], {"PC00": "uno"})
    hits = [hit for batch in traffic.batches([DAY], 20) for hit in batch.hits()]
    assert {hit.client.user for hit in hits if hit.client.host == "PC00"} == {"uno"}
    assert all(on.holds(hit.start) and on.holds(hit.end) for hit in hits)
    quiet = [hit for hit in hits if silence.holds(hit.end)]
    assert {hit.client.host for hit in quiet} == {"PC00"}
