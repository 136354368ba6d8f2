"""``python -m tests.town.office up|down|play``: the office by hand.

``up`` starts it and leaves it running, ``play DIR`` lets the day be played (in the running one,
else in one of its own) and collects the records in DIR, ``down`` ends it. ``up`` first ends what
an earlier one left. ``run MACHINE WORDS…`` runs a program in a machine of the running office.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.town.office.day import day
from tests.town.office.namespaces import Namespaces, environment, missing
from tests.town.office.office import Office
from tests.town.office.played import keep

STATE = Path(tempfile.gettempdir()) / f"sekisho-office-{os.geteuid()}.json"


def main(words: list[str]) -> int:
    """Does what is asked; 0 when it is done, 2 when this machine cannot."""
    parser = argparse.ArgumentParser(prog="python -m tests.town.office")
    parser.add_argument("--seed", type=int, default=1)
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("up")
    acts.add_parser("down")
    acts.add_parser("play").add_argument("dir", type=Path)
    run = acts.add_parser("run")
    run.add_argument("machine")
    run.add_argument("words", nargs=argparse.REMAINDER)
    given = parser.parse_args(words)
    if lacking := missing():
        sys.stderr.write(f"needs {', '.join(lacking)}\n")
        return 2
    if given.act == "up":
        _down()
        _up(given.seed)
    elif given.act == "down":
        _down()
    elif given.act == "play":
        _play(given.seed, given.dir)
    else:
        return _run(given.machine, given.words)
    return 0


def _up(seed: int) -> None:
    office = Office(seed, stays=True)
    office.start()
    spaces = office.spaces
    state = {"seed": seed, "init": spaces.init, "holders": spaces.holders}
    STATE.write_text(json.dumps(state), encoding="utf-8")
    sys.stdout.write(f"{len(office.town.machines)} machines\n")


def _running() -> Office | None:
    try:
        state = json.loads(STATE.read_bytes())
    except (OSError, ValueError):
        return None
    office = Office.running_as(Namespaces(state["init"], state["holders"]), state["seed"])
    return office if office.spaces.alive else None


def _down() -> None:
    office = _running()
    if office is not None:
        office.stop()
    STATE.unlink(missing_ok=True)


def _play(seed: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    office = _running()
    if office is not None:
        keep(office, folder, office.play(day(office.town, office.seed)))
        return
    with Office(seed) as own:
        keep(own, folder, own.play(day(own.town, seed)))


def _run(machine: str, words: list[str]) -> int:
    office = _running()
    if office is None:
        sys.stderr.write("the office is not up\n")
        return 2
    told = subprocess.run(office.spaces.words(machine, words), env=environment(), check=False)
    return told.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
