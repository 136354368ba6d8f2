"""A real smbd as judge, alone in a namespace that has no way out and a syslog of its own.

Run by root with ``unshare -mn``. Standard input: JSON ``{folder, settings, base, accounts,
shares, server, port, accesses: [{share, account, address, writes, new}]}``; standard output: JSON
``{allowed: [true or false for each], lines: [what the server said by syslog]}``. ``base`` are
settings that the server had before; the accounts and their password exist here alone.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

PASSWORD = "himitsu"
FIRST_ID = 61000
NODES = ("null", "zero", "full", "random", "urandom", "tty")
WAIT_S = 300
LAST = "that is all"


def main() -> None:
    job = json.load(sys.stdin)
    folder = Path(job["folder"])
    private_devices(folder / "dev")
    people(folder, job["accounts"])
    lines, hearing = listen()
    network(job)
    configuration = configured(folder, job)
    for account in job["accounts"]:
        words = ["smbpasswd", "-c", str(configuration), "-s", "-a", account]
        said = f"{PASSWORD}\n{PASSWORD}\n".encode()
        subprocess.run(words, input=said, check=True, capture_output=True)
    daemon = subprocess.Popen(
        ["smbd", "-F", "--no-process-group", "-s", str(configuration)],
        stdin=subprocess.DEVNULL,  # a pipe that ends would end it
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it ends its whole process group when it is ended
    )
    try:
        ready(job)
        allowed = [
            tried(job, configuration, number, one) for number, one in enumerate(job["accesses"])
        ]
    finally:
        daemon.terminate()
        daemon.wait()
    _gone(daemon.pid)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
        last.sendto(LAST.encode(), "/dev/log")
    hearing.join()
    json.dump({"allowed": allowed, "lines": lines}, sys.stdout)


def _gone(group: int) -> None:
    """Until the last of smbd's processes has ended; those of clients do that by themselves."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        alive = [
            line
            for path in Path("/proc").glob("[0-9]*/stat")
            if (line := _words(path)) and line[2] == str(group) and line[0] != "Z"
        ]
        if not alive:
            return
        time.sleep(0.02)


def _words(stat: Path) -> list[str]:
    """State, parent, group and so on (proc(5)); none where it has ended meanwhile."""
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def private_devices(place: Path) -> None:
    """A /dev of its own: /dev/log is one for the whole machine otherwise."""
    place.mkdir()
    mount("-t", "tmpfs", "tmpfs", str(place))
    for name in NODES:
        (place / name).touch()
        mount("--bind", f"/dev/{name}", str(place / name))
    (place / "fd").symlink_to("/proc/self/fd")
    (place / "shm").mkdir()
    mount("--rbind", str(place), "/dev")


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def people(folder: Path, accounts: list[str]) -> None:
    """Adds the accounts to the passwd of this namespace."""
    own = Path("/etc/passwd").read_text(encoding="utf-8")
    own += "".join(
        f"{name}:x:{number}:65534::/nonexistent:/usr/sbin/nologin\n"
        for number, name in enumerate(accounts, start=FIRST_ID)
    )
    changed = folder / "passwd"
    changed.write_text(own, encoding="utf-8")
    mount("--bind", str(changed), "/etc/passwd")


def listen() -> tuple[list[str], threading.Thread]:
    """What is said to syslog, and who hears it until the last word."""
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    opened.bind("/dev/log")
    Path("/dev/log").chmod(0o666)
    found: list[str] = []

    def hear() -> None:
        while (said := opened.recv(65536).decode("utf-8", "replace").rstrip("\0\n")) != LAST:
            found.append(said)

    hearing = threading.Thread(target=hear, daemon=True)
    hearing.start()
    return found, hearing


def network(job: dict[str, Any]) -> None:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in {job["server"], *(one["address"] for one in job["accesses"])}:
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)


def configured(folder: Path, job: dict[str, Any]) -> Path:
    for name in ("private", "lock", "state", "cache", "pid", "ncalrpc", "log"):
        (folder / name).mkdir()
    for name in job["shares"]:
        place = folder / "shares" / name
        place.mkdir(parents=True)
        place.chmod(0o777)
        (place / "known.txt").write_text("架空", encoding="utf-8")
        (place / "known.txt").chmod(0o666)
    head = f"""\
[global]
    smb ports = {job["port"]}
    interfaces = lo {job["server"]}/32
    bind interfaces only = yes
    disable netbios = yes
    server role = standalone server
    load printers = no
    private dir = {folder}/private
    lock directory = {folder}/lock
    state directory = {folder}/state
    cache directory = {folder}/cache
    pid directory = {folder}/pid
    ncalrpc dir = {folder}/ncalrpc
    usershare max shares = 0
    log file = {folder}/log/smbd
"""
    (folder / "shares.conf").write_text(job["settings"], encoding="utf-8")
    file = folder / "smb.conf"
    # An included file ends as it likes; what smb.conf says comes before it.
    file.write_text(f"{head}{job['base']}\ninclude = {folder}/shares.conf\n", encoding="utf-8")
    return file


def ready(job: dict[str, Any]) -> None:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        with socket.socket() as tried_one:
            if tried_one.connect_ex((job["server"], job["port"])) == 0:
                return
        time.sleep(0.05)
    log = Path(job["folder"]) / "log/smbd"
    raise TimeoutError(log.read_text() if log.exists() else "smbd does not answer")


def tried(job: dict[str, Any], configuration: Path, number: int, access: dict[str, Any]) -> bool:
    """Whether a real client gets its file, from the address it is to come from."""
    route = ["ip", "route", "replace", "local", job["server"], "dev", "lo", "table", "local"]
    subprocess.run([*route, "src", access["address"]], check=True)
    smbclient = shutil.which("smbclient")
    who = ["-U", f"{access['account']}%{PASSWORD}"] if access["account"] else ["-N", "-U", ""]
    place = Path(job["folder"])
    new = access.get("new") or f"new{number}.txt"
    act = f"put {place}/smb.conf {new}" if access["writes"] else "get known.txt /dev/null"
    words = [smbclient, "-s", str(configuration), "-p", str(job["port"]), *who]
    done = subprocess.run(
        [*map(str, words), f"//{job['server']}/{access['share']}", "-c", act],
        check=False,
        capture_output=True,
    )
    return done.returncode == 0


if __name__ == "__main__":
    main()
