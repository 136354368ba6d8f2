"""The line gate switched on for real and killed anywhere: the kernel has one ruleset, whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sekisho.gates.applied.change import Switch, Wanted
from sekisho.gates.applied.machine import Machine
from sekisho.gates.applied.state import state
from sekisho.gates.line.gate import PLACEMENT
from sekisho.gates.line.nftables import NAME, ruleset
from sekisho.gates.stages import Stages
from tests.gates.applied import NOW, order
from tests.gates.line import loaded
from tests.gates.line.test_nftables import ZONES, can_judge
from tests.gates.test_applied import WATCHED

ROOT = Path(__file__).resolve().parents[3]
ACTS = ("first", "apply", "return")
BY_CHANCE = 30
"""Kills at any moment, also while the packet filter's own program runs."""
STAGES = {"old": Stages("observe"), "new": Stages("enforce")}


class _Trial:
    """A machine in a network of its own, put back to its beginning before each kill."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "machine"
        self.content = {name: (folder / name).read_bytes() for name in STAGES}
        self.loaded = {"none": ""}
        for name in STAGES:
            subprocess.run(["nft", "-f", str(folder / name)], check=True)
            self.loaded[name] = self.kernel()
        assert len(set(self.loaded.values())) == 3

    @property
    def switch(self) -> Switch:
        return Switch(self.root / "state", Machine(self.root))

    def kernel(self) -> str:
        told = subprocess.run(
            ["nft", "-s", "list", "table", "inet", "sekisho"], capture_output=True, check=False
        )
        return told.stdout.decode()

    def wanted(self, name: str) -> list[Wanted]:
        one = Wanted(gate="line", target="nftables", placement=PLACEMENT,
                     contents={NAME: self.content[name]}, stages=STAGES[name])  # fmt: skip
        return [one]

    def begin(self, act: str) -> tuple[str, str]:
        """The machine as it is before an act; what it had, and what it is to have."""
        subprocess.run(["nft", "flush", "ruleset"], check=True)
        shutil.rmtree(self.root, ignore_errors=True)
        if act != "first":
            self.switch.apply(self.wanted("old"), order())
        if act == "return":
            self.switch.apply(self.wanted("new"), order())
        return {"first": ("none", "new"), "apply": ("old", "new"), "return": ("new", "old")}[act]

    def do(self, act: str) -> None:
        own = self.switch
        own.take_back("line", None, order()) if act == "return" else own.apply(
            self.wanted("new"), order()
        )

    def stands(self) -> str:
        """The name of what the kernel has, whole; anything else is no name."""
        found = self.kernel()
        return next(name for name, text in self.loaded.items() if text == found)

    def told(self) -> str:
        """The name of what the machine's state says is on."""
        on = state(self.switch.journal(), self.switch.machine)
        assert all(not one.drift for one in on)
        return {(): "none", ("observe",): "old", ("enforce",): "new"}[
            tuple(one.stages.everybody for one in on)
        ]

    def after(self, pair: tuple[str, str]) -> str:
        """What a kill left, mended and used again: what is on once it is mended."""
        assert self.stands() in pair
        place = self.root / "etc" / "nftables.d" / NAME
        assert not place.exists() or place.read_bytes() in self.content.values()
        self.switch.repair(NOW)
        mended = self.told()
        assert self.stands() == mended
        assert mended in pair
        assert self.switch.apply(self.wanted("new"), order()).outcome == "applied"
        assert (self.stands(), self.told()) == ("new", "new")
        assert self.switch.take_back("line", None, order()).outcome == "returned"
        assert (self.stands(), self.told()) == (mended, mended)
        return mended


def _child(trial: _Trial, act: str, last: int) -> tuple[int, int]:
    """Acts in a child that is killed before its step ``last`` (0: never); its number, and where
    it tells the steps it took."""
    reads, writes = os.pipe()
    number = os.fork()
    if number:
        os.close(writes)
        return number, reads
    steps = 0

    def hook(event: str, _arguments: object) -> None:
        nonlocal steps
        if event in WATCHED:
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    trial.do(act)
    os.write(writes, str(steps).encode())
    os._exit(0)


def _ended(number: int, reads: int) -> int:
    os.waitpid(number, 0)
    with os.fdopen(reads, "rb") as told:
        return int(told.read() or 0)


def _killed(folder: Path) -> None:
    """Run by ``unshare -rn``: every step of every act, then any moment, as JSON."""
    trial, told = _Trial(folder), {}
    for act in ACTS:
        trial.begin(act)
        begun = time.monotonic()
        steps = _ended(*_child(trial, act, 0))
        took = time.monotonic() - begun
        left = []
        for last in range(1, steps + 1):
            pair = trial.begin(act)
            assert _ended(*_child(trial, act, last)) == 0
            left.append(trial.after(pair))
        dice, by_chance = random.Random(f"killed/{act}"), []
        for _ in range(BY_CHANCE // len(ACTS)):
            pair = trial.begin(act)
            number, reads = _child(trial, act, 0)
            time.sleep(took * dice.random())
            os.kill(number, signal.SIGKILL)
            _ended(number, reads)
            trial.switch.repair(NOW)  # not before whatever the killed one had begun has ended
            mended = trial.told()
            assert (trial.stands(), trial.told()) == (mended, mended)
            by_chance.append(trial.after(pair))
        told[act] = {"steps": left, "by_chance": by_chance}
    sys.stdout.write(json.dumps(told))


@pytest.mark.slow
@pytest.mark.skipif(not can_judge(), reason="needs nftables and network namespaces")
def test_whoever_is_killed_leaves_one_ruleset_whole_and_loaded(tmp_path: Path) -> None:
    rulebook = loaded(ZONES, tmp_path)
    for name, stages in STAGES.items():
        (tmp_path / name).write_bytes(ruleset(rulebook, stages)[0].content)
    words = ["unshare", "-rn", sys.executable, "-m", "tests.gates.applied.test_change"]
    done = subprocess.run([*words, str(tmp_path)], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    for act in ACTS:
        assert len(told[act]["steps"]) > 15
        assert len(told[act]["by_chance"]) == BY_CHANCE // len(ACTS)
    # a change that was cut off is put back unless its last line was written, and only its name was
    # not yet settled; a way back is gone to its end
    assert set(told["first"]["steps"]) == {"none", "new"}
    assert set(told["first"]["steps"][:-2]) == {"none"}
    assert set(told["apply"]["steps"]) == {"old", "new"}
    assert set(told["apply"]["steps"][:-2]) == {"old"}
    assert set(told["return"]["steps"]) == {"old", "new"}


if __name__ == "__main__":
    _killed(Path(sys.argv[1]))
