"""Sessions of connections: where one ends and the next begins."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.connections import Connection
from sekisho.case.facts import ClockOffset, Reference
from sekisho.case.runs import APART, runs

from .conftest import at

CLOCK = ClockOffset("squid.proxy", None, 0.0, 1.0, ())


def connection(start: datetime | None, end: datetime) -> Connection:
    return Connection(
        tool="AnyDesk", role="use", peer="relay", start=start, end=end, host="pc-a",
        address="10.0.0.21", user=None, outcome="allowed", tunnel=True, uri=None, mime=None,
        sent_bytes=None, clock=CLOCK, kind="proxy", evidence=Reference("a", 1, "line"),
    )  # fmt: skip


def spans(*times: tuple[str, str]) -> list[Connection]:
    return [connection(at(start), at(end)) for start, end in times]


def test_each_call_goes_with_the_session_it_leads_to() -> None:
    first, second = runs(
        spans(
            ("16:02", "16:02:01"),
            ("16:03", "16:20"),
            ("16:20:40", "16:20:41"),
            ("16:22", "16:41"),
            ("16:42", "16:42:02"),
        )
    )
    assert [one.start for one in first.calls] == [at("16:02")]
    assert [one.start for one in second.calls] == [at("16:20:40"), at("16:42")]


def test_ends_alone_tell_of_no_interruption() -> None:
    (run,) = runs([connection(None, at("16:10")), connection(None, at("16:50"))])
    assert len(run.carrying) == 2


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 4_000)), min_size=1, max_size=12))
def test_every_connection_is_in_one_session_and_sessions_are_apart(
    drawn: list[tuple[int, int]],
) -> None:
    made = [
        connection(at("8:00") + timedelta(seconds=a), at("8:00") + timedelta(seconds=a + b))
        for a, b in drawn
    ]
    found = runs(made)
    assert sorted(map(id, made)) == sorted(id(one) for run in found for one in run.members)
    ends = [max(one.end for one in run.carrying) for run in found]
    starts = [min(one.start or one.end for one in run.carrying) for run in found]
    assert all(start - end > APART for end, start in zip(ends, starts[1:], strict=False))
