"""Files that Sekisho puts in place or adds to, a case folder, and a power cut at any moment."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.case.notices.register import Told, append
from sekisho.case.notices.register import read as read_register
from sekisho.cli.drill_page import Log
from sekisho.intake.beside import NOTICES
from sekisho.ledger.manifest import ManifestError
from sekisho.ledger.put import add_line, put, put_new
from sekisho.ledger.verify import verify
from tests.town.power.disk import EXTREMES, Disk, Fate, chance, laid_out
from tests.town.power.traced import STRACE, read, replayed, traced

pytestmark = [
    pytest.mark.skipif(STRACE is None, reason="needs strace (apt-get install strace)"),
    pytest.mark.slow,
]
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
LONG = b"x" * 9000
DONE = b"done"
LINE = (
    b"1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://example.jp/ tanaka "
    b"HIER_DIRECT/198.51.100.7 text/html\n"
)


def _told(number: int) -> Told:
    return Told("2026-11-28T03:00:00+00:00", "sent", str(number), "", "", "", "", "")


STEPS: tuple[tuple[Callable[[Path], object], Callable[[Path], object]], ...] = (
    (lambda top: put(top / "a.json", b"old"), lambda top: (top / "a.json").exists()),
    (lambda top: put(top / "a.json", LONG), lambda top: (top / "a.json").read_bytes() == LONG),
    (lambda top: put_new(top / "b.json", LONG), lambda top: (top / "b.json").exists()),
    (lambda top: NOTICES.keep(top / "case", LONG), lambda top: NOTICES.latest(top / "case")),
    (lambda top: add_line(top / "lines", b"1\n"), lambda top: b"1\n" in _lines(top)),
    (lambda top: add_line(top / "lines", b"2\n"), lambda top: b"2\n" in _lines(top)),
    (lambda top: append(top / "acts", [_told(1)]), lambda top: len(_acts(top)) >= 1),
    (lambda top: append(top / "acts", [_told(2)]), lambda top: len(_acts(top)) == 2),
    (lambda top: Log(top / "calls", lambda: NOW).write("call"),
     lambda top: b'"call"' in (top / "calls").read_bytes()),
)  # fmt: skip
"""What is done, and how one sees afterwards that it was."""


def _lines(top: Path) -> list[bytes]:
    path = top / "lines"
    return path.read_bytes().splitlines(keepends=True) if path.exists() else []


def _acts(top: Path) -> tuple[Told, ...]:
    path = top / "acts"
    return read_register(path.read_bytes()) if path.exists() else ()


def stepped(top: str) -> None:
    """Does it all and tells after each; runs under strace."""
    (Path(top) / "case").mkdir()
    for do, _ in STEPS:
        do(Path(top))
        os.write(1, DONE)


def after(disk: Disk, what: Fate, place: Path) -> Path:
    if place.exists():
        shutil.rmtree(place)
    return laid_out(disk.kept(what), place)


def test_what_was_done_is_there_and_nothing_half(tmp_path: Path) -> None:
    top, record = tmp_path / "disk", tmp_path / "record"
    top.mkdir()
    program = f"from tests.town.power.test_files import stepped; stepped({str(top)!r})"
    done = traced(record, [sys.executable, "-c", program])
    assert (done.stdout, done.returncode) == (DONE * len(STEPS), 0), done.stderr
    disk, told = Disk(str(top)), 0
    for number, call in enumerate(replayed(disk, read(record))):
        told += call.name == "write" and call.result is None and call.strings[:1] == [DONE]
        if call.result is not None:
            continue
        for what in (*EXTREMES, chance(number)):
            place = after(disk, what, tmp_path / "after")
            for did, (_, seen) in enumerate(STEPS[:told]):
                assert seen(place), (did, told)
            for path in (place / "a.json", place / "b.json", *(place / "case").rglob("*.jsonl")):
                assert not path.exists() or path.read_bytes() in (b"old", LONG), path
    assert told == len(STEPS)


def test_a_case_that_was_done_is_as_it_was_sealed(tmp_path: Path) -> None:
    """And one under way can be looked at in any state."""
    top, record, evidence = tmp_path / "disk", tmp_path / "record", tmp_path / "evidence"
    top.mkdir()
    evidence.mkdir()
    (evidence / "access.log").write_bytes(LINE)
    words = ["investigate", str(evidence), "--case", str(top / "town" / "case"), "--workers", "1"]
    program = f"import sys; from sekisho.cli.main import main; sys.exit(main({words!r}))"
    done = traced(record, [sys.executable, "-c", program])
    assert b"Traceback" not in done.stderr
    disk = Disk(str(top))
    under_way = 0
    for number, call in enumerate(replayed(disk, read(record))):
        if call.name == "fsync" and call.result is None and disk.holds(call.opened[0]):
            under_way += looked_at(after(disk, chance(number), tmp_path / "after"))
    assert under_way > 5
    for what in (*EXTREMES, *map(chance, range(4))):
        case = after(disk, what, tmp_path / "after") / "town" / "case"
        found = verify(case, evidence)
        assert found.differences == ()
        assert found.compared > 5


def looked_at(place: Path) -> bool:
    """Whether there was anything to look at: torn, it is told by a code or as a difference."""
    case = place / "town" / "case"
    try:
        return bool(verify(case).compared)
    except ManifestError as error:
        return error.code != "ledger.no_manifest"
