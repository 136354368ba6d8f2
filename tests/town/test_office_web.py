"""The web gate put on the running proxy by ``gates apply``, a department at a time, and back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.town.office import gated, places, settings, world
from tests.town.office.namespaces import missing
from tests.town.office.office import Office

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}"),
]
SITE, UNFIT = next(iter(world.PLAIN)), next(iter(world.UNFIT))
ASKED = """
import socket, sys
wire = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=30)
host = sys.argv[3]
head = f"GET http://{host}/ HTTP/1.0\\r\\nHost: {host}\\r\\nAccept: text/html\\r\\n\\r\\n"
wire.sendall(head.encode())
print(wire.recv(4096).split(b" ", 2)[1].decode())
"""


def status(office: Office, person: places.Person, host: str) -> int:
    """What the proxy answers to somebody's computer that asks for a page."""
    words = [sys.executable, "-c", ASKED, places.PROXY.address, str(settings.PORT), host]
    return int(office.spaces.run(person.machine.name, words).stdout)


class Proxy:
    """The proxy of an office, its gate and who asks it."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.folder = office, folder

    def status(self, person: places.Person, host: str) -> int:
        return status(self.office, person, host)

    def gates(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """The command on the proxy's machine."""
        return gated.on_machine(self.office, places.PROXY.name, *words)

    def apply(self, stages: list[dict[str, Any]], name: str, **more: Any) -> int:
        book, out = self.folder / f"{name}.yaml", self.folder / name
        book.write_bytes(
            self.office.rulebook(stages=[{"gate": "閲覧", **s} for s in stages], **more)
        )
        words = ("build", "web", "--target", "squid", "--rulebook", str(book), "--out", str(out))
        assert self.gates(*words).returncode == 0
        done = self.gates("apply", str(out), "--rulebook", str(book))
        return done.returncode

    def conf(self) -> bytes:
        return self.office.spaces.file(places.PROXY.name, "/etc/squid/squid.conf").read_bytes()


def test_stage_by_stage_on_the_running_proxy_and_back(tmp_path: Path) -> None:
    with Office(8) as office:
        proxy = Proxy(office, tmp_path)
        one = office.town.people[0]
        office_zone = [p for p in office.town.people if p.machine.zone == "office"]
        other = next(p for p in office_zone if p.pc.department != one.pc.department)
        own, theirs = [one.pc.department], proxy.conf()

        def statuses() -> list[int]:
            """Twice for the unfit site: a warning comes once."""
            return [proxy.status(*asked) for asked in
                    ((one, SITE), (one, UNFIT), (one, UNFIT), (other, UNFIT))]  # fmt: skip

        assert statuses() == [407] * 4  # their own settings ask for a password
        observe = [{"stage": "記録"}]
        assert proxy.apply(observe, "observe") == 0
        assert statuses() == [200, 200, 200, 200]
        warn = [*observe, {"stage": "警告", "departments": [*own]}]
        assert proxy.apply(warn, "warn") == 0
        assert statuses() == [200, 403, 200, 200]
        enforce = [*warn, {"stage": "実施", "departments": [*own]}]
        assert proxy.apply(enforce, "enforce") == 0
        assert statuses() == [200, 403, 403, 200]

        # what would refuse everybody does not go on
        before = proxy.conf()
        nowhere = {"web": {"proxy": {"python": "/opt/nowhere/python"}}}
        assert proxy.apply(enforce, "nowhere", **nowhere) == 1
        listed = {"web": {"categories": [{"name": "賭博", "judgement": "禁止", "lists": ["bet"]}],
                          "proxy": {"python": sys.executable}}}  # fmt: skip
        assert proxy.apply(enforce, "listed", **listed) == 1
        assert proxy.conf() == before

        # what Squid does not take in is put back, and what was on goes on
        pid = office.spaces.file(places.PROXY.name, "/run/squid.pid")
        number = pid.read_bytes()
        pid.write_bytes(b"")
        assert proxy.apply(observe, "no_squid") == 1
        assert proxy.conf() == before
        pid.write_bytes(number)
        assert statuses()[1:] == [403, 403, 200]

        for expected in ([200, 200, 200], [200, 200, 200]):
            assert proxy.gates("return", "web").returncode == 0
            assert statuses()[2:] == expected[1:]
        assert proxy.gates("return", "web").returncode == 0
        assert proxy.conf() == theirs
        assert statuses() == [407] * 4
        log = office.spaces.file(places.PROXY.name, "/var/log/squid/sekisho.log").read_text("utf-8")
    refused = [
        line for line in log.splitlines() if f'"host":"{UNFIT}"' in line and ',"st":403' in line
    ]
    assert len(refused) >= 4
    assert all("web.category." in line for line in refused)
    assert yaml.safe_load((tmp_path / "enforce.yaml").read_bytes())["stages"]
