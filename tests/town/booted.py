"""A machine that a real systemd has brought up: process 1 of namespaces of its own.

Its files are those of this machine, and what is written to them is gone with it. Its network is
empty, its control groups are a folder of their own, and ``/proc/sys`` and ``/sys`` cannot be
written: nothing that runs there changes anything here. Of this machine's own units it knows the
targets and those that a test names, so that nothing else is started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "/opt/sekisho/bin/sekisho"
_UNITS = Path("/usr/lib/systemd/system")
_SYSTEMD = Path("/usr/lib/systemd/systemd")
_START = """\
set -e
echo $$ > "$GROUP/cgroup.procs"
exec setpriv --pdeathsig KILL \\
  unshare --pid --mount --uts --ipc --net --cgroup --fork --kill-child sh -ec '
mount --make-rprivate /
mount -t tmpfs -o mode=755 machine "$PLACE"
cd "$PLACE"
mkdir upper work root
mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work machine root
cd root
for over in run tmp dev; do mount -t tmpfs machine $over; done
chmod 1777 tmp
mkdir -p run/lock dev/pts dev/shm opt/sekisho/python opt/sekisho/site opt/sekisho/src
chmod 1777 dev/shm
for node in null zero full random urandom tty; do
  touch dev/$node; mount --bind /dev/$node dev/$node
done
touch dev/console; mount --bind "$CONSOLE" dev/console
mount -t devpts -o ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
shown() { mount --bind "$1" "$2"; mount -o remount,bind,ro "$2"; }
shown "$PYTHON" opt/sekisho/python
shown "$SITE" opt/sekisho/site
shown "$SOURCE" opt/sekisho/src
shown proc/sys proc/sys
rm -rf etc/systemd/system etc/systemd/system.conf.d etc/machine-id
cp -a "$FILES"/. .
: > etc/machine-id
mkdir old
pivot_root . old
umount -l /old
exec env -i container=sekisho PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
  SYSTEMD_UNIT_PATH=/etc/systemd/system:/opt/sekisho/units SYSTEMD_GENERATOR_PATH=/nowhere \\
  /usr/lib/systemd/systemd --system --log-target=console --log-level=info --show-status=0
