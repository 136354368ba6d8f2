"""Says before the tests what is missing on this machine, and installs it where that is allowed.

Beyond Python packages a test may need a browser (Debian: ``chromium``, ``chromium-driver``),
the packet filter (``nftables``), daemons that run in namespaces or check settings
(``postfix``, ``dovecot``, ``clamav-daemon``, ``squid-openssl``, ``samba``, ``rsyslog``, ``ulogd2``,
``logrotate``, ``usbguard`` on devices that ``umockdev`` pretends), libarchive
(``libarchive-tools`` brings it), Samba's reader of registry.pol (``python3-samba``), systemd's
checker of units (``systemd``), a recorder of calls (``strace``), the shell of BusyBox or a checker
of shell scripts. Where this runs as root on a Debian or Ubuntu machine they are installed;
elsewhere they are listed, and their tests are skipped and counted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDS = {
    "chromium": ["chromium", "chromium-driver"],
    "nft": ["nftables", "iproute2"],
    "ulogd": ["ulogd2", "ulogd2-json"],
    "squid": ["squid-openssl"],
    "testparm": ["samba"],
    "smbclient": ["smbclient", "samba-vfs-modules"],
    "rsyslogd": ["rsyslog"],
    "logrotate": ["logrotate"],
    "shellcheck": ["shellcheck"],
    "busybox": ["busybox"],
    "usbguard-daemon": ["usbguard"],
    "umockdev-wrapper": ["umockdev"],
    "samba-tool": ["python3-samba", "samba-common-bin"],
    "postfix": ["postfix"],
    "systemd-analyze": ["systemd"],
    "bsdtar": ["libarchive-tools"],
    "clamd": ["clamav-daemon"],
    "clamscan": ["clamav"],
    "dovecot": ["dovecot-imapd", "dovecot-lmtpd"],
    "7z": ["7zip"],
    "soffice": ["libreoffice-writer-nogui"],
    "strace": ["strace"],
}
PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
"""Daemons lie where a user's path does not look."""
ELSEWHERE = ("pwsh", "powershell")
"""PowerShell is in no distribution: its own parser reads our script where one is installed."""
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def main() -> None:
    """Installs or lists what is missing. Never fails: the tests say what they left out."""
    missing = [program for program in NEEDS if shutil.which(program, path=PATH) is None]
    if missing and _may_install():
        packages = [package for program in missing for package in NEEDS[program]]
        _install(packages)
        missing = [program for program in missing if shutil.which(program, path=PATH) is None]
    for program in missing:
        _say(f"LEFT OUT: tests that need {program} (apt-get install {' '.join(NEEDS[program])})")
    if not _with_machines():
        _say("LEFT OUT: the whole town office (root, or uidmap and a range in /etc/subuid)")
    if not _without_network():
        _say("LEFT OUT: installing in a network namespace without routes (unshare --net)")
    if not any(map(shutil.which, ELSEWHERE)):
        _say("LEFT OUT: tests that need PowerShell's own parser (pwsh)")
    if not SHARED.is_dir():
        _say("LEFT OUT: tests that need the evidence collected by others (../shared)")


def _without_network() -> bool:
    program = shutil.which("unshare")
    words = [program, "--map-root-user", "--net", "true"] if program else ["false"]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def _with_machines() -> bool:
    """Whether processes, files and networks of their own can be had, with many users."""
    program = shutil.which("unshare")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    users = [] if root else ["--user", "--map-root-user", "--map-auto"]
    words = [program, *users, "--mount", "--pid", "--net", "--fork", "true"] if program else []
    return bool(words) and subprocess.run(words, check=False, capture_output=True).returncode == 0


def _may_install() -> bool:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        done = subprocess.run(command, env=environment, check=False, capture_output=True)
        if done.returncode != 0:
            _say(f"could not run {' '.join(command)}")
            return


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
