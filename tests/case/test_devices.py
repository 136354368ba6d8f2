"""USB devices that no register knows; without a register nothing is unregistered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from sekisho.case.devices import unregistered
from sekisho.events.columns import FIELDS
from sekisho.events.kinds import DOCUMENT, WINDOWS
from sekisho.events.table import events
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import load

KNOWN = r"USBSTOR\Disk&Ven_BUFFALO&Prod_USB_Flash&Rev_1.00\299059C4B234&0"
OTHER = r"USBSTOR\Disk&Ven_OTHER&Prod_Stick&Rev_1.00\AA11BB22CC33&0"
REGISTER = [
    ["登録番号", "所属", "メーカー", "シリアル番号"],
    ["USB-002", "総務政策課", "BUFFALO", "299059c4b234"],
]


def plugged(*ids: str) -> pa.RecordBatch:
    rows = len(ids)
    columns = {
        "@timestamp": [datetime(2016, 6, 3, 1, n, tzinfo=UTC) for n in range(rows)],
        "host.name": "PC-101",
        "event.provider": "Microsoft-Windows-Security-Auditing",
        "winlog.channel": "Security",
        "EventID": 6416,
        "event.code": "6416",
        "evidence": "pc.evtx",
        "position": list(range(1, rows + 1)),
        "unit": "record",
        "fields": pa.array(
            [[("DeviceId", one), ("ClassName", "DiskDrive")] for one in ids], FIELDS
        ),
    }
    return events(WINDOWS, rows, columns)


def register() -> pa.RecordBatch:
    columns = {
        "evidence": "台帳/USB.csv",
        "position": [1, 2],
        "unit": "row",
        "document.table": 1,
        "document.row": [1, 2],
        "document.cells": REGISTER,
        "document.text": ["\t".join(row) for row in REGISTER],
    }
    return events(DOCUMENT, 2, columns)


@pytest.mark.parametrize(
    ("ids", "expected"), [((KNOWN,), 0), ((OTHER,), 1), ((KNOWN, OTHER), 1), ((), 0)]
)
def test_only_what_the_register_does_not_know_is_found(ids: tuple[str, ...], expected: int) -> None:
    found = unregistered(of_batches([plugged(*ids), register()]), None)
    assert len(found) == expected
    assert all(one.host == "PC-101" and one.evidence == "pc.evtx" for one in found)


def test_without_a_register_nothing_is_unregistered() -> None:
    assert unregistered(of_batches([plugged(OTHER)]), load(None)) == ()


def test_the_rulebook_registers_devices_too(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_text(
        f"version: 1\ndevices:\n  - name: 総務の貸出用\n    id: '{KNOWN}'\n", encoding="utf-8"
    )
    connection = of_batches([plugged(KNOWN, OTHER)])
    assert len(unregistered(connection, load(path))) == 1