'
"""
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_LOGGED = "[Service]\nStandardOutput=append:/var/log/%N.log\nStandardError=inherit\n"
"""There is no journal: each service writes to a file of its own, opened before it is shut in."""


class Booted:
    """Switched on by ``running``; ``files`` holds what lies on it besides this machine's own."""

    def __init__(self, folder: Path, group: Path) -> None:
        self.files, self._place, self._group = folder / "files", folder / "place", group
        self._place.mkdir()
        self.said = b""
        """What systemd itself wrote to the console."""
        self.init = 0
        self.put("etc/systemd/system/service.d/log.conf", _LOGGED)
        for target in _UNITS.glob("*.target"):
            if not target.is_symlink():
                self.put(f"opt/sekisho/units/{target.name}", target.read_text(encoding="utf-8"))
        link = self.files / "etc/systemd/system/default.target"
        link.symlink_to("/opt/sekisho/units/multi-user.target")
        python = f"/opt/sekisho/python/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
        self.put(
            PROGRAM[1:],
            "#!/bin/sh\nexport PYTHONPATH=/opt/sekisho/src:/opt/sekisho/site\n"
            "export LD_LIBRARY_PATH=/opt/sekisho/python/lib\n"
            f'exec {python} -P -B -m sekisho.cli.main "$@"\n',
            0o755,
        )

    def put(self, name: str, text: str, mode: int = 0o644) -> Path:
        """A file of the machine; the folders above it are made."""
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def own_unit(self, name: str) -> None:
        """One of this machine's units is there as well."""
        text = (_UNITS / name).read_text(encoding="utf-8")
        self.put(f"opt/sekisho/units/{name}", text)

    def tell(self, *words: str, expected: int | None = 0) -> str:
        """What a command says that runs there."""
        enter = ["nsenter", f"--target={self.init}", "--all", "--root", "--wd", "--"]
        told = subprocess.run(
            [*enter, *words], check=False, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, env={"PATH": _PATH, "LANG": "C.UTF-8"},
        )  # fmt: skip
        said = told.stdout + told.stderr
        assert expected is None or told.returncode == expected, (words, said, self.told())
        return told.stdout

    def shown(self, unit: str, what: str) -> str:
        """A property of a unit, as ``systemctl show`` tells it."""
        return self.tell("systemctl", "show", "--value", "--property", what, unit).strip()

    def log(self, name: str) -> str:
        """What a service wrote."""
        return self.tell("cat", f"/var/log/{name}.log", expected=None)

    def told(self) -> str:
        """What systemd said, for whoever looks for a mistake."""
        return self.said.decode("utf-8", "replace")

    @contextmanager
    def running(self) -> Iterator[None]:
        """On, until the end of the block; then everything that ran there is killed."""
        master, slave = os.openpty()
        console = os.ttyname(slave)
        listening = threading.Thread(target=self._listen, args=(master,), daemon=True)
        listening.start()
        given = {
            "GROUP": str(self._group), "PLACE": str(self._place), "FILES": str(self.files),
            "CONSOLE": console, "PYTHON": sys.base_prefix, "SOURCE": str(ROOT / "src"),
            "SITE": sysconfig.get_path("purelib"),
        }  # fmt: skip
        outer = subprocess.Popen(
            ["sh", "-c", _START], env={**os.environ, **given}, stdin=subprocess.DEVNULL,
            stdout=slave, stderr=slave,
        )  # fmt: skip
        try:
            self.init = self._first(outer)
            until(lambda: self._is_up(outer), self.told)
            yield
        finally:
            self._end(outer)
            os.close(slave)
            os.close(master)

    def _listen(self, master: int) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(master, 65536):
                self.said += data

    def _first(self, outer: subprocess.Popen[bytes]) -> int:
        children = Path(f"/proc/{outer.pid}/task/{outer.pid}/children")
        found = ""

        def there() -> bool:
            nonlocal found
            assert outer.poll() is None, self.told()
            found = children.read_text(encoding="utf-8")
            return bool(found)

        until(there, self.told)
        return int(found.split(maxsplit=1)[0])

    def _is_up(self, outer: subprocess.Popen[bytes]) -> bool:
        """Whether everything that belongs to the boot is there, failed or not."""
        assert outer.poll() is None, self.told()
        if Path(f"/proc/{self.init}/comm").read_text(encoding="utf-8").strip() != "systemd":
            return False
        state = self.tell("systemctl", "is-system-running", expected=None).strip()
        return state in ("running", "degraded")

    def _end(self, outer: subprocess.Popen[bytes]) -> None:
        (self._group / "cgroup.kill").write_text("1", encoding="utf-8")
        outer.wait()
        until(lambda: "populated 0" in (self._group / "cgroup.events").read_text(), self.told)
        for folder, _below, _files in os.walk(self._group, topdown=False):
            Path(folder).rmdir()


def until(holds: Callable[[], bool], told: Callable[[], str]) -> None:
    """Waits until something holds; the limit only ends what would never end."""
    end = time.monotonic() + 600
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(0.05)


def booted(folder: Path) -> Booted:
    """A machine that is still off. Skips, with the reason, where none can be brought up."""
    group = _group(folder.name)
    if group is None:
        pytest.skip("needs root, systemd, and control groups (v2) and namespaces of its own")
    return Booted(folder, group)


def _group(name: str) -> Path | None:
    programs = all(map(shutil.which, ("unshare", "nsenter", "pivot_root", "setpriv", "systemctl")))
    if not programs or not _SYSTEMD.exists() or os.geteuid() != 0:
        return None
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    for place in (line.split()[1] for line in mounts if line.split()[2] == "cgroup2"):
        group = Path(place) / f"sekisho-test-{os.getpid()}-{name}"
        with contextlib.suppress(OSError):
            group.mkdir()
            if (group / "cgroup.kill").exists():
                return group
            group.rmdir()
    return None
