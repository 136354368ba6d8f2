from __future__ import annotations

from pathlib import Path

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory.measured import Asked
from sekisho.personal.inventory.summary import Summary
from tests.personal.inventory.rows import row


def test_rows_in_a_few_numbers(tmp_path: Path) -> None:
    """Copies of the same bytes count once among the persons, as the last of them was counted; what
    has no hash is no copy."""
    found = Summary(Asked(), tmp_path)
    one, other = {"table": Bounds(2, 3)}, {"table": Bounds(1, 1), "text": Bounds(0, 4)}
    for given in (
        row("/a", sha256="0" * 64, obtained=one, persons=Bounds(2, 3), class_="3B"),
        row("/b", sha256="0" * 64, obtained=other, findings=(Reason("x"), Reason("y"))),
        row("/c", obtained=one, status="partly", findings=(Reason("x"),)),
        row("/d", obtained=one, status="not_read", class_="unknown"),
    ):
        found.row(given)
    assert found.told() == {
        "documents": 4,
        "status": {"not_read": 1, "partly": 1, "read": 2},
        "with_persons": 1,
        "mentions": {"table": {"low": 5, "high": 7}, "text": {"low": 0, "high": 4}},
        "persons": None,
        "key": None,
        "classes": {"1": 2, "3B": 1, "unknown": 1},
        "findings": {"x": 2, "y": 1},
    }


def test_nothing_is_nobody(tmp_path: Path) -> None:
    told = Summary(Asked(key=bytes(32)), tmp_path).told()
    assert (told["documents"], told["persons"]) == (0, {"low": 0, "high": 0})
