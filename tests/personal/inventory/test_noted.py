from __future__ import annotations

import pytest

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory import noted
from sekisho.personal.inventory.noted import Noted
from tests.personal.inventory.rows import row


def test_the_first_are_shown_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noted, "MOST", 2)
    found = Noted(row(f"/{at}", findings=(Reason("x"),) * (at > 0)) for at in range(5))
    assert [one.path for one in found.against.rows] == ["/1", "/2"]
    assert found.against.count == 4
    assert (found.unread.count, found.holding.count) == (0, 0)


def test_those_with_the_most_persons_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of as many persons the earlier; unknown and none are nobody."""
    monkeypatch.setattr(noted, "MOST", 3)
    counts = [2, 5, None, 0, 5, 1, 5]
    given = [
        row(f"/{at}", persons=None if count is None else Bounds(0, count))
        for at, count in enumerate(counts)
    ]
    holding = Noted(given).holding
    assert [one.path for one in holding.rows] == ["/1", "/4", "/6"]
    assert holding.count == 5


@pytest.mark.parametrize(
    ("status", "code", "unread", "missed"),
    [
        ("read", "x", 0, 0),
        ("partly", "x", 1, 1),
        ("not_read", "unread.encrypted", 1, 1),
        ("not_read", "not_read.link", 1, 0),
        ("not_read", "not_read.empty", 0, 0),
        ("not_read", "not_read.no_document", 0, 0),
        ("not_read", "not_read.unknown_format", 0, 0),
    ],
)
def test_what_was_to_be_read_and_was_not(status: str, code: str, unread: int, missed: int) -> None:
    found = Noted([row("/a", status=status, reasons=(Reason(code),))])
    assert (found.unread.count, found.missed) == (unread, missed)
