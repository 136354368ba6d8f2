"""The office as one thing: start it, put gates in, let a day be played, collect its records.

``with Office(seed) as office: office.play(day); office.collect(folder)``. It is up within a few
seconds; when it ends, however it ends, nothing of it is left but what was collected.
"""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sekisho.gates.line import ulogd
from sekisho.gates.stages import Stages
from sekisho.rulebook import load
from tests.town.office import places, rules, settings, world
from tests.town.office.certificates import certificates
from tests.town.office.documents import Paper, papers
from tests.town.office.namespaces import Namespaces

SETTLE_S = 300.0
"""So long at most until what was written has arrived at the collector."""


class Office:
    """The town office of a seed. ``stays``: it outlives this process."""

    GATES: frozenset[str] = frozenset({"line", "web", "share"})
    """The gates that have a machine here."""

    def __init__(self, seed: int = 1, *, stays: bool = False) -> None:
        self.seed = seed
        self.town = places.town(seed)
        self._stays = stays
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """What lies on the shares."""
        return papers(self.town, self.seed)

    @staticmethod
    def running_as(spaces: Namespaces, seed: int) -> Office:
        """One that is up already."""
        office = Office(seed)
        office.spaces = spaces
        return office

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Machines, then their programs. Raises NotHereError where something does not start."""
        servers = [one for one in self.town.machines if one.server]
        plan = {
            "zones": {one.key: {"gateway": one.gateway} for one in places.ZONES},
            "machines": [
                {"name": one.name, "zone": one.zone, "address": one.address}
                for one in self.town.machines
            ],
            "servers": [one.name for one in servers],
            "routes": {places.WORLD: places.WEB.address},
            "stays": self._stays,
            "hosts": "127.0.0.1 localhost\n"
            + "".join(f"{one.address} {one.name}\n" for one in self.town.machines),
        }
        self.spaces = Namespaces.made(plan)
        try:
            self._router()
            self._world()
            self._collector()
            self._proxy()
            self._files()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """The end of everything that runs in it."""
        self.spaces.stop()
        for process in self.running.values():
            process.wait()

    def play(self, day: Mapping[str, Any]) -> dict[str, Any]:
        """Let the people of the town live through a day; gives what they themselves noted."""
        words = [sys.executable, "-m", "tests.town.office.player"]
        plan = json.dumps({**day, "proxy": [places.PROXY.address, settings.PORT]}).encode()
        told = self.spaces.run("", words, input=plan, stderr=None, capture_output=False,
                               stdout=subprocess.PIPE)  # fmt: skip
        answer: dict[str, Any] = json.loads(told.stdout)
        return answer

    def collect(self, folder: Path) -> Path:
        """The records and settings, as the town would hand them to who investigates."""
        self._settled()
        received = self.spaces.file(places.LOGS.name, "/var/log/received")
        wanted = {
            "proxy/access.log": self.spaces.file(places.PROXY.name, "/var/log/squid/access.log"),
            "proxy/squid.conf": self.spaces.file(places.PROXY.name, "/etc/squid/squid.conf"),
            "fileserver/samba-audit.log": received / "fs01" / "smbd_audit.log",
            "fileserver/smb.conf": self.spaces.file(places.FILES.name, "/etc/samba/smb.conf"),
            "router/sekisho-line.json": self.spaces.file(
                places.ROUTER, f"{ulogd.FOLDER}/sekisho-line.json"
            ),
        }
        for name, path in wanted.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        shares = self.spaces.file(places.FILES.name, "/srv/samba")
        for path in sorted(shares.rglob("*")):
            if path.is_file():
                target = folder / "share" / places.FILES.name / path.relative_to(shares)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        return folder

    def received(self) -> list[dict[str, Any]]:
        """What the tool's relay says came through each tunnel that has ended."""
        path = self.spaces.file(places.WEB.name, "/srv/relay.json")
        found: list[dict[str, Any]] = json.loads(path.read_bytes()) if path.exists() else []
        return found

    def rulebook(self, **more: Any) -> bytes:
        """The town's rulebook, as YAML."""
        return rules.rulebook(self.town, **more)

    def restart_ulogd(self) -> None:
        """End it and start it again with its settings as they now are."""
        self.spaces.end(self.running.pop("ulogd"))
        self._start_ulogd()

    def _settled(self) -> None:
        """Wait until the collector has all that the proxy wrote and the file server said."""
        ours = self.spaces.file(places.PROXY.name, "/var/log/squid/access.log")
        received = self.spaces.file(places.LOGS.name, "/var/log/received")
        theirs, audit = received / "proxy01" / "squid.log", received / "fs01" / "smbd_audit.log"
        until, before = time.monotonic() + SETTLE_S, -1
        while time.monotonic() < until:
            size = audit.stat().st_size if audit.exists() else 0
            arrived = theirs.stat().st_size if theirs.exists() else 0
            there = arrived == ours.stat().st_size
            if there and size == before:
                return
            before = size
            time.sleep(0.25)

    def launch(self, name: str, machine: str, words: Iterable[str]) -> subprocess.Popen[bytes]:
        """Start a program in a machine; it is known by a name from then on."""
        process = self.spaces.start(machine, list(words))
        self.running[name] = process
        return process

    def _router(self) -> None:
        put = self.spaces.put
        put("router", "/etc/ulogd.conf", ulogd.settings(load(None), Stages()).content)
        self.spaces.run("router", ["mkdir", "-p", ulogd.FOLDER])
        put("router", "/etc/nftables.conf", settings.ROUTER)
        self._start_ulogd()
        self.spaces.run("router", ["nft", "-f", "/etc/nftables.conf"])

    def _start_ulogd(self) -> None:
        self.launch("ulogd", places.ROUTER, ["ulogd", "-c", "/etc/ulogd.conf"])
        log = self.spaces.file(places.ROUTER, f"{ulogd.FOLDER}/ulogd.log")
        self._until(lambda: log.exists() and b"pluginstance stack" in log.read_bytes())

    def _until(self, happened: Callable[[], bool]) -> None:
        until = time.monotonic() + SETTLE_S
        while not happened() and time.monotonic() < until:
            time.sleep(0.02)

    def _world(self) -> None:
        authority, site = certificates(world.HOSTS)
        machine = places.WEB.name
        self.spaces.put("", "/run/office/town.pem", authority)
        self.spaces.put(machine, "/srv/site.pem", site)
        self.spaces.run(machine, ["ip", "route", "add", "local", places.WORLD, "dev", "lo"])
        words = [sys.executable, "-m", "tests.town.office.internet", "/srv"]
        self.launch("world", machine, words)

    def _collector(self) -> None:
        self.spaces.put("log01", "/etc/rsyslog.conf", settings.COLLECTOR)
        self.launch("collector", "log01", ["rsyslogd", "-n", "-f", "/etc/rsyslog.conf"])

    def _forwarder(self, machine: str) -> None:
        self.spaces.put(machine, "/etc/rsyslog.conf", settings.RSYSLOG)
        path = "/etc/rsyslog.d/60-sekisho-forward.conf"
        self.spaces.put(machine, path, settings.forwarding())
        self.launch(f"rsyslog/{machine}", machine, ["rsyslogd", "-n", "-f", "/etc/rsyslog.conf"])

    def _proxy(self) -> None:
        machine, put = places.PROXY.name, self.spaces.put
        hosts = self.spaces.file(machine, "/etc/hosts")
        put(machine, "/etc/hosts", hosts.read_text(encoding="utf-8") + world.hosts_file())
        put(machine, "/etc/squid/squid.conf", settings.squid())
        put(machine, "/etc/squid/passwd", _passwords(self.town))
        self._forwarder(machine)
        self.spaces.listens(places.WEB.name, 443, self.running["world"])
        self._start_squid()

    def _start_squid(self) -> None:
        # to root it is shown as its own user from the beginning: as such it could not read this
        # Python, which the gate's helper needs
        words = ["unshare", "--map-user=proxy", "--map-group=proxy", "squid", "-N"]
        process = self.launch("squid", places.PROXY.name, words)
        self.spaces.listens(places.PROXY.name, settings.PORT, process)
        self.squid = int(self.spaces.file(places.PROXY.name, "/run/squid.pid").read_bytes())

    def _files(self) -> None:
        machine = places.FILES.name
        self.spaces.put(machine, "/etc/samba/smb.conf", settings.samba())
        self._accounts()
        shares = self.spaces.file(machine, "/srv/samba")
        for paper in self.papers:
            path = shares / paper.share / paper.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(paper.content)
        own = " && ".join(
            f"chgrp -R {share} /srv/samba/{share} && chmod -R g+rwX /srv/samba/{share}"
            for _, share in places.SHARES
        )
        self.spaces.run(machine, ["sh", "-c", own])
        self._forwarder(machine)
        self._start_smbd()

    def _start_smbd(self) -> None:
        words = ["smbd", "--foreground", "--no-process-group"]
        self.spaces.listens(places.FILES.name, 445, self.launch("smbd", places.FILES.name, words))

    def _accounts(self) -> None:
        """A user for each of the staff, a group for each department."""
        machine = places.FILES.name
        groups = {share: 4000 + number for number, (_, share) in enumerate(places.SHARES)}
        users = [
            f"{one.account}:x:{3000 + number}:{groups[one.pc.share]}::/srv:/usr/sbin/nologin"
            for number, one in enumerate(self.town.people)
        ]
        for name, lines in (
            ("passwd", users),
            ("group", [f"{share}:x:{number}:" for share, number in groups.items()]),
        ):
            path = self.spaces.file(machine, f"/etc/{name}")
            known = path.read_text(encoding="utf-8")
            self.spaces.put(machine, f"/etc/{name}", known + "\n".join(lines) + "\n")
        numbered = [line.split(":")[0:3:2] for line in users]
        told = "".join(f"{name} {number}\n" for name, number in numbered)
        self.spaces.run(machine, ["sh", "-c", _SAMBA_USERS], input=told.encode())


PASSWORD = "Seki-2026"
"""Everybody's first password, for the proxy and for the shares."""
_SAMBA_USERS = f"""\
mkdir -p /var/lib/samba/private && read -r first number || exit 1
printf '{PASSWORD}\\n{PASSWORD}\\n' | smbpasswd -a -s "$first" || exit 1
rest=$(pdbedit -w "$first" | cut -d: -f3-)
while read -r name number; do echo "$name:$number:$rest"; done >/etc/samba/first-passwords
pdbedit -i smbpasswd:/etc/samba/first-passwords
"""
"""One is entered as by hand; the others get the same, all at once."""


def _passwords(town: places.Town) -> str:
    crypt = ctypes.CDLL("libcrypt.so.1").crypt
    crypt.restype = ctypes.c_char_p
    return "".join(
        f"{one.account}:{crypt(PASSWORD.encode(), b'$1$town').decode()}\n" for one in town.people
    )
