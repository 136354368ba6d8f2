"""A day that is played once for all tests, however many processes run them."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.town.office import gated, places
from tests.town.office.day import day
from tests.town.office.office import Office

SEED = 1
ON_DAY_S = 24.0
DONE = "told.json"
"""Written last: the folder is whole."""


@dataclass(frozen=True)
class Played:
    """A folder with what is left of a day: the evidence, and what the player noted."""

    folder: Path

    @property
    def evidence(self) -> Path:
        """The records as collected."""
        return self.folder / "evidence"

    @property
    def rulebook(self) -> Path:
        """The town's rulebook."""
        return self.folder / "rulebook.yaml"

    @property
    def told(self) -> dict[str, Any]:
        """All that was noted beside the records."""
        found: dict[str, Any] = json.loads((self.folder / DONE).read_bytes())
        return found

    @property
    def acts(self) -> list[dict[str, Any]]:
        """What each of the staff did, in order of time."""
        found: list[dict[str, Any]] = self.told["acts"]
        return found

    @property
    def received(self) -> list[dict[str, Any]]:
        """What reached the stranger's relay."""
        found: list[dict[str, Any]] = self.told["received"]
        return found

    @property
    def forwarded(self) -> bytes:
        """The proxy's log as it arrived at the collector."""
        return (self.folder / "forwarded.log").read_bytes()

    @property
    def papers(self) -> dict[str, dict[str, Any]]:
        """Persons and households of each document, by ``share/path``."""
        found: dict[str, dict[str, Any]] = self.told["papers"]
        return found


def once(factory: pytest.TempPathFactory, name: str, play: Callable[[Path], None]) -> Path:
    """The folder that ``play`` filled; the first who asks fills it, the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / f"office-{name}"
    with (shared / f"office-{name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / DONE).exists():
            folder.mkdir(exist_ok=True)
            play(folder)
    return folder


def off_day(factory: pytest.TempPathFactory) -> Played:
    """The whole day without any gate."""

    def play(folder: Path) -> None:
        with Office(SEED) as office:
            told = office.play(day(office.town, SEED))
            keep(office, folder, told)

    return Played(once(factory, "off", play))


def on_day(factory: pytest.TempPathFactory) -> Played:
    """A shorter day with every gate on that exists: there is no session to be as long as one."""

    def play(folder: Path) -> None:
        with Office(SEED) as office:
            for gate in gated.tried():
                gated.put_in(office, gate.name)
            told = office.play(day(office.town, SEED, seconds=ON_DAY_S))
            keep(office, folder, told)
            for name, (machine, path) in gated.RECORDS.items():
                written = office.spaces.file(machine, path)
                if written.exists():
                    (folder / "evidence" / name).write_bytes(written.read_bytes())

    return Played(once(factory, "on", play))


def keep(office: Office, folder: Path, told: dict[str, Any]) -> None:
    """Everything the tests ask about, on the disk."""
    office.collect(folder / "evidence")
    forwarded = office.spaces.file(places.LOGS.name, "/var/log/received/proxy01/squid.log")
    if forwarded.exists():
        (folder / "forwarded.log").write_bytes(forwarded.read_bytes())
    (folder / "rulebook.yaml").write_bytes(office.rulebook())
    papers = {
        f"{one.share}/{one.path}": {"persons": one.persons, "households": one.households}
        for one in office.papers
    }
    told |= {"received": office.received(), "papers": papers}
    (folder / DONE).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
