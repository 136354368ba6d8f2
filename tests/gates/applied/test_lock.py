"""Whoever comes after a kill waits for the programs that the killed one had started."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.gates.applied.change import Change, Wanted
from sekisho.gates.applied.lock import BusyError
from sekisho.gates.contract import Placement
from tests.gates.applied import NOW, order, standing, switch, wanted

SLOW = """
loaded=$1; shift
held=$(cat "$@")
echo >>"$0.begun"
while [ ! -e "$0.go" ]; do sleep 0.02; done
printf %s "$held" >"$loaded"
: >"$0.ended"
"""
"""Has read what it is to load, and loads it once a file is there."""


def slowly(root: Path) -> list[Wanted]:
    (one,) = wanted(root, "new")
    ((shell, option, _loader, _name, *words),) = one.placement.load
    load = ((shell, option, SLOW, str(root / "slow"), *words),)
    placement = Placement(one.placement.files, load, one.placement.unload)
    return [replace(one, placement=placement)]


def _there(path: Path) -> None:
    while not path.exists():
        time.sleep(0.02)


@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
def test_a_repair_comes_after_what_the_killed_one_began(tmp_path: Path) -> None:
    own = switch(tmp_path)
    own.apply(wanted(tmp_path, "old"), order())
    child = os.fork()
    if child == 0:
        own.apply(slowly(tmp_path), order())
        os._exit(0)
    _there(tmp_path / "slow.begun")
    with pytest.raises(BusyError):  # it lives: nobody waits
        own.repair(NOW)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    repaired: list[Change | None] = []
    waiting = threading.Thread(target=lambda: repaired.append(own.repair(NOW)))
    waiting.start()
    waiting.join(1)
    assert (tmp_path / "slow.begun").read_text() == "\n"
    assert repaired == []
    (tmp_path / "slow.go").touch()
    _there(tmp_path / "slow.ended")
    waiting.join()
    (change,) = repaired
    assert change is not None
    # what the killed one still loaded was there before, not after
    assert change.outcome == "put_back"
    assert standing(tmp_path) == ("old1", "old2", "old1old2")
