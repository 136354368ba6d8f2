"""Files downloaded from a FortiGate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.syslog.fortigate import SOURCE

Told = Callable[..., Any]
FOLDER = "sources/syslog/fortigate"


def test_quoted_and_comma_forms(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "good_quoted.csv")
    assert told.unread == []
    first, second = told.events
    assert first["@timestamp"] == "2016-06-03T07:41:35Z"
    assert first["observer.name"] == "FGT60E0000000001"
    assert first["source.bytes"] == 53000000
    assert first["fields"]["msg"] == 'a "word", and more'
    assert (second["network.application"], second["destination.ip"]) == ("A, B", "203.0.113.11")


def test_what_does_not_fit_stays_in_fields(telling: Told, data: Path) -> None:
    told = telling(SOURCE, data / FOLDER / "bad.log")
    assert told.unread == [(3, "unread.syslog_header")]
    first, second, fourth = told.events
    assert first["fields"]["msg"] == '"open quote at the end'
    assert not first.keys() & {"source.ip", "destination.port", "source.bytes"}
    assert first["fields"]["duration"] == "-5"
    assert "@timestamp" not in second
    assert second["fields"]["eventtime"] == "99"
    assert fourth["observer.name"] == "C:\\"
    assert fourth["fields"][""] in ("word", "=")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_encodings_and_line_ends(
    telling: Told, data: Path, tmp_path: Path, ending: str, encoding: str
) -> None:
    text = (data / FOLDER / "good.log").read_text(encoding="utf-8").rstrip("\n")
    path = tmp_path / "traffic.log"
    path.write_bytes(text.replace("\n", ending).encode(encoding))
    assert telling(SOURCE, path).events == telling(SOURCE, data / FOLDER / "good.log").events


@pytest.mark.parametrize(
    ("name", "least"), [("good.log", 90), ("good_quoted.csv", 90), ("bad.log", 85)]
)
def test_identification(data: Path, name: str, least: int) -> None:
    head = (data / FOLDER / name).read_bytes()
    assert SOURCE.identify(Sample(name, head, len(head))) >= least


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"date=2016-06-03 price=100\n",
        b"Jun  3 16:03:11 gw date=2016-06-03 time=16:03:11 logid=1\n",
        b"date,time,logid\n2016-06-03,16:03:11,1\n",
    ],
)
def test_other_files_are_not_claimed(text: bytes) -> None:
    assert SOURCE.identify(Sample("x", text, len(text))) == 0


@pytest.mark.parametrize("name", ["good.log", "good_quoted.csv"])
def test_reread(same_at_pointer: Told, data: Path, name: str) -> None:
    same_at_pointer(SOURCE, data / FOLDER / name)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["good.log", "good_quoted.csv"]),
    change=st.binary(max_size=40),
    at=st.floats(0, 1),
    keep=st.floats(0.3, 1),
)
def test_no_change_of_bytes_loses_a_line(
    mutated: Told, data: Path, name: str, change: bytes, at: float, keep: float
) -> None:
    mutated(SOURCE, data / FOLDER / name, change, at, keep)
