"""The office itself: up within seconds, nothing of it outside, nothing left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town.office import places
from tests.town.office.__main__ import STATE
from tests.town.office.day import day
from tests.town.office.documents import papers
from tests.town.office.namespaces import ROOT, missing
from tests.town.office.office import Office

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
WATCHED = ("/etc", "/srv", "/run", "/var/log", "/var/lib/samba", "/var/spool")


@pytest.fixture
def seen() -> Iterator[None]:
    """What this machine shows outside the office is the same before and after."""
    before = outside()
    yield
    assert outside() == before


def outside() -> tuple[list[str], list[str], list[str]]:
    """Network devices, mounts, and files where the programs of an office keep theirs."""
    links = sorted(path.name for path in Path("/sys/class/net").iterdir())
    mounts = sorted(
        line.split(" ", 3)[-1] for line in Path("/proc/self/mountinfo").read_text().splitlines()
    )
    files = sorted(str(path) for one in WATCHED for path in Path(one).glob("*"))
    return links, mounts, files


def processes() -> int:
    """Those that say they are of an office and of this test."""
    mark = f"SEKISHO_OFFICE={os.getpid()}".encode()
    return sum(mark in _environment(path) for path in Path("/proc").glob("[0-9]*/environ"))


def _environment(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.usefixtures("seen")
def test_it_ends_without_a_trace() -> None:
    with Office(2) as office:
        assert processes() > 10
        assert {name for name, one in office.running.items() if one.poll() is not None} == set()
        where = office.spaces.run(places.FILES.name, ["hostname"]).stdout.decode().strip()
        assert where == places.FILES.name
        links = office.spaces.run(places.ROUTER, ["ip", "-br", "link"]).stdout.decode()
        assert all(zone.key in links for zone in places.ZONES)
    assert processes() == 0


@pytest.mark.usefixtures("seen")
def test_it_has_no_way_to_this_machine() -> None:
    """No route leads out of the town, not even from its router."""
    with Office(3) as office:
        told = office.spaces.run(places.ROUTER, ["ip", "route", "get", "192.0.2.1"], check=False)
        assert b"unreachable" in told.stderr
        assert b"default" not in office.spaces.run(places.ROUTER, ["ip", "route"]).stdout


@pytest.mark.usefixtures("seen")
def test_who_starts_it_may_be_killed(tmp_path: Path) -> None:
    script = "from tests.town.office.office import Office\nimport time\n"
    script += "office = Office(4); office.start(); print('up', flush=True); time.sleep(60)"
    environment = {**os.environ, "SEKISHO_OFFICE": str(os.getpid())}
    starter = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, env=environment
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == b"up\n"
    assert processes() > 10
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    assert gone()


@pytest.mark.usefixtures("seen")
def test_by_hand_it_stays_up_until_it_is_taken_down() -> None:
    if STATE.exists():
        pytest.skip("somebody on this machine has an office up")
    by_hand = [sys.executable, "-m", "tests.town.office"]
    environment = {**os.environ, "SEKISHO_OFFICE": str(os.getpid())}

    def asked(*words: str) -> str:
        done = subprocess.run(
            [*by_hand, *words], cwd=ROOT, env=environment, check=True, capture_output=True
        )
        return done.stdout.decode().strip()

    assert asked("up") == "37 machines"
    try:
        assert asked("run", "proxy01", "hostname") == "proxy01"
    finally:
        asked("down")
    assert gone()
    assert not STATE.exists()


def gone() -> bool:
    """Whether all processes have ended; the kernel may take a moment."""
    until = time.monotonic() + 300  # only what fails waits so long
    while processes() and time.monotonic() < until:
        time.sleep(0.05)
    return processes() == 0


def test_the_same_seed_gives_the_same_town() -> None:
    one, two = places.town(1), places.town(1)
    assert (one, day(one, 1), papers(one, 1)) == (two, day(two, 1), papers(two, 1))
    assert day(one, 1) != day(places.town(2), 2)
    assert len(one.people) == places.STAFF
