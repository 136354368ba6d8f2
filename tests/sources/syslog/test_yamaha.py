"""Files of ``show log``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Note, Sample
from sekisho.sources.syslog.yamaha import SOURCE

Told = Callable[..., Any]
FOLDER = "sources/syslog/yamaha"


def test_bad_lines(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "bad.log")
    assert told.unread == [(1, "unread.syslog_header"), (5, "unread.syslog_header")]
    cut, undated, odd = told.events
    assert (cut["kind"], cut["event.dataset"]) == ("syslog", "yamaha.syslog")
    assert "@timestamp" not in undated
    assert undated["client.ip"] == "192.168.1.33"
    assert odd["destination.ip"] == "203.0.113.10"
    assert not odd.keys() & {"source.ip", "destination.port"}
    assert told.notes == [Note("note.zone_assumed", {"zone": "Asia/Tokyo"})]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends(telling: Told, data: Path, tmp_path: Path, ending: str) -> None:
    text = (data / FOLDER / "good.log").read_text(encoding="utf-8").rstrip("\n")
    path = tmp_path / "rtx.txt"
    path.write_bytes(("\ufeff" + text.replace("\n", ending)).encode())
    assert telling(SOURCE, path).events == telling(SOURCE, data / FOLDER / "good.log").events


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        (b"2016/06/03 16:41:35: text\n", 85),
        (b"# show log\n2016/06/03 16:41:35: a\n2016/06/03 16:41:35: b\n", 78),
        (b"2016/06/03 16:41:35 text\n", 0),
        (b"", 0),
    ],
)
def test_identification(text: bytes, confidence: int) -> None:
    assert SOURCE.identify(Sample("x", text, len(text))) == confidence


def test_reread(same_at_pointer: Told, data: Path) -> None:
    same_at_pointer(SOURCE, data / FOLDER / "good.log")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(change=st.binary(max_size=40), at=st.floats(0, 1), keep=st.floats(0.3, 1))
def test_no_change_of_bytes_loses_a_line(
    mutated: Told, data: Path, change: bytes, at: float, keep: float
) -> None:
    mutated(SOURCE, data / FOLDER / "good.log", change, at, keep)
