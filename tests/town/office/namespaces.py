"""The office's namespaces seen from outside: start, run a program in a machine, end.

Needs root, or user namespaces with a range of user numbers of one's own (subuid(5)).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[3]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAMS = {
    "unshare": "util-linux",
    "nsenter": "util-linux",
    "ip": "iproute2",
    "nft": "nftables",
    "squid": "squid-openssl",
    "smbd": "samba",
    "smbclient": "smbclient",
    "rsyslogd": "rsyslog",
    "ulogd": "ulogd2",
}
"""What the office is made of, with the Debian package of each."""
READY_S = 300.0
OF = "SEKISHO_OFFICE"
"""Names in every process of an office the process it belongs to."""


class NotHereError(Exception):
    """This machine cannot run the office: what is missing."""


def missing() -> list[str]:
    """What this machine lacks; empty when the office can run."""
    found = [
        f"{name} ({package})"
        for name, package in PROGRAMS.items()
        if shutil.which(name, path=PATH) is None
    ]
    tried = [*_unshare(), "true"]
    if not found and subprocess.run(tried, check=False, capture_output=True).returncode:
        found.append("namespaces (root, or uidmap and a range in /etc/subuid)")
    return found


def _root() -> bool:
    return os.geteuid() == 0


def _unshare() -> list[str]:
    own = [] if _root() else ["--user", "--map-root-user", "--map-auto"]
    kinds = ["--mount", "--pid", "--net", "--uts", "--ipc"]
    return ["unshare", *own, *kinds, "--fork", "--kill-child", "--mount-proc"]


def environment() -> dict[str, str]:
    """What programs in the office are told; of the caller's own settings only whose it is."""
    return {
        "PATH": PATH,
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Tokyo",
        "HOME": "/run/office/home",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT / "src"),
        OF: os.environ.get(OF, str(os.getpid())),
    }


class Namespaces:
    """Machines on their cables, as they are seen from the process ``init``; ``holders`` are the
    processes of the servers."""

    def __init__(self, init: int, holders: Mapping[str, int], *, stays: bool = True) -> None:
        self.init, self.holders, self.stays = init, dict(holders), stays
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def made(plan: Mapping[str, Any]) -> Namespaces:
        """New ones. They end with this process, unless the plan says that they stay."""
        stays = bool(plan["stays"])  # then nobody's terminal or pipe may be held
        process = subprocess.Popen(
            [*_unshare(), sys.executable, "-m", "tests.town.office.init"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if stays else None,
            cwd=ROOT,
            env=environment(),
            start_new_session=stays,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(plan).encode() + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            process.communicate()
            raise NotHereError("the namespaces could not be made")
        init = _inside(process.pid)[1]
        inside = _inside(init)
        holders = {name: inside[pid] for name, pid in json.loads(answer).items()}
        found = Namespaces(init, holders, stays=stays)
        found._process = process
        return found

    @property
    def alive(self) -> bool:
        """Whether they are still those that were made, not some later process of that number."""
        try:
            words = Path(f"/proc/{self.init}/cmdline").read_bytes()
        except OSError:
            return False
        return b"tests.town.office.init" in words

    def run(
        self, machine: str, words: Sequence[str], **more: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """A program in a machine, to its end; raises CalledProcessError unless it succeeds."""
        options = {"capture_output": True, "cwd": ROOT, "check": True} | more
        return subprocess.run(self.words(machine, words), env=environment(), **options)  # noqa: PLW1510 - it is among the options

    def start(
        self, machine: str, words: Sequence[str], log: IO[bytes] | int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        """A program in a machine, in the background; it ends with the office."""
        return subprocess.Popen(
            self.words(machine, words),
            env=environment(),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # smbd ends its whole process group with itself
        )

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Ask a program that was started here to end, and wait until it has."""
        for pid in _inside(process.pid).values():
            os.kill(pid, signal.SIGTERM)
        process.wait()

    def words(self, machine: str, words: Sequence[str]) -> list[str]:
        """The command that runs another one in a machine; ``""`` is outside all of them, where
        every cable can be reached."""
        holder = self.holders.get(machine, self.init)
        own = [] if _root() else ["--user"]
        kinds = ["--mount", "--pid", "--uts", "--ipc"]
        cable = f"--net=/proc/{self.init}/root/run/netns/{machine}" if machine else "--net"
        return ["nsenter", f"--target={holder}", *own, *kinds, cable, f"--wd={ROOT}", "--", *words]

    def file(self, machine: str, path: str) -> Path:
        """A file of a machine, as it can be reached from here."""
        holder = self.holders.get(machine, self.init)
        return Path(f"/proc/{holder}/root") / path.lstrip("/")

    def put(self, machine: str, path: str, content: bytes | str, mode: int = 0o644) -> None:
        """Write a file of a machine."""
        target = self.file(machine, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        target.chmod(mode)

    def listens(self, machine: str, port: int, process: subprocess.Popen[bytes]) -> None:
        """Wait until somebody listens on a TCP port of a machine."""
        table = Path(f"/proc/{self.holders[machine]}/net")
        wanted = f":{port:04X} "
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            lines = [
                line
                for name in ("tcp", "tcp6")
                for line in (table / name).read_text(encoding="ascii").splitlines()
            ]
            if any(wanted in line and line.split()[3] == "0A" for line in lines):
                return
            if process.poll() is not None:
                break
            time.sleep(0.02)
        raise NotHereError(f"{machine}: nobody listens on port {port}: {process.args!r}")

    def stop(self) -> None:
        """The end of everything in it: the kernel kills all with the first process."""
        if self.alive and (self.stays or self._process is None):
            os.kill(self.init, signal.SIGKILL)
        if self._process is not None:
            self._process.communicate()
        until = time.monotonic() + READY_S
        while self.alive and time.monotonic() < until:
            time.sleep(0.01)


def _inside(parent: int) -> dict[int, int]:
    """The children of a process: number in their own namespace → number here."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue  # it has ended meanwhile
        told = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        if told.get("PPid") == str(parent):
            found[int(told["NSpid"].split()[-1])] = int(told["Pid"])
    return found
