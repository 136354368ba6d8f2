"""The units, put in place as the guide says and started by a real systemd with all their locks."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import yaml

from bench.milter_load import through
from tests.gates.mail import docm, mail
from tests.town.booted import PROGRAM, Booted, booted, until

pytestmark = pytest.mark.daemon
RULES = {
    "version": 1,
    "zones": [
        {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
        {"name": "庁外", "kind": "庁外"},
    ],
    "assets": [
        {"name": "PC-1", "addresses": ["198.18.20.10"], "department": "総務課",
         "zone": "行政系"},
    ],
    "never_refused": {"addresses": ["198.18.20.5"]},
    "web": {"uploads": {"personal": "止める"}},
    "mail": {"domains": ["town.seki.example"]},
}  # fmt: skip
LONG_AGO = 1_700_000_000
PLACE = "/etc/sekisho/rules.yaml"
PYTHON = ("/usr/bin/env", "LD_LIBRARY_PATH=/opt/sekisho/python/lib",
          "/opt/sekisho/python/bin/python3", "-c")  # fmt: skip
SHARE = "/srv/共有 1"
SERVICES = ("sekisho-mail", "sekisho-icap")
INCLUDED = """'include "/etc/nftables.d/*.nft"'"""
TIMERS = ("sekisho-rulebook", "sekisho-state", "sekisho-personal")
MILTER = "var/spool/postfix/sekisho/mail.sock"
ICAP = b"OPTIONS icap://127.0.0.1:1344/uploads ICAP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
ASKED = f"""
import socket
with socket.create_connection(("127.0.0.1", 1344)) as wire:
    wire.sendall({ICAP!r})
    print(wire.recv(4096).split(b"\\r\\n")[0].decode())
