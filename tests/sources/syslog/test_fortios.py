"""FortiGate's times, and what no column took."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sekisho.events.kinds import FIREWALL
from sekisho.sources.contract import Lines
from sekisho.sources.syslog.fortios import Records, epochs, records_of
from sekisho.sources.syslog.frames import framed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1464937391", "2016-06-03T07:03:11+00:00"),
        ("1464937391369", "2016-06-03T07:03:11.369000+00:00"),
        ("1464937391369913", "2016-06-03T07:03:11.369913+00:00"),
        ("1464937391369913239", "2016-06-03T07:03:11.369913+00:00"),
        ("99", None),
        ("14649373913699132390", None),
        ("x464937391", None),
        (None, None),
    ],
)
def test_eventtime(text: str | None, expected: str | None) -> None:
    found = epochs(pa.array([text], pa.string()))[0].as_py()
    assert (found and found.isoformat()) == expected


def _records(*texts: str) -> Records:
    positions = pa.array(range(1, len(texts) + 1), pa.int64())
    frames, _ = framed(Lines("x", positions, pa.array(texts)))
    return records_of(frames, "Asia/Tokyo")


def test_a_pair_is_in_its_column_or_in_the_rest() -> None:
    records = _records(
        'date=2016-06-03 time=16:03:11 user="" unauthuser=satou a=1',
        "date=2016-06-03 time=16:03:11 user=suzuki unauthuser=satou",
    )
    assert records.of("user", "unauthuser").to_pylist() == ["satou", "suzuki"]
    batch = records.events(FIREWALL, {"evidence": "x"}).batch
    assert [dict(row) for row in batch["fields"].to_pylist()] == [
        {"user": "", "a": "1"},
        {"unauthuser": "satou"},
    ]


def test_some_records_keep_what_was_taken() -> None:
    records = _records("date=2016-06-03 a=1 b=2", "date=2016-06-03 a=3 b=4")
    records.of("a")
    some = records.where(pa.array([False, True]))
    [fields] = some.events(FIREWALL, {"evidence": "x"}).batch["fields"].to_pylist()
    assert dict(fields) == {"b": "4"}
