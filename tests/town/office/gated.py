"""Gates put into the office: built by the command, laid where a system officer would lay them.

``PLACES`` says for each target of a gate on which machine it acts, where its files go and what
takes them in. A gate without a place here cannot be tried in the town and is listed as left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from subprocess import CompletedProcess

from sekisho.cli.main import main
from sekisho.gates.contract import Gate
from sekisho.gates.registry import gates
from tests.town.office import places
from tests.town.office.office import Office


@dataclass(frozen=True)
class Place:
    """Where a target acts. ``files``: generated name → absolute path; a folder takes what no
    other name has; what has no place is put there by ``load``, which also takes them in."""

    target: str
    machine: str
    files: Mapping[str, str]
    load: Callable[[Office, str], None]


RULEBOOK = "/etc/sekisho/rulebook.yaml"


def on_router(office: Office, *words: str) -> CompletedProcess[bytes]:
    """``sekisho gates …`` as the officer runs it on the machine of the line gate."""
    command = [sys.executable, "-m", "sekisho.cli.main", "gates", *words]
    return office.spaces.run(places.ROUTER, command, check=False)


def applied(office: Office, rulebook: bytes, stages: Iterable[str]) -> None:
    """The line gate built and switched on at its own machine, stage by stage as is the order."""
    office.spaces.put(places.ROUTER, RULEBOOK, rulebook)
    for stage in stages:
        out = f"/etc/sekisho/{stage}"
        words = ["--rulebook", RULEBOOK, "--target", "nftables", "--stage", stage, "--out", out]
        for told in (
            on_router(office, "build", "line", *words),
            on_router(office, "apply", out, "--rulebook", RULEBOOK, "--reason", "試行"),
        ):
            assert told.returncode == 0, told.stdout.decode() + told.stderr.decode()


def _line(office: Office, stage: str) -> None:
    applied(office, office.rulebook(), dict.fromkeys(("observe", stage)))
    office.spaces.run(places.ROUTER, ["nft", "delete", "table", "inet", "town"])
    office.restart("ulogd")


def _web(office: Office, _stage: str) -> None:
    office.spaces.run(places.PROXY.name, ["mkdir", "-p", "/var/lib/sekisho"])
    office.spaces.run(places.PROXY.name, ["squid", "-k", "parse"])
    office.restart("squid")


def _share(office: Office, _stage: str) -> None:
    path = office.spaces.file(places.FILES.name, "/etc/samba/smb.conf")
    own = f"include = /etc/samba/sekisho-{places.FILES.name}.conf\n"
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    office.restart("smbd")


PLACES = {
    "line": Place(
        "nftables",
        places.ROUTER,
        {"ulogd.conf": "/etc/ulogd.conf"},
        _line,
    ),
    "web": Place(
        "squid",
        places.PROXY.name,
        {"squid.conf": "/etc/squid/squid.conf", "": "/etc/squid/sekisho"},
        _web,
    ),
    "share": Place("samba", places.FILES.name, {"": "/etc/samba"}, _share),
}
RECORDS = {
    "router/sekisho-line.json": (places.ROUTER, "/var/log/ulog/sekisho-line.json"),
    "proxy/sekisho.log": (places.PROXY.name, "/var/log/squid/sekisho.log"),
    "proxy/squid.conf": (places.PROXY.name, "/etc/squid/squid.conf"),
}
"""What the gates themselves write."""


def tried() -> tuple[Gate, ...]:
    """The gates that exist and have a place in the town."""
    return tuple(gate for gate in gates() if gate.name in PLACES)


def left_out() -> tuple[str, ...]:
    """The gates that exist and cannot be tried here, or have a place and do not exist."""
    return tuple(sorted({gate.name for gate in gates()} ^ set(PLACES)))


def put_in(office: Office, gate: Gate, folder: Path, stage: str = "enforce") -> None:
    """Build a gate's files from the town's rulebook, have them checked, and load them."""
    folder.mkdir(parents=True, exist_ok=True)
    rulebook = folder / "rulebook.yaml"
    rulebook.write_bytes(office.rulebook())
    place, out = PLACES[gate.name], folder / gate.name
    words = ["gates", "build", gate.name, "--rulebook", str(rulebook), "--stage", stage]
    assert main([*words, "--target", place.target, "--out", str(out)]) == 0
    assert main(["gates", "check", str(out)]) == 0
    built = out / gate.name / place.target
    for path in sorted(one for one in built.rglob("*") if one.is_file()):
        name = path.relative_to(built).as_posix()
        rest = place.files.get("")
        target = place.files.get(name) or (rest and str(PurePosixPath(rest) / name))
        if not target:
            continue
        office.spaces.put(place.machine, target, path.read_bytes())
    place.load(office, stage)
