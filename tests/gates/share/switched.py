"""A real smbd with the gate switched on and back by the command, alone in a namespace of its own.

Run by root with ``unshare -mn``. Standard input: the job of ``server.py`` with ``acts``: words for
``sekisho gates``, one after the other; its files lie in ``/etc/samba``, which is the namespace's
own. Standard output: JSON, a list a moment: before all acts and after each, its exit code and what
was allowed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from server import PASSWORD, configured, mount, network, people, private_devices, ready, tried

SAMBA = Path("/etc/samba")


def main() -> None:
    job = json.load(sys.stdin)
    folder = Path(job["folder"])
    private_devices(folder / "dev")
    people(folder, job["accounts"])
    network(job)
    included = f"include = {folder}/shares.conf"
    text = configured(folder, job).read_text(encoding="utf-8")
    own = folder / "samba"
    own.mkdir()
    mount("--bind", str(own), str(SAMBA))
    place = SAMBA / "smb.conf"
    place.write_text(text.replace(included, f"include = {job['included']}"), encoding="utf-8")
    for account in job["accounts"]:
        said = f"{PASSWORD}\n{PASSWORD}\n".encode()
        subprocess.run(["smbpasswd", "-s", "-a", account], input=said, check=True,
                       capture_output=True)  # fmt: skip
    daemon = subprocess.Popen(
        ["smbd", "-F", "--no-process-group"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        ready(job)
        told = [(0, allowed(job, place))]
        for words in job["acts"]:
            command = [sys.executable, "-m", "sekisho.cli.main", "gates", *words]
            done = subprocess.run(command, check=False, capture_output=True, env=os.environ)
            sys.stderr.write(done.stdout.decode() + done.stderr.decode())
            # smbd hears of it by a message; when it answers a later one it has heard
            ping = ["smbcontrol", "--timeout=300", str(daemon.pid), "ping"]
            subprocess.run(ping, check=True, capture_output=True)
            told.append((done.returncode, allowed(job, place)))
    finally:
        daemon.terminate()
        daemon.wait()
    json.dump(told, sys.stdout)


def allowed(job: dict[str, Any], place: Path) -> list[bool]:
    return [tried(job, place, number, one) for number, one in enumerate(job["accesses"])]


if __name__ == "__main__":
    main()
