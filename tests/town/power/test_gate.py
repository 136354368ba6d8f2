"""The mail gate and a power cut at the moment an answer leaves: what was promised lies there."""

from __future__ import annotations

import hashlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.gates.mail import passwords
from sekisho.gates.mail.answers import CHANGED
from sekisho.gates.mail.burst import Burst
from sekisho.gates.mail.known import begun
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.protocol import packet
from sekisho.gates.mail.sealed import Sealed
from tests.gates.mail import OWN, docm, mail, program, rulebook, zipped
from tests.gates.test_mail import answered, said
from tests.town.power.disk import EVERYTHING, EXTREMES, Disk, Fate, chance, laid_out
from tests.town.power.traced import STRACE, read, replayed, words

pytestmark = [
    pytest.mark.skipif(STRACE is None, reason="needs strace (apt-get install strace)"),
    pytest.mark.slow,
]
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
SEKISHO = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"
ROSTER = "氏名,住所,電話番号\n佐藤 一郎,岐阜県関市若草通1丁目1番地,0575-22-0001\n"
OFFICE = "198.18.20.9"
STATE = "sekisho/mail"
"""Below what was there before: the gate makes both folders."""
SOME = {
    "plain": mail(body="本文です。\n" * 20),
    "macro": mail(("通知.docm", docm())),
    "held": mail(("a.zip", zipped(("b.exe", program())))),
    "refused": mail(("a.scr", program())),
    "leaving": mail(("名簿.csv", ROSTER.encode("cp932")), sender=f"seki-j@{OWN}"),
}


@dataclass(frozen=True)
class Run:
    """The gate's calls, and its folder as the disk had it in the end."""

    calls: Path
    top: Path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Two processes of the gate under strace, and several mails at a time, one of them often."""
    own = Path(tempfile.mkdtemp())  # short enough for the name of a socket
    top = tmp_path_factory.mktemp("disk")
    rulebook(own, personal_outgoing="暗号化")
    served = ["mail", "serve", "--rulebook", own / "rulebook.yaml", "--socket", own / "s",
              "--state", top / STATE, "--stage", "enforce", "--workers", "2"]  # fmt: skip
    command = words(own / "calls", [sys.executable, "-c", SEKISHO, *served])
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as strace:
        try:
            while not (own / "s").exists() or (own / "s").stat().st_mode & 0o777 != 0o660:
                assert strace.poll() is None
                time.sleep(0.01)
            order = [*SOME, *["held"] * 8, *SOME, *SOME]
            with ThreadPoolExecutor(8) as many:
                told = [many.submit(_sent, own / "s", n, kind) for n, kind in enumerate(order)]
            assert {one.result()[-1][:1] for one in told} == {b"a", b"y"}
        finally:
            children = Path(f"/proc/{strace.pid}/task/{strace.pid}/children").read_text().split()
            for pid in children:
                subprocess.run(["kill", f"-{signal.SIGTERM}", pid], check=False)
    yield Run(own / "calls", top)
    shutil.rmtree(own)


def _sent(path: Path, number: int, kind: str) -> list[bytes]:
    packets = said(SOME[kind])
    packets[4] = packet(b"D", b"Ei\0Q%05d\0" % number)
    if kind == "leaving":
        packets[1] = packet(b"C", b"pc\x004\x00\x19" + OFFICE.encode() + b"\0")
        packets[3] = packet(b"R", b"<x@partner.example>\0")
    return answered(path, packets)


@dataclass(frozen=True)
class Cut:
    """The disk at the moment an answer began to leave, and the mails answered until then."""

    disk: Disk
    answered: frozenset[str]


def cuts(run: Run) -> Iterator[Cut]:
    """One for every answer; the disk goes on while they are taken."""
    disk = Disk(str(run.top))
    came: dict[str, bytes] = {}
    done: set[str] = set()
    for call in replayed(disk, read(run.calls)):
        if call.name == "recvfrom" and call.result is not None and call.strings:
            line = call.opened[0]
            came[line] = came.get(line, b"") + call.strings[0]
        elif call.name == "sendto" and call.result is None and call.opened[0] in came:
            answer = call.strings[0][4:5]
            if answer == b"O":
                continue
            (queue_id,) = re.findall(rb"Ei\0(Q\d{5})\0", came.pop(call.opened[0]))
            assert answer != b"t"
            done.add(queue_id.decode())
            yield Cut(disk, frozenset(done))
    there = {path.relative_to(run.top).as_posix(): path for path in run.top.rglob("*")}
    known = {name: path.read_bytes() if path.is_file() else None for name, path in there.items()}
    assert disk.kept(EVERYTHING) == known, "the model did not understand every call"


def missing(state: Path, cut: Cut) -> Iterator[str]:
    """What was promised and is not there."""
    sealed = Sealed(state)
    entries = {one["queue_id"]: one for one in sealed.entries() if "done" in one}
    yield from (f"{queue_id}: no record" for queue_id in cut.answered - entries.keys())
    for queue_id in cut.answered & entries.keys():
        one = entries[queue_id]
        path = sealed.path(one["sha256"])
        if one["done"] in CHANGED:
            whole = path.exists() and hashlib.sha256(path.read_bytes()).hexdigest()
            if whole != one["sha256"]:
                yield f"{queue_id}: {one['done']} without its original"
        if one["done"] == "encrypt":
            kept = passwords.kept(state, passwords.key_of(queue_id, one["sha256"]))
            if kept is None or not kept.password:
                yield f"{queue_id}: left encrypted, the password is gone"


def after(cut: Cut, what: Fate, folder: Path) -> Path:
    """The gate's folder when the power comes back."""
    if folder.exists():
        shutil.rmtree(folder)
    return laid_out(cut.disk.kept(what), folder) / STATE


def test_what_was_answered_is_there_whatever_the_disk_forgets(run: Run, tmp_path: Path) -> None:
    found = set()
    for cut in cuts(run):
        for number, what in enumerate((*EXTREMES, *map(chance, range(4)))):
            state = after(cut, what, tmp_path / "disk")
            found |= {f"{one} ({number})" for one in missing(state, cut)}
    assert sorted(found) == []
    assert len(cut.answered) == 23


def test_whatever_is_torn_no_reader_falls_over_it(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between any two answers, too: all that was begun may lie there in any state."""
    for number, cut in enumerate(cuts(run)):
        state = after(cut, chance(1000 + number), tmp_path / "disk")
        if not state.exists():
            continue
        code = main(["mail", "held", "list", "--state", str(state), "--lang", "en"])
        said = capsys.readouterr()
        assert code in (Exit.DONE, Exit.NOT_ALL_READ)
        assert (code == Exit.NOT_ALL_READ) == bool(Sealed(state).unreadable())
        assert "Traceback" not in said.err
        begun(state, NOW)
        seen = opened(SOME["held"])
        assert Burst(state).count(seen, "a@firm.example", NOW) >= 1
        # and the gate goes on there: what it writes next can be read
        sealed = Sealed(state).swept()
        sealed.record({"queue_id": "next", "sha256": sealed.keep(b"next"), "done": "later"})
        assert list(sealed.entries())[-1]["queue_id"] == "next"
        assert sealed.path(hashlib.sha256(b"next").hexdigest()).read_bytes() == b"next"
