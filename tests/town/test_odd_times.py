"""Times that cannot be, in every format that writes a date: kept, counted, never raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run

Events = Callable[..., Run]

YEARS = ["0000", "0001", "1601", "1969", "2099", "9999"]
EPOCHS = ["0000000000", "-999999999", "4102444800", "9999999999", "99999999999999999999", "1e300",
          "NaN", "-1e300"]  # fmt: skip
TEXTS = [
    "squid/good.log", "squid/good_combined.log", "elff/good.log", "ifilter/good.log",
    "ifilter/good_block.log", "winlogbeat/good.ndjson", "event_xml/good.xml",
    "windows_dhcp/good.log", "windows_dhcp/good_ja.log", "exchange_tracking/good.log",
    "syslog/syslog/good.log", "syslog/fortigate/good.log", "syslog/yamaha/good.log",
    "syslog/dhcpd_leases/good.leases", "mail/eml/good.eml", "mail/mbox/good.mbox",
]  # fmt: skip
_YEAR = re.compile(rb"(?<![\d.])(?:19|20)\d\d(?=[-/. ,])|(?<=[/ ])(?:19|20)\d\d(?!\d)")
_SHORT = re.compile(rb"(?<!\d)(\d\d/\d\d)/\d\d(?=,)")
_EPOCH = re.compile(rb"(?<![\d.])1[34567]\d{8}(?!\d)")


def fixtures(data: Path) -> list[Path]:
    """Every text fixture that is there under one of the names, or the folder's first good one."""
    found = []
    for name in TEXTS:
        path = data / "sources" / name
        candidates = [path] if path.exists() else sorted(path.parent.glob("good*"))
        found += candidates[:1]
    return found


@pytest.mark.parametrize("year", YEARS)
def test_years_that_cannot_be(evidence: Path, events: Events, data: Path, year: str) -> None:
    for number, path in enumerate(fixtures(data)):
        content = path.read_bytes()
        changed = _YEAR.sub(year.encode(), content)
        changed = _SHORT.sub(rb"\1/" + year[2:].encode(), changed)
        (evidence / f"{number:02d}-{path.name}").write_bytes(changed)
    run = events("--now", "2026-01-01")
    assert run.code in (0, 3)
    assert run.events > len(TEXTS)
    assert set(run.unread.values()) & {
        "not_read.pieces",
        "not_read.undated",
        "not_read.implausible",
    }
    assert "not_read.reader_failed" not in run.unread.values()


@pytest.mark.parametrize("epoch", EPOCHS)
def test_epochs_that_cannot_be(evidence: Path, events: Events, data: Path, epoch: str) -> None:
    for number, path in enumerate(fixtures(data)):
        changed = _EPOCH.sub(epoch.encode(), path.read_bytes())
        (evidence / f"{number:02d}-{path.name}").write_bytes(changed)
    run = events("--now", "2026-01-01")
    assert run.code in (0, 3)
    assert run.events > len(TEXTS) / 2
    assert "not_read.reader_failed" not in run.unread.values()


@pytest.mark.parametrize("seconds", [-62135596800, -11644473600, -1, 0, 4102444800, 2**40])
def test_file_times_that_cannot_be(evidence: Path, events: Events, seconds: int) -> None:
    import os

    try:
        os.utime(evidence / "good.log", (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("this disk does not keep such a time")
    run = events()
    assert (run.code, run.events) == (0, 1)