"""


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Booted]:
    """On, with the units in place and none of them started."""
    own = booted(tmp_path)
    own.put(PLACE[1:], yaml.safe_dump(RULES, allow_unicode=True))
    own.put(f"{SHARE[1:]}/名簿.csv", "氏名,電話\n関 太郎,090-0000-0000\n", mode=0o600)
    if Path("/usr/lib/systemd/system/nftables.service").exists():
        own.own_unit("nftables.service")
        own.put("etc/nftables.conf", "flush ruleset\n")
    for name in TIMERS:
        own.put(f"etc/systemd/system/{name}.timer.d/now.conf", "[Timer]\nRandomizedDelaySec=0\n")
        stamp = own.put(f"var/lib/systemd/timers/stamp-{name}.timer", "")
        os.utime(stamp, (LONG_AGO, LONG_AGO))  # since then it was off
    with own.running():
        own.tell("sh", "-c", "id postfix || useradd --system --no-create-home postfix")
        words = ["gates", "units", "--rulebook", PLACE, "--scan", SHARE, "--program", PROGRAM]
        own.tell(PROGRAM, *words, "--out", "/opt/units")
        own.tell("sh", "-ec", "cp -r /opt/units/. /etc/; systemd-sysusers")
        own.tell("systemd-tmpfiles", "--create", "/etc/tmpfiles.d/sekisho.conf")
        own.tell("systemctl", "daemon-reload")
        yield own


def _answers(machine: Booted, name: str) -> bool:
    """Whether a service does its work."""
    if name == "sekisho-icap":
        answer = machine.tell(*PYTHON, ASKED, expected=None)
        return answer.strip() == "ICAP/1.0 200 OK"
    path = Path(f"/proc/{machine.init}/root") / MILTER
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(path))
    except OSError:
        return False
    _spent, answers = through(path, [mail(), mail(("通知.docm", docm()))] * 2, 1)
    return sum(answers.values()) == 4


def _is_back(machine: Booted, name: str) -> bool:
    """Whether a service that died was started once again and works."""
    return machine.shown(name, "NRestarts") == "1" and _answers(machine, name)


def _has_run(machine: Booted, name: str) -> bool:
    """Whether a service of the night has run to its end."""
    return machine.shown(f"{name}.service", "ExecMainExitTimestamp") != ""


def _log(machine: Booted, name: str) -> str:
    return f"{machine.told()}\n{machine.log(name)}"


def test_services_work_within_their_locks_and_come_back_when_killed(machine: Booted) -> None:
    words = ["gates", "build", "web", "--rulebook", PLACE, "--target", "squid"]
    machine.tell(PROGRAM, *words, "--stage", "observe", "--out", "/opt/web")
    (policy,) = machine.tell("find", "/opt/web", "-name", "web.json").split()
    machine.tell("install", "-Dm644", policy, "/etc/squid/sekisho/web.json")
    machine.tell("systemctl", "enable", "--now", *SERVICES)
    for name in SERVICES:
        until(partial(_answers, machine, name), partial(_log, machine, name))
        first = machine.shown(name, "MainPID")
        status = machine.tell("cat", f"/proc/{first}/status")
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        user = machine.tell("id", "-u", "sekisho").strip()
        assert set(fields["Uid"].split()) == {user}
        assert (fields["CapBnd"].strip("0"), fields["NoNewPrivs"], fields["Seccomp"]) == (
            "", "1", "2",
        )  # fmt: skip
        machine.tell("kill", "-KILL", first)
        until(partial(_is_back, machine, name), partial(_log, machine, name))
        assert machine.shown(name, "MainPID") not in ("0", first)
        assert machine.shown(name, "ActiveState") == "active"
    lowered = ("setpriv", "--reuid=postfix", "--regid=postfix", "--clear-groups")
    machine.tell(*lowered, *PYTHON, f"import socket; socket.socket(1).connect('/{MILTER}')")
    others = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    machine.tell(*others, *PYTHON, f"import socket; socket.socket(1).connect('/{MILTER}')",
                 expected=1)  # fmt: skip
    machine.tell("systemctl", "reload", "sekisho-icap")
    until(partial(_answers, machine, "sekisho-icap"), partial(_log, machine, "sekisho-icap"))
    machine.tell("systemctl", "stop", *SERVICES)
    assert [machine.shown(name, "Result") for name in SERVICES] == ["success", "success"]
    assert machine.tell("systemctl", "--failed", "--no-legend") == ""


def test_the_night_makes_up_for_what_was_missed(machine: Booted) -> None:
    machine.tell("systemctl", "enable", "--now", *(f"{name}.timer" for name in TIMERS))
    for name in TIMERS:
        until(partial(_has_run, machine, name), partial(_log, machine, name))
        assert machine.shown(f"{name}.service", "Result") == "success", _log(machine, name)
        assert machine.shown(f"{name}.timer", "LastTriggerUSec") != ""
        assert machine.shown(f"{name}.timer", "NextElapseUSecRealtime") != ""
    machine.tell("systemctl", "start", "sekisho-personal")  # the next night
    found = machine.tell("find", "/var/lib/sekisho/personal/inventory", "-user", "sekisho")
    assert len(found.splitlines()) > 1


def test_a_night_that_finds_something_fails(machine: Booted) -> None:
    machine.tell("sh", "-c", f"echo 'zonen: []' >> {PLACE}")
    machine.tell("systemctl", "start", "sekisho-rulebook", expected=1)
    assert "sekisho-rulebook" in machine.tell("systemctl", "--failed", "--no-legend")
    assert "zonen" in machine.log("sekisho-rulebook")


def test_a_restart_of_the_rules_frees_nobody(machine: Booted) -> None:
    words = ["gates", "build", "line", "--rulebook", PLACE, "--target", "nftables"]
    machine.tell(PROGRAM, *words, "--stage", "observe", "--out", "/opt/line")
    machine.tell(PROGRAM, "gates", "apply", "/opt/line", "--rulebook", PLACE, "--reason", "試験")
    machine.tell("sh", "-c", f"echo {INCLUDED} >> /etc/nftables.conf")
    machine.tell("systemctl", "enable", "--now", "nftables")
    words = ["gates", "quarantine", "PC-1", "--for", "4h", "--reason", "疑い", "--rulebook", PLACE]
    machine.tell(PROGRAM, *words)
    assert "198.18.20.10" in machine.tell("nft", "list", "ruleset")
    for act in ("restart", "reload"):
        machine.tell("systemctl", act, "nftables")
        assert "198.18.20.10" in machine.tell("nft", "list", "ruleset"), _log(machine, "nftables")
    machine.tell("systemctl", "start", "sekisho-state")
    assert machine.shown("sekisho-state", "Result") == "success"
