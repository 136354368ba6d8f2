"""Gates switched on and a power cut at any moment: the old settings or the new ones, and which."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.gates.applied.change import Order, Switch, Wanted
from sekisho.gates.applied.machine import Machine
from sekisho.gates.contract import Placement
from tests.town.power.disk import EVERYTHING, EXTREMES, Disk, chance, laid_out
from tests.town.power.traced import STRACE, Call, read, replayed, traced

pytestmark = [
    pytest.mark.skipif(STRACE is None, reason="needs strace (apt-get install strace)"),
    pytest.mark.slow,
]
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
FIRST, SECOND = "etc/gate/gate.conf", "etc/gate/lists/all"
CONTENTS = ({"gate.conf": b"one\n" * 2000, "all": b"a\n"}, {"gate.conf": b"two\n", "all": b"b\n"})
PLACEMENT = Placement({"gate.conf": f"/{FIRST}", "all": f"/{SECOND}"}, load=(), unload=())
TOLD = "applied"


def switched(top: str) -> None:
    """Puts one set of files in place after the other, and tells of each; runs under strace."""
    switch = Switch(Path(top) / "sekisho" / "gates", Machine(Path(top), runs=False))
    for contents in CONTENTS:
        wanted = Wanted(gate="web", target="squid", placement=PLACEMENT, contents=contents)
        done = switch.apply([wanted], Order(who="関 次郎", when=NOW))
        os.write(1, str(done.outcome).encode())


@dataclass(frozen=True)
class Cut:
    """``told``: how many changes the user was told to be done."""

    disk: Disk
    told: int


def cuts(top: Path, record: Path) -> Iterator[Cut]:
    """At every call that changes something, and after the end."""
    disk, told = Disk(str(top)), 0
    for call in replayed(disk, read(record)):
        if _says(call):
            told += 1
        if call.result is None and any(disk.holds(path) for path in call.opened):
            yield Cut(disk, told)
    yield Cut(disk, told)
    there = {path.relative_to(top).as_posix(): path for path in top.rglob("*")}
    known = {name: path.read_bytes() if path.is_file() else None for name, path in there.items()}
    kept = disk.kept(EVERYTHING)
    for name in [name for name in kept if name.endswith("/lock")]:
        assert name in known  # SQLite's, and of no content
    assert kept == known, "the model did not understand every call"


def _says(call: Call) -> bool:
    return call.name == "write" and call.result is None and call.strings[:1] == [TOLD.encode()]


def test_whatever_is_forgotten_the_machine_has_one_set_whole(tmp_path: Path) -> None:
    top, record = tmp_path / "disk", tmp_path / "calls"
    top.mkdir()
    program = f"from tests.town.power.test_applied import switched; switched({str(top)!r})"
    done = traced(record, [sys.executable, "-c", program])
    assert (done.stdout, done.returncode) == (TOLD.encode() * 2, 0), done.stderr
    seen = set()
    for number, cut in enumerate(cuts(top, record)):
        for what in (*EXTREMES, chance(number)):
            place = tmp_path / "after"
            if place.exists():
                shutil.rmtree(place)
            laid_out(cut.disk.kept(what), place)
            switch = Switch(place / "sekisho" / "gates", Machine(place, runs=False))
            if switch.state.exists():
                switch.repair(NOW)
            found = tuple(_at(place / one) for one in (FIRST, SECOND))
            sets = [(None, None), *((one["gate.conf"], one["all"]) for one in CONTENTS)]
            assert found in sets, (number, cut.told)
            assert sets.index(found) >= cut.told, "what was told to be on is not"
            seen.add(sets.index(found))
            assert len(switch.journal().history("web", "squid")) == sets.index(found)
    assert seen == {0, 1, 2}


def _at(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
