r"""USB devices that a PC met, judged against the register (USB 登録機器).

Windows notes one insertion in several logs, each with other names for the same device; they are
joined per PC by serial number and nearness in time. The key of a register is the device instance
id (``USB\VID_0781&PID_5581\SERIAL``). Where the second sign of its last part is ``&``, Windows
made the serial up: such a device has none of its own and can never be told from its like.

Read: Security 6416, Kernel-PnP 400 and 410, Partition/Diagnostic 1006, Storsvc/Diagnostic 1001,
DriverFrameworks-UserMode 2003 (the last is off by default since Windows 8); on Linux the audit log
of USBGuard (kind ``device``), whose devices get the instance id that Windows would give them. Only
storage and devices that exchange files (class 08 and 06) count; keyboards, mice and printers do
not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb

from sekisho.detect.findings import Finding

TOGETHER = timedelta(minutes=2)
"""Notes on one serial number within this time belong to one insertion."""
RULE_ID = "5b0e4d59-54b2-4f0c-9a73-0d1f3b7b9c11"
"""The id under which unregistered devices appear among the findings of rules."""
TITLE = "登録されていない USB 機器の接続 / USB device that is not in the register connected"

_GUARDED = """
SELECT "@timestamp" AS moment, "host.name" AS host, evidence, "position", unit,
       "device.vendor_id" AS vendor, "device.product_id" AS product,
       "device.serial_number" AS serial, "device.name" AS name
FROM device
WHERE "event.action" IN ('insert', 'present')
  AND len(list_filter("device.interfaces", lambda one: one[:3] IN ('08:', '06:'))) > 0
ORDER BY moment, evidence, "position"
"""
"""``present``: it was there when the guard began. What was decided on it is the gate's matter."""

Register = Callable[[str, datetime | None], object]
"""Device instance id and moment to the registered device, or None or False: for example
``Rulebook.device``."""
Place = Callable[[str], str | None]
"""Path of an evidence to the computer that it came from, for logs that name none."""

_MASS_STORAGE = re.compile(r"USB\\CLASS_0[68]|MS_COMP_MTP", re.IGNORECASE)
_SHOWN_INSIDE = re.compile(r"(USBSTOR#[^#]+#[^#\\]+)#", re.IGNORECASE)
_STORAGE_DRIVERS = frozenset({"usbstor.inf", "uaspstor.inf", "wpdmtp.inf", "wpdfs.inf"})
_STORAGE_SERVICES = frozenset({"usbstor", "uaspstor", "wudfwpdmtp", "wpdupfltr"})

EVENTS = """
SELECT "@timestamp" AS moment, "host.name" AS host, evidence, "position", unit,
       "winlog.channel" AS channel, "EventID" AS number, fields
FROM windows
WHERE ("winlog.channel" = 'Security' AND "EventID" = 6416)
   OR ("winlog.channel" = 'Microsoft-Windows-Kernel-PnP/Configuration' AND "EventID" IN (400, 410))
   OR ("winlog.channel" = 'Microsoft-Windows-Partition/Diagnostic' AND "EventID" = 1006)
   OR ("winlog.channel" = 'Microsoft-Windows-Storsvc/Diagnostic' AND "EventID" = 1001)
   OR ("winlog.channel" = 'Microsoft-Windows-DriverFrameworks-UserMode/Operational'
       AND "EventID" = 2003)
ORDER BY moment, evidence, "position"
"""


@dataclass(frozen=True)
class Pointer:
    """Where the note on a device stands."""

    evidence: str
    position: int
    unit: str


@dataclass(frozen=True)
class DeviceUse:
    """One insertion. ``ids``: device instance ids, as Windows wrote them, in capitals;
    ``serial``: the device's own serial number, None when it has none; ``disk_serial``: what the
    disk calls itself, which need not be the same. ``code`` says how it was judged:
    ``device.registered``, ``device.unregistered``, ``device.no_serial`` or
    ``device.disk_serial_only`` (no instance id was noted: a person has to compare)."""

    host: str | None
    first: datetime | None
    last: datetime | None
    ids: tuple[str, ...]
    serial: str | None
    disk_serial: str | None
    description: str | None
    code: str
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class _Note:
    moment: datetime | None
    host: str | None
    pointer: Pointer
    id: str | None
    disk_serial: str | None
    description: str | None

    @property
    def key(self) -> str:
        """What names the device: its serial, else the disk's, else the whole id."""
        if self.id is not None:
            return own_serial(self.id) or self.id
        return self.disk_serial or self.description or ""

    @property
    def computer(self) -> str:
        """What tells computers apart: a log that names none is one of its own."""
        return self.host or self.pointer.evidence


