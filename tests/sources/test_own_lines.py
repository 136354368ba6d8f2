"""Lines that Sekisho wrote itself: rows in their order, what cannot be read told with its place."""

from __future__ import annotations

import pyarrow as pa

from sekisho.events.kinds import GATE
from sekisho.sources.contract import Events, Lines, Unread
from sekisho.sources.own_lines import parse_with


def _word(line: str) -> dict[str, str] | None:
    return {"email.subject": line} if line.isalpha() else None


def test_good_and_bad_lines_part_and_keep_their_places() -> None:
    lines = Lines("x.jsonl", pa.array([4, 5, 6]), pa.array(["one", "2", "three"], pa.string()))
    good, bad = parse_with(_word, GATE, "test.gate", "unread.mail_gate_line")(lines, None)
    assert isinstance(good, Events)
    assert isinstance(bad, Unread)
    assert good.batch.column("email.subject").to_pylist() == ["one", "three"]
    assert good.batch.column("position").to_pylist() == [4, 6]
    assert bad.batch.column("position").to_pylist() == [5]


def test_nothing_gives_nothing() -> None:
    lines = Lines("x.jsonl", pa.array([], pa.int64()), pa.array([], pa.string()))
    assert list(parse_with(_word, GATE, "test.gate", "unread.mail_gate_line")(lines, None)) == []
