"""The real USBGuard daemon as judge over devices that are not there.

Run by ``unshare -rn`` (the daemon's socket is an abstract one: a network namespace each) under
``umockdev-wrapper``. Standard input: JSON ``{rules, devices: [{vendor, product, serial,
interfaces, built_in}], audit}``; standard output: JSON ``[target of each device]``, as the daemon
itself lists them; with ``audit`` the text of its audit log, after the last device was allowed by
hand.

A record is what umockdev-record(1) writes, the device before what it hangs from; the device
appears in the daemon's folder by a hard link, whole at once.
"""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BUS = "/devices/pci0000:00/0000:00:14.0"
CONTROLLER = f"P: {BUS}\nE: SUBSYSTEM=pci\nE: DRIVER=xhci_hcd\nA: class=0x0c0330\n"
ATTEMPTS, LOOKS = 20, 25
LISTED = re.compile(r'^\d+: (\w+) .*via-port "1-(\d+)"', re.MULTILINE)
NUMBERED = re.compile(r'^(\d+): .*via-port "1-(\d+)"', re.MULTILINE)


def main() -> None:
    job = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as name:
        json.dump(answers(Path(name), **job), sys.stdout)


def answers(place: Path, rules: str, devices: list[dict[str, Any]], audit: bool) -> Any:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    bus, records = place / "bus", place / "records"
    bus.mkdir()
    records.mkdir()
    private(place / "rules.conf", rules)
    private(place / "daemon.conf", configuration(place))
    for number, device in enumerate(devices, start=1):
        (records / f"{number}.umockdev").write_text(record(number, device))
    environment = {**os.environ, "USBGUARD_UMOCKDEV_DEVICEDIR": str(bus)}
    words = ["umockdev-wrapper", "usbguard-daemon", "-k", "-C", "-c", str(place / "daemon.conf")]
    with (place / "log").open("wb") as log:
        daemon = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        try:
            for number in range(1, len(devices) + 1):
                plug_in(records / f"{number}.umockdev", bus, number)
            found = listed()
            if audit:
                allow(len(devices))
        finally:
            daemon.terminate()
            daemon.wait()
    if audit:
        return (place / "audit.log").read_text(encoding="utf-8")
    return [found[number] for number in range(1, len(devices) + 1)]


def listed() -> dict[int, str]:
    """Number of the device to its target; empty while the daemon does not answer."""
    told = subprocess.run(["usbguard", "list-devices"], capture_output=True, check=False)
    return {int(port): target for target, port in LISTED.findall(told.stdout.decode())}


def allow(last: int) -> None:
    told = subprocess.run(["usbguard", "list-devices"], capture_output=True, check=True)
    numbers = {port: number for number, port in NUMBERED.findall(told.stdout.decode())}
    subprocess.run(["usbguard", "allow-device", numbers[str(last)]], check=True)


def plug_in(record: Path, bus: Path, number: int) -> None:
    """Again, until the daemon has seen it: while it starts, it may miss a file."""
    place = bus / record.name
    for attempt in range(ATTEMPTS):
        os.link(record, place)
        for _ in range(LOOKS):
            if number in listed():
                return
            time.sleep(0.02)
        place.unlink()
        time.sleep(0.1 * attempt)
    raise SystemExit(f"the daemon did not see device {number}")


def private(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o600)


def configuration(place: Path) -> str:
    return "".join(
        f"{line}\n"
        for line in (
            f"RuleFile={place / 'rules.conf'}",
            "ImplicitPolicyTarget=block",
            "PresentDevicePolicy=apply-policy",
            "PresentControllerPolicy=keep",
            "InsertedDevicePolicy=apply-policy",
            "DeviceManagerBackend=umockdev",
            "IPCAllowedUsers=root",
            "AuditBackend=FileAudit",
            f"AuditFilePath={place / 'audit.log'}",
        )
    )


def record(number: int, device: dict[str, Any]) -> str:
    vendor, product = int(device["vendor"], 16), int(device["product"], 16)
    faces = [tuple(one) for one in device["interfaces"]]
    own = usb(f"1-{number}", number + 1, (vendor, product), device["serial"], faces)
    if device["built_in"]:
        own += "A: port/connect_type=hardwired\n"
    root = usb("", 1, (0x1D6B, 2), "0000:00:14.0", [(9, 0, 0)], kind=9)
    return f"{own}\n{root}\n{CONTROLLER}\n"


def usb(
    port: str,
    number: int,
    make: tuple[int, int],
    serial: str,
    faces: list[tuple[int, ...]],
    kind: int = 0,
) -> str:
    described = descriptors(make, faces, kind, named=bool(serial)).hex().upper()
    lines = [
        f"P: {BUS}/usb1" + (f"/{port}" if port else ""),
        f"N: bus/usb/001/{number:03d}={described}",
        "E: SUBSYSTEM=usb",
        "E: DEVTYPE=usb_device",
        f"E: DEVNAME=/dev/bus/usb/001/{number:03d}",
        f"E: PRODUCT={make[0]:x}/{make[1]:x}/100",
        f"E: TYPE={kind}/0/0",
        "E: BUSNUM=001",
        f"E: DEVNUM={number:03d}",
        f"A: authorized={int(not port)}",
        "A: authorized_default=1",
        "A: remove=0",
        f"A: idVendor={make[0]:04x}",
        f"A: idProduct={make[1]:04x}",
        "A: bcdDevice=0100",
        f"A: bDeviceClass={kind:02x}",
        "A: product=Pretend",
        "A: busnum=1",
        f"A: devnum={number}",
        "A: speed=480",
        f"H: descriptors={described}",
    ]
    if serial:
        lines.append(f"A: serial={serial}")
    return "".join(f"{line}\n" for line in lines)


def descriptors(
    make: tuple[int, int], faces: list[tuple[int, ...]], kind: int, *, named: bool
) -> bytes:
    """Device, configuration and interface descriptors (USB 2.0, 9.6)."""
    serial = 3 if named else 0
    head = (18, 1, 0x200, kind, 0, 0, 64, *make, 0x100, 1, 2, serial, 1)
    body = b"".join(struct.pack("<9B", 9, 4, at, 0, 0, *face, 0) for at, face in enumerate(faces))
    length = 9 + len(body)
    configured = struct.pack("<BBHBBBBB", 9, 2, length, len(faces), 1, 0, 0x80, 50)
    return struct.pack("<BBHBBBBHHHBBBB", *head) + configured + body


if __name__ == "__main__":
    main()
