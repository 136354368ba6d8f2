"""What became of a request, by refusal and by status."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from sekisho.sources.verdict import verdict


@pytest.mark.parametrize(
    ("denied", "status", "action", "outcome"),
    [
        (False, 200, "allowed", "success"),
        (False, 304, "allowed", "success"),
        (False, 399, "allowed", "success"),
        (False, 400, "allowed", "failure"),
        (False, 404, "allowed", "failure"),
        (False, 503, "allowed", "failure"),
        (False, 0, "allowed", None),
        (False, 99, "allowed", None),
        (False, 100, "allowed", "success"),
        (False, None, "allowed", None),
        (True, 403, "denied", "failure"),
        (True, 200, "denied", "failure"),
        (True, 0, "denied", "failure"),
        (True, None, "denied", "failure"),
    ],
)
def test_one_request(denied: bool, status: int | None, action: str, outcome: str | None) -> None:
    found = verdict(np.array([denied]), pa.array([status], pa.int32()))
    assert found["event.action"].to_pylist() == [action]
    assert found["event.outcome"].to_pylist() == [outcome]


def test_without_statuses_only_refusals_have_an_outcome() -> None:
    found = verdict(np.array([False, True]), None)
    assert found["event.action"].to_pylist() == ["allowed", "denied"]
    assert found["event.outcome"].to_pylist() == [None, "failure"]


def test_nothing_gives_nothing() -> None:
    found = verdict(np.array([], dtype=bool), pa.array([], pa.int32()))
    assert {name: len(column) for name, column in found.items()} == {
        "event.action": 0,
        "event.outcome": 0,
    }
