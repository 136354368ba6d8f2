"""What the account of the evidence becomes in the case: nothing that was lost goes untold."""

from __future__ import annotations

from sekisho.case.unread import unread
from sekisho.ledger.manifest import Entry


def entry(name: str, status: str, **more: object) -> Entry:
    fields = {"sha256": "0" * 64, "size": 1, "modified": None, "received": "", "origin": "folder"}
    return Entry(name=name, status=status, **{**fields, **more})  # type: ignore[arg-type]


def test_every_loss_has_its_reason_and_place() -> None:
    entries = [
        entry("whole", "read", events=5),
        entry("absent", "absent", events=5),
        entry("unknown", "not_read", reason="not_read.unknown_format"),
        entry("changed", "partly", reason="not_read.changed", events=5),
        entry("pieces", "partly", unread=3, first_unread=7, unit="line"),
        entry("times", "read", events=9, undated=2, implausible=4),
    ]
    found = [(one.path, one.reason.code, one.pieces, one.first_position) for one in unread(entries)]
    assert found == [
        ("absent", "not_read.absent", None, None),
        ("changed", "not_read.changed", None, None),
        ("pieces", "unread.pieces", 3, 7),
        ("times", "not_read.undated", 2, None),
        ("times", "not_read.implausible", 4, None),
        ("unknown", "not_read.unknown_format", None, None),
    ]
