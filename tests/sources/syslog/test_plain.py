"""Messages that no payload understands."""

from __future__ import annotations

import pyarrow as pa

from sekisho.sources.contract import Lines
from sekisho.sources.syslog.frames import framed
from sekisho.sources.syslog.plain import plain


def test_everything_is_kept() -> None:
    text = "<30>Jun  3 16:03:11 gw prog[9]: some words"
    frames, _ = framed(Lines("x", pa.array([5]), pa.array([text])), "source")
    item = plain(frames, "payload")
    row = {name: value for name, value in item.batch.to_pylist()[0].items() if value}
    assert item.kind.name == "syslog"
    assert row == {
        "time.text": "Jun  3 16:03:11",
        "host.name": "gw",
        "observer.name": "gw",
        "event.dataset": "source.syslog",
        "event.provider": "prog",
        "evidence": "x",
        "position": 5,
        "unit": "line",
        "process.name": "prog",
        "log.syslog.priority": 30,
        "message": "some words",
        "fields": [("pid", "9")],
    }
