"""Gates put into the office by the product's own commands, as the guide tells an officer.

``PLACES`` says for each gate on which machine it acts and what the guide has done by hand there,
before ``sekisho gates apply`` does the rest. A gate without a place here cannot be tried in the
town and is listed as left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from subprocess import CompletedProcess
from typing import Any

from sekisho.gates.contract import Gate
from sekisho.gates.line import ulogd
from sekisho.gates.mail.postfix import QUEUE, SOCKET
from sekisho.gates.registry import gates
from tests.town.office import places
from tests.town.office.office import Office

RULEBOOK = "/etc/sekisho/rulebook.yaml"
BUILT = "/etc/sekisho/built"
MAIL_STATE = "/var/lib/sekisho/mail"


@dataclass(frozen=True)
class Place:
    """Where a gate acts. ``by_hand``: what the guide has an officer do beside the commands, given
    the folder on the machine that was built into."""

    target: str
    machine: str
    by_hand: Callable[[Office, str], None]


def on_machine(office: Office, machine: str, *words: str) -> CompletedProcess[bytes]:
    """``sekisho gates …`` as the officer runs it on the machine of a gate.

    Squid runs in a user namespace of its own here (see the office), and takes signals from nobody
    outside; whoever looks after it enters there. It is given the time to take in what was changed.
    """
    command = [sys.executable, "-m", "sekisho.cli.main", "gates", *words]
    if machine != places.PROXY.name:
        return office.spaces.run(machine, command, check=False)
    enter = ["nsenter", "--user", "--preserve-credentials", f"--target={office.squid}"]
    before = _begun(office)
    done = office.spaces.run(machine, [*enter, *command], check=False)
    changed = words[0] in ("apply", "return") and done.returncode == 0
    while changed and _begun(office) == before and office.running["squid"].poll() is None:
        time.sleep(0.05)
    return done


def _begun(office: Office) -> int:
    """How often Squid began to listen."""
    log = office.spaces.file(places.PROXY.name, "/var/log/squid/cache.log")
    return log.read_bytes().count(b"Accepting HTTP Socket connections")


def _line(office: Office, built: str) -> None:
    """Their own rules, which only wrote everything down, give way; ulogd gets its settings."""
    office.spaces.run(places.ROUTER, ["nft", "delete", "table", "inet", "town"])
    made = f"{built}/line/nftables/{ulogd.NAME}"
    office.spaces.run(places.ROUTER, ["cp", made, "/etc/ulogd.conf"])
    office.restart_ulogd()


def _web(office: Office, _built: str) -> None:
    """Nothing: Squid runs already."""


def _share(office: Office, _built: str) -> None:
    path = office.spaces.file(places.FILES.name, "/etc/samba/smb.conf")
    own = f"include = /etc/samba/sekisho-{places.FILES.name}.conf\n"
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")


def _mail(office: Office, _built: str) -> None:
    """The folder of the socket, and the milter, before Postfix asks it."""
    room = f"{QUEUE}/{SOCKET}".rpartition("/")[0]
    made = f"install -d -o root -g postfix -m 2750 {room} && install -d -m 700 {MAIL_STATE}"
    office.spaces.run(places.MAIL.name, ["sh", "-c", made])
    words = [sys.executable, "-m", "sekisho.cli.main", "mail", "serve", "--rulebook", RULEBOOK]
    gate = office.launch("gate", places.MAIL.name, words)
    socket = office.spaces.file(places.MAIL.name, f"{QUEUE}/{SOCKET}")
    while not (socket.exists() and socket.stat().st_mode & 0o777 == 0o660):
        assert gate.poll() is None
        time.sleep(0.02)


PLACES = {
    "line": Place("nftables", places.ROUTER, _line),
    "web": Place("squid", places.PROXY.name, _web),
    "share": Place("samba", places.FILES.name, _share),
    "mail": Place("postfix", places.MAIL.name, _mail),
}
RECORDS = {
    "router/sekisho-line.json": (places.ROUTER, "/var/log/ulog/sekisho-line.json"),
    "proxy/sekisho.log": (places.PROXY.name, "/var/log/squid/sekisho.log"),
    "proxy/squid.conf": (places.PROXY.name, "/etc/squid/squid.conf"),
}
"""What the gates themselves write."""


def tried(office: type[Office] = Office) -> tuple[Gate, ...]:
    """The gates that exist and have a place in such an office."""
    return tuple(gate for gate in gates() if gate.name in office.GATES)


def left_out() -> tuple[str, ...]:
    """The gates that exist and cannot be tried here, or have a place and do not exist."""
    return tuple(sorted({gate.name for gate in gates()} ^ set(PLACES)))


def put_in(office: Office, gate: str, stage: str = "enforce") -> None:
    """A gate that is not there yet, as far as a stage."""
    prepared(office, gate)
    applied(office, gate, dict.fromkeys(("observe", stage)))


def prepared(office: Office, gate: str, rulebook: bytes | None = None) -> None:
    """The rulebook on the gate's machine, its settings built, and what is done by hand."""
    place = PLACES[gate]
    office.spaces.put(place.machine, RULEBOOK, rulebook or office.rulebook())
    built = _built(office, gate, "observe")
    _well(on_machine(office, place.machine, "check", built))
    place.by_hand(office, built)


def applied(office: Office, gate: str, stages: Iterable[str]) -> None:
    """Switched on at its own machine, stage by stage as is the order."""
    for stage in stages:
        built = _built(office, gate, stage)
        words = ["apply", built, "--rulebook", RULEBOOK, "--reason", "試行"]
        _well(on_machine(office, PLACES[gate].machine, *words))


def taken_back(office: Office, gate: str) -> None:
    """Back, step by step, to where nothing of it was on."""
    machine = PLACES[gate].machine
    while any(one["gate"] == gate for one in state(office, machine)["on"]):
        _well(on_machine(office, machine, "return", gate, "--reason", "試行の終わり"))


def state(office: Office, machine: str) -> dict[str, Any]:
    """What ``sekisho gates state`` says on a machine."""
    told: dict[str, Any] = json.loads(on_machine(office, machine, "state", "--json").stdout)
    return told


def _built(office: Office, gate: str, stage: str) -> str:
    place, out = PLACES[gate], f"{BUILT}/{stage}"
    words = ["--rulebook", RULEBOOK, "--target", place.target, "--stage", stage, "--out", out]
    _well(on_machine(office, place.machine, "build", gate, *words))
    return out


def _well(told: CompletedProcess[bytes]) -> None:
    assert told.returncode == 0, told.stdout.decode() + told.stderr.decode()
