"""Frames of single lines."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.contract import Lines
from sekisho.sources.syslog.frames import Frames, dated, framed

OUTER, INNER, MODERN = "Jun  3 16:03:12", "Jun  3 16:03:11", "2016-06-03T07:03:11Z"


def _framed(*texts: str) -> tuple[Frames, list[bool]]:
    lines = Lines("x", pa.array(np.arange(1, len(texts) + 1)), pa.array(texts, pa.string()))
    frames, others = framed(lines)
    return frames, others.to_pylist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<13>Jun  3 16:03:11 gw prog[1]: m", ("Jun  3 16:03:11", "gw", "prog", "1", 13, "m")),
        ("2016-06-03T16:03:11Z gw p: m", ("2016-06-03T16:03:11Z", "gw", "p", None, None, "m")),
        (
            "<34>1 2016-06-03T16:03:11Z h p 7 - - m",
            ("2016-06-03T16:03:11Z", "h", "p", "7", 34, "m"),
        ),
        # rsyslog keeps the blank that stood before a program's message
        (
            "<34>1 2016-06-03T16:03:11Z h p 7 - -  m",
            ("2016-06-03T16:03:11Z", "h", "p", "7", 34, "m"),
        ),
        ("<34>1 - - - - - -", (None, None, None, None, 34, "")),
        ("2016/06/03 16:03:11: m", ("2016/06/03 16:03:11", None, None, None, None, "m")),
        (
            "2016-06-03T16:03:11Z fs01 smbd_audit u|h|connect",
            ("2016-06-03T16:03:11Z", "fs01", "smbd_audit", None, None, "u|h|connect"),
        ),
        (
            "2016-06-03T16:03:11Z fs01 other u|h",
            ("2016-06-03T16:03:11Z", "fs01", None, None, None, "other u|h"),
        ),
        ("<189>date=2016-06-03 a=b", (None, None, None, None, 189, "date=2016-06-03 a=b")),
    ],
)
def test_forms(text: str, expected: tuple[object, ...]) -> None:
    frames, others = _framed(text)
    columns = (frames.stamps, frames.hosts, frames.programs, frames.pids, frames.priorities)
    assert (*(column[0].as_py() for column in columns), frames.messages[0].as_py()) == expected
    assert others == [False]


@pytest.mark.parametrize(
    ("text", "relay", "host", "stamp"),
    [
        (f"{OUTER} relay {INNER} gw p: m", f"{OUTER} relay", "gw", INNER),
        (f"{OUTER} {INNER} gw p: m", OUTER, "gw", INNER),
        (f"{OUTER} relay 1 {MODERN} gw p - - - m", f"{OUTER} relay", "gw", MODERN),
        (f"{OUTER} gw p: {INNER} m", None, "gw", OUTER),
    ],
)
def test_doubled_headers(text: str, relay: str | None, host: str, stamp: str) -> None:
    frames, _ = _framed(text)
    found = (frames.relays[0].as_py(), frames.hosts[0].as_py(), frames.stamps[0].as_py())
    assert found == (relay, host, stamp)


def test_lines_without_a_header() -> None:
    frames, others = _framed("text", "Jun  3 16:03:11 gw p: m", "\tmore")
    assert others == [True, False, True]
    assert frames.positions.to_pylist() == [2]


def test_frames_without_a_stamp_have_no_moment() -> None:
    frames, _ = _framed("date=2016-06-03 a=b", "2016-06-03T16:03:11Z gw p: m")
    times = dated(frames, None, "Asia/Tokyo").times.to_pylist()
    assert times[0] is None
    assert times[1].isoformat() == "2016-06-03T16:03:11+00:00"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1)))
def test_every_line_is_a_frame_or_none(texts: list[str]) -> None:
    frames, others = _framed(*texts)
    assert len(frames) + sum(others) == len(texts)
    dated(frames, None, "Asia/Tokyo")
