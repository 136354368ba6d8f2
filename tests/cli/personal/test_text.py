from __future__ import annotations

import io
import json
import os
import sys
import threading

import pytest

from sekisho.cli.main import main
from sekisho.cli.personal import text as act


class Pipe(io.RawIOBase):
    """A pipe that hands over the given pieces one by one."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        piece = self.pieces.pop(0) if self.pieces else b""
        buffer[: len(piece)] = piece
        return len(piece)


def ask(monkeypatch: pytest.MonkeyPatch, capfdbinary, *pieces: bytes, words: tuple[str, ...] = ()):
    stdin = io.TextIOWrapper(io.BufferedReader(Pipe(*pieces)), encoding="utf-8")
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(sys, "stdout", stdout)
    code = main(["personal", "text", *words])
    return code, [json.loads(line) for line in stdout.buffer.getvalue().splitlines()]


def test_a_line_a_find_with_places_in_characters(monkeypatch, capfdbinary) -> None:
    text = "𠮷田は ０７７８－４４－６０００ と aoki@example.jp へ"
    line = json.dumps({"id": 7, "text": text}).encode() + b"\n"
    code, rows = ask(monkeypatch, capfdbinary, line)
    assert code == 0
    phone, mail = (row for row in rows if row["kind"] in ("phone", "mail"))
    assert phone["id"] == mail["id"] == 7
    assert text[phone["start"] : phone["end"]] == "０７７８－４４－６０００"
    assert (phone["value"], mail["value"]) == ("0778446000", "aoki@example.jp")
    assert set(phone) == {"id", "kind", "start", "end", "value", "score", "reason"}


def test_bad_lines_are_answered_with_their_number_and_the_rest_goes_on(
    monkeypatch, capfdbinary
) -> None:
    good = b'{"id": "b", "text": "aoki@example.jp"}\n'
    lines = (b'{"id": "a"}\n', b"no json\n", b"\n", good, b"[1]\n", b'"\xff"\n', b'{"text": "x"}')
    code, rows = ask(monkeypatch, capfdbinary, b"".join(lines))
    assert code == 3
    assert [(row["line"], row["error"]) for row in rows if "error" in row] == [
        (1, "cli.personal.line.no_text"),
        (2, "cli.personal.line.no_json"),
        (5, "cli.personal.line.no_id"),
        (6, "cli.personal.line.no_json"),
        (7, "cli.personal.line.no_id"),
    ]
    assert [row["id"] for row in rows if row.get("kind") == "mail"] == ["b"]


def test_lines_are_answered_as_they_come() -> None:
    pipe = io.BufferedReader(Pipe(b"a\nb", b"c\n", b"d"))
    assert list(act.batches(pipe)) == [[(1, b"a")], [(2, b"bc")], [(3, b"d")]]


def test_much_comes_through_a_real_pipe(monkeypatch) -> None:
    out, into = os.pipe()
    line = json.dumps({"id": 1, "text": "aoki@example.jp"}).encode() + b"\n"
    count = 300_000 // len(line)
    with os.fdopen(into, "wb") as writer, os.fdopen(out, encoding="utf-8") as stdin:
        sent = threading.Thread(target=lambda: (writer.write(line * count), writer.close()))
        stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys, "stdout", stdout)
        sent.start()
        assert main(["personal", "text"]) == 0
        sent.join()
    assert stdout.buffer.getvalue().count(b"aoki@example.jp") == count


def test_an_endless_line_costs_no_memory_and_the_next_is_read(monkeypatch) -> None:
    monkeypatch.setattr(act, "LONGEST", 4)
    pipe = io.BufferedReader(Pipe(b"123", b"456", b"789", b"0\nab\n", b"cdefgh"))
    lines = [line for batch in act.batches(pipe) for line in batch]
    assert [act.parsed(*line).wrong for line in lines] == [
        "cli.personal.line.too_long",
        "cli.personal.line.no_json",
        "cli.personal.line.too_long",
    ]
    assert [number for number, _ in lines] == [1, 2, 3]


def test_the_score_asked_for(monkeypatch, capfdbinary) -> None:
    line = json.dumps({"id": 1, "text": "2016/06/10 と 123456789018"}).encode()
    assert ask(monkeypatch, capfdbinary, line)[1] == []
    _, rows = ask(monkeypatch, capfdbinary, line, words=("--least", "0.3"))
    assert {row["kind"] for row in rows} >= {"birth", "my_number"}


def test_an_unknown_act_is_a_mistake_of_the_user(capsys) -> None:
    assert main(["personal", "guess"]) == 2
    assert main(["personal"]) == 2