def own_serial(instance_id: str) -> str | None:
    r"""The serial number of a device's own, None where Windows made one up (``6&2A…&0``)."""
    last = instance_id.rpartition("\\")[2]
    if not last or last[1:2] == "&":
        return None
    return re.sub(r"&\d+$", "", last).upper()


def device_uses(
    connection: duckdb.DuckDBPyConnection, registered: Register, place: Place = lambda _: None
) -> list[DeviceUse]:
    """Every insertion of a storage device, registered ones included, in order of time."""
    rows = connection.sql(EVENTS).to_arrow_table().to_pylist()
    notes = [note for row in rows if (note := _note(row)) is not None]
    rows = connection.sql(_GUARDED).to_arrow_table().to_pylist()
    notes += [_guarded(row, place) for row in rows]
    return [_judged(group, registered) for group in _insertions(notes)]


def unregistered_devices(
    connection: duckdb.DuckDBPyConnection, registered: Register, place: Place = lambda _: None
) -> list[DeviceUse]:
    """The insertions that the register does not cover, for whichever reason."""
    uses = device_uses(connection, registered, place)
    return [use for use in uses if use.code != "device.registered"]


def device_findings(uses: Iterable[DeviceUse]) -> Iterator[Finding]:
    """Insertions as findings, beside those of the rules."""
    for use in uses:
        pointer = use.pointers[0]
        yield Finding(
            rule_id=RULE_ID,
            title=TITLE,
            level="medium",
            time=use.first,
            host=use.host,
            evidence=pointer.evidence,
            position=pointer.position,
            unit=pointer.unit,
            tags=("attack.exfiltration", "attack.t1052.001"),
            rule_file="devices",
        )


def _note(row: Mapping[str, object]) -> _Note | None:
    fields = dict(row["fields"] or ())  # type: ignore[call-overload]
    read = _READ[(str(row["channel"]).partition("/")[0])]
    found = read(fields)
    if found is None:
        return None
    instance_id, disk_serial, description = found
    return _Note(
        moment=row["moment"],  # type: ignore[arg-type]
        host=row["host"],  # type: ignore[arg-type]
        pointer=Pointer(str(row["evidence"]), int(str(row["position"])), str(row["unit"])),
        id=instance_id.upper() if instance_id else None,
        disk_serial=disk_serial.strip().upper() or None if disk_serial else None,
        description=description or None,
    )


def _guarded(row: Mapping[str, Any], place: Place) -> _Note:
    make = f"USB\\VID_{row['vendor'] or '0000'}&PID_{row['product'] or '0000'}"
    # what a device says of itself must not look like another part of the id
    serial = None if row["serial"] is None else re.sub(r"[\\&]", "_", row["serial"])
    return _Note(
        moment=row["moment"],
        host=row["host"] or place(row["evidence"]),
        pointer=Pointer(row["evidence"], row["position"], row["unit"]),
        id=None if serial is None else f"{make}\\{serial}".upper(),
        disk_serial=None,
        description=" ".join(filter(None, (row["name"], make if serial is None else ""))) or None,
    )


Found = tuple[str | None, str | None, str | None]
"""Device instance id, the disk's serial number, description."""


def _audited(fields: Mapping[str, str]) -> Found | None:
    instance_id = fields.get("DeviceId", "")
    upper = instance_id.upper()
    disk = upper.startswith("USBSTOR\\")
    files = upper.startswith("USB\\") and _MASS_STORAGE.search(fields.get("CompatibleIds", ""))
    if not (disk or files):
        return None
    return instance_id, None, fields.get("DeviceDescription")


