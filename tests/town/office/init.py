"""The first process of the office: makes its networks and machines, and ends it by ending.

Run by ``unshare`` in a process, mount, network and host-name namespace of its own. Everything
lies in memory that only this namespace sees. The plan comes as one line of JSON on standard
input, the answer goes out as one line (process of each server). When the input ends, so does the
office, unless the plan says that it stays: the kernel kills what runs and forgets what was
mounted.

References: unshare(2), setns(2), mount(2), ip-netns(8), pid_namespaces(7).
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

NEWNS, NEWUTS, NEWNET = 0x00020000, 0x04000000, 0x40000000
BIND, RECURSIVE, PRIVATE = 0x1000, 0x4000, 0x40000
NETWORKS = Path("/run/netns")
OWN = Path("/run/office")
NOBODY = "nameserver 127.0.0.1\n"
"""Whoever asks for a name that no file tells is told at once that nobody knows it."""
FRESH = (
    *("/srv", "/run", "/var/log", "/var/lib", "/var/cache", "/var/spool"),
    *("/etc/samba", "/etc/squid", "/etc/rsyslog.d"),
)
"""What a new machine has empty."""
MADE = (
    *("/run/lock", "/run/samba", "/var/lib/samba", "/var/cache/samba", "/var/log/squid"),
    *("/var/spool/squid", "/var/spool/rsyslog", "/var/spool/postfix"),
)
"""What an installed program would find there."""
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
BRIDGED = Path("/proc/sys/net/bridge")
_C = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *words: object) -> None:
    if getattr(_C, name)(*words) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}{words}: {os.strerror(number)}")


def mount(source: str, target: Path, kind: str = "none", flags: int = 0, data: str = "") -> None:
    """mount(2); the target is made where it is missing."""
    if not target.exists():
        target.mkdir(parents=True)
    _call("mount", source.encode(), bytes(target), kind.encode(), flags, data.encode() or None)


def enter(network: str) -> None:
    """From here on this thread speaks through the cable of another machine."""
    descriptor = os.open(NETWORKS / network, os.O_RDONLY)
    try:
        _call("setns", descriptor, NEWNET)
    finally:
        os.close(descriptor)


def _child(work: Callable[[], None], *, stays: bool = False) -> int:
    """Work in a process of its own; one that stays says by a byte that it is ready."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(ours)
            work()
            os.write(theirs, b"1")
            code = 0
            if stays:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                os.close(theirs)
                while True:
                    signal.pause()
        except OSError as error:
            sys.stderr.write(f"{error}\n")
        finally:
            os._exit(code)
    os.close(theirs)
    ready = os.read(ours, 1)
    os.close(ours)
    if not stays:
        os.waitpid(pid, 0)
    if not ready:
        raise SystemExit("the office cannot be built: see above")
    return pid


def network(name: str) -> None:
    """A network namespace under a name, held by nothing but the mount."""

    def made() -> None:
        _call("unshare", NEWNET)
        target = NETWORKS / name
        target.touch()
        mount("/proc/self/ns/net", target, flags=BIND)

    # the mount must be seen by all: made in the mount namespace of the office itself
    _child(made)


def server(name: str, plan: dict[str, Any]) -> int:
    """A machine with files and a host name of its own; gives the process that holds it."""

    def made() -> None:
        enter(name)
        _call("unshare", NEWNS | NEWUTS)
        socket.sethostname(name)
        room = OWN / name
        upper, work = room / "upper", room / "work"
        for folder in (upper, work):
            folder.mkdir(parents=True)
        data = f"lowerdir=/etc,upperdir={upper},workdir={work}"
        mount("overlay", Path("/etc"), "overlay", data=data)
        _devices()
        for folder in FRESH:
            mount("own", Path(folder), "tmpfs")
        for folder in MADE:
            Path(folder).mkdir(parents=True)
        for path, text in (("/etc/resolv.conf", NOBODY), ("/etc/hosts", plan["hosts"])):
            Path(path).unlink(missing_ok=True)  # what belongs to nobody here cannot be changed
            Path(path).write_text(text, encoding="ascii")
        if name == "router":
            Path("/proc/sys/net/ipv4/ip_forward").write_text("1", encoding="ascii")
            for path in BRIDGED.glob("bridge-nf-call-*tables"):
                # what stays within a zone crosses no router
                path.write_text("0", encoding="ascii")

    return _child(made, stays=True)


def _devices() -> None:
    """/dev as a machine without hardware has it; /dev/log is the machine's own."""
    room = Path("/run/office") / socket.gethostname() / "dev"
    mount("dev", room, "tmpfs")
    for name in DEVICES:
        (room / name).touch()
        mount(f"/dev/{name}", room / name, flags=BIND)
    for name in ("shm", "net"):
        (room / name).mkdir()
    mount("shm", room / "shm", "tmpfs")
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        (room / name).symlink_to(f"/proc/self/{target}")
    mount(str(room), Path("/dev"), flags=BIND | RECURSIVE)


def _ip(where: str, *lines: str) -> None:
    subprocess.run(["ip", "-n", where, "-batch", "-"], input="\n".join(lines).encode(), check=True)


def cables(plan: dict[str, Any]) -> None:
    """A bridge for each zone in the router, a cable from each machine to its zone."""
    zones = plan["zones"]
    lines = ["link set lo up"]
    for key, zone in zones.items():
        lines += [
            f"link add {key} type bridge",
            f"addr add {zone['gateway']}/24 dev {key}",
            f"link set {key} up",
        ]
    for number, one in enumerate(plan["machines"]):
        lines += [
            f"link add v{number} type veth peer name eth0 netns {one['name']}",
            f"link set v{number} master {one['zone']} up",
        ]
    lines += [f"route add {net} via {via}" for net, via in plan["routes"].items()]
    _ip("router", *lines)
    for one in plan["machines"]:
        _ip(
            one["name"],
            "link set lo up",
            f"addr add {one['address']}/24 dev eth0",
            "link set eth0 up",
            f"route add default via {zones[one['zone']]['gateway']}",
        )


def build(plan: dict[str, Any]) -> dict[str, int]:
    """Everything; gives the process of each server, as this namespace numbers them."""
    mount("none", Path("/"), flags=RECURSIVE | PRIVATE)
    mount("run", Path("/run"), "tmpfs")
    for folder in (NETWORKS, OWN, OWN / "home"):
        folder.mkdir()
    for name, text in (("resolv.conf", NOBODY), ("hosts", plan["hosts"])):
        (OWN / name).write_text(text, encoding="ascii")
        if Path("/etc", name).exists():
            mount(str(OWN / name), Path("/etc", name), flags=BIND)
    names = ["router", *(one["name"] for one in plan["machines"])]
    for name in names:
        network(name)
    cables(plan)
    return {name: server(name, plan) for name in ("router", *plan["servers"])}


def main() -> None:
    """Build, say so, and wait for the end of the input; meanwhile bury what has died."""
    plan = json.loads(sys.stdin.readline())
    holders = build(plan)
    sys.stdout.write(json.dumps(holders) + "\n")
    sys.stdout.flush()
    if not plan["stays"] and os.fork() == 0:
        sys.stdin.read()
        os.kill(1, signal.SIGTERM)
        os._exit(0)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    while True:
        os.wait()


if __name__ == "__main__":
    main()
