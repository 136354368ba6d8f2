"""``sekisho personal text``: JSON lines {id, text} in, a JSON line a find out, as they come."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Protocol, cast

import orjson

from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice
from sekisho.personal.recognise import Find, finds_in
from sekisho.personal.recognise.contract import SURE

if sys.platform == "linux":
    import fcntl

_AT_ONCE = 1 << 20
"""Bytes that are read together: much at once costs less than the same piece by piece."""
LONGEST = 1 << 26
"""Bytes of the longest line that is read; a longer one is a bad line."""


class Arriving(Protocol):
    """A stream that gives what has arrived."""

    def read1(self, size: int, /) -> bytes:
        """At most ``size`` bytes, none at the end."""


@dataclass(frozen=True)
class Given:
    """One line: its number, and its id and text or the code of what is wrong with it."""

    number: int
    id: Any = None
    text: str = ""
    wrong: str = ""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``[--least SCORE]``."""
    parser.add_argument(
        "--least", metavar="SCORE", type=float, default=SURE, help=voice.text("cli.personal.least")
    )


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Answers every line of standard input. A bad line is answered with its number, and the work
    goes on."""
    bad = 0
    _widened(sys.stdin.buffer)
    for lines in batches(cast("Arriving", sys.stdin.buffer)):
        read = [parsed(number, line) for number, line in lines if line.strip()]
        bad += sum(bool(one.wrong) for one in read)
        sys.stdout.buffer.write(answered(read, given.least, voice))
        sys.stdout.buffer.flush()
    if bad:
        print(voice.text("cli.personal.bad_lines", count=bad), file=voice.err)
    return Exit.NOT_ALL_READ if bad else Exit.DONE


def _widened(stream: IO[bytes]) -> None:
    """A pipe that holds as much as is read at once, where the system knows how (Linux has 64 KB
    else); anything else stays as it is."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(stream.fileno(), fcntl.F_SETPIPE_SZ, _AT_ONCE)


def batches(stream: Arriving) -> Iterator[list[tuple[int, bytes]]]:
    """Whole lines with their numbers from 1, as many as have arrived: nobody waits for a batch."""
    rest, number, overlong = b"", 0, False
    while data := stream.read1(_AT_ONCE):
        *lines, rest = (rest + data).split(b"\n")
        if overlong and lines:
            lines[0], overlong = b"\0", False
        if lines:
            yield [(number + at, line) for at, line in enumerate(lines, start=1)]
        number += len(lines)
        if overlong or len(rest) > LONGEST:
            rest, overlong = b"", True
    if rest or overlong:
        yield [(number + 1, b"\0" if overlong else rest)]


def parsed(number: int, line: bytes) -> Given:
    """What a line says."""
    if line == b"\0" or len(line) > LONGEST:
        return Given(number, wrong="cli.personal.line.too_long")
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Given(number, wrong="cli.personal.line.no_json")
    if not isinstance(content, dict) or "id" not in content:
        return Given(number, wrong="cli.personal.line.no_id")
    if not isinstance(content.get("text"), str):
        return Given(number, content["id"], wrong="cli.personal.line.no_text")
    return Given(number, content["id"], content["text"])


def answered(read: Sequence[Given], least: float, voice: Voice) -> bytes:
    """The lines of the answer, in the order of the lines given."""
    good = [one for one in read if not one.wrong]
    finds = iter(finds_in([one.text for one in good], least=least))
    rows: list[dict[str, Any]] = []
    for one in read:
        if one.wrong:
            rows.append(
                {
                    "line": one.number,
                    "id": one.id,
                    "error": one.wrong,
                    "message": voice.text(one.wrong),
                }
            )
        else:
            rows += [_row(one.id, find) for find in next(finds)]
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def _row(name: Any, find: Find) -> dict[str, Any]:
    return {
        "id": name,
        "kind": find.kind,
        "start": find.start,
        "end": find.end,
        "value": find.value,
        "score": find.score,
        "reason": find.reason,
    }