def _configured(fields: Mapping[str, str]) -> Found | None:
    instance_id = fields.get("DeviceInstanceId", "")
    upper = instance_id.upper()
    driver = fields.get("DriverName", "").lower() in _STORAGE_DRIVERS
    service = fields.get("ServiceName", "").lower() in _STORAGE_SERVICES
    if upper.startswith("USBSTOR\\") or (upper.startswith("USB\\") and (driver or service)):
        return instance_id, None, None
    return None


def _partitioned(fields: Mapping[str, str]) -> Found | None:
    if fields.get("BusType") != "7" or fields.get("Capacity") == "0":
        return None
    parent = fields.get("ParentId", "")
    instance_id = parent if parent.upper().startswith(("USB\\", "USBSTOR\\")) else None
    name = " ".join(part for part in (fields.get("Manufacturer"), fields.get("Model")) if part)
    return instance_id, fields.get("SerialNumber"), name


def _stored(fields: Mapping[str, str]) -> Found | None:
    if fields.get("BusType") != "7":
        return None
    name = " ".join(part for part in (fields.get("VendorId"), fields.get("ProductId")) if part)
    return None, fields.get("SerialNumber"), name


def _framed(fields: Mapping[str, str]) -> Found | None:
    written = fields.get("InstanceId", "")
    shown = _SHOWN_INSIDE.search(written)
    if shown is not None:
        return shown[1].replace("#", "\\"), None, None
    return (written, None, None) if written.upper().startswith("USBSTOR\\") else None


_READ: Mapping[str, Callable[[Mapping[str, str]], Found | None]] = {
    "Security": _audited,
    "Microsoft-Windows-Kernel-PnP": _configured,
    "Microsoft-Windows-Partition": _partitioned,
    "Microsoft-Windows-Storsvc": _stored,
    "Microsoft-Windows-DriverFrameworks-UserMode": _framed,
}


def _insertions(notes: Iterable[_Note]) -> list[list[_Note]]:
    """Notes of one device on one PC, near in time; a disk's serial joins the device's own."""
    every = list(notes)
    both = {note.disk_serial: note.key for note in every if note.id and note.disk_serial}
    by_device: dict[tuple[str, str], list[_Note]] = {}
    for note in every:
        key = note.key if note.id else both.get(note.disk_serial or "", note.key)
        by_device.setdefault((note.computer, key), []).append(note)
    groups: list[list[_Note]] = []
    for found in by_device.values():
        current: list[_Note] = []
        for note in found:
            if current and _apart(current[-1], note):
                groups.append(current)
                current = []
            current.append(note)
        groups.append(current)
    return sorted(groups, key=lambda group: _moment(group[0]))


def _apart(one: _Note, other: _Note) -> bool:
    if one.moment is None or other.moment is None:
        return one.moment != other.moment
    return other.moment - one.moment > TOGETHER


def _moment(note: _Note) -> tuple[bool, float, str, int]:
    seconds = note.moment.timestamp() if note.moment is not None else 0.0
    return note.moment is None, seconds, note.pointer.evidence, note.pointer.position


def _judged(group: list[_Note], registered: Register) -> DeviceUse:
    ids = tuple(dict.fromkeys(note.id for note in group if note.id is not None))
    moments = [note.moment for note in group if note.moment is not None]
    serials = [serial for each in ids if (serial := own_serial(each)) is not None]
    first = moments[0] if moments else None
    return DeviceUse(
        host=group[0].host,
        first=first,
        last=moments[-1] if moments else None,
        ids=ids,
        serial=serials[0] if serials else None,
        disk_serial=next((note.disk_serial for note in group if note.disk_serial), None),
        description=next((note.description for note in group if note.description), None),
        code=_code(ids, serials, first, registered),
        pointers=tuple(note.pointer for note in group),
    )


def _code(
    ids: tuple[str, ...], serials: list[str], at: datetime | None, registered: Register
) -> str:
    if any(registered(each, at) for each in ids):
        return "device.registered"
    if not ids:
        return "device.disk_serial_only"
    return "device.unregistered" if serials else "device.no_serial"
