"""Registers and devices for the tests of the device gate."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.device.model import Interface, Presented
from sekisho.gates.programs import program

STORAGE: tuple[Interface, ...] = ((8, 6, 0x50),)
KEYBOARD: tuple[Interface, ...] = ((3, 1, 1), (3, 0, 0))
REGISTER = {
    "version": 1,
    "devices": [
        {"name": "USB-001", "id": "USB\\VID_0781&PID_5581\\4C530001230101117392"},
        {"name": "USB-002", "vendor": "0411", "serial": "ab12"},
        {"name": "USB-003", "serial": "SN-3"},
    ],
}
needs_daemon = pytest.mark.skipif(
    not all(map(program, ("usbguard-daemon", "umockdev-wrapper", "unshare", "ip"))),
    reason="needs USBGuard on pretend devices (apt-get install usbguard umockdev iproute2)",
)


def stick(serial: str, vendor: str = "0781", product: str = "5581") -> Presented:
    return Presented(vendor, product, serial, STORAGE)


def daemon_says(rules: bytes, devices: list[Presented]) -> list[str]:
    """What the real daemon makes of each device under these rules."""
    answers: list[str] = _daemon(rules, devices, audit=False)
    return answers


def daemon_writes(rules: bytes, devices: list[Presented]) -> str:
    """The real daemon's audit log of these devices, plugged in one after the other, the last of
    them allowed by hand afterwards."""
    written: str = _daemon(rules, devices, audit=True)
    return written


def _daemon(rules: bytes, devices: list[Presented], *, audit: bool) -> Any:
    job = {"rules": rules.decode(), "devices": [asdict(one) for one in devices], "audit": audit}
    told = subprocess.run(
        ["unshare", "-rn", sys.executable, str(Path(__file__).with_name("pretend.py"))],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr.decode()
    return json.loads(told.stdout)
