r"""The devices of the register as a USB bus sees them: vendor, product, serial number.

A register holds a Windows instance id (``USB\VID_0781&PID_5581\SERIAL``), or a serial number
with or without vendor and product. ``USBSTOR\…\SERIAL&0`` names the disk behind the device and
carries the serial alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sekisho.gates.terms import in_term
from sekisho.rulebook import Device, Rulebook

_USB = re.compile(r"USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})\\([^&].*)")


@dataclass(frozen=True)
class Registered:
    """One device that may be connected. ``vendor``, ``product``: four hexadecimal digits in
    capitals, or empty where the register does not say; ``serial``: in capitals."""

    device: Device
    vendor: str
    product: str
    serial: str

    @property
    def instance_id(self) -> str | None:
        """What Windows calls it, None where the register does not say enough."""
        if not self.vendor or not self.product:
            return None
        return f"USB\\VID_{self.vendor}&PID_{self.product}\\{self.serial}"

    def is_it(self, vendor: str, product: str, serial: str) -> bool:
        """Whether a device that says this of itself is the registered one. Serial numbers are
        told by most devices in capitals, by some in small letters; the register keeps capitals.
        """
        return (
            serial in (self.serial, self.serial.lower())
            and self.vendor in ("", vendor)
            and self.product in ("", product)
        )


def registered(rulebook: Rulebook, at: datetime | None) -> tuple[Registered, ...]:
    """The devices in their term, in the order of the register."""
    return tuple(_registered(one) for one in rulebook.devices if in_term(one, at))


def _registered(device: Device) -> Registered:
    found = _USB.fullmatch(device.id)
    if found is not None:
        return Registered(device, *found.groups())
    serial = re.sub(r"&\d+$", "", device.id.rpartition("\\")[2]) or device.serial
    return Registered(device, device.vendor, device.product, serial)
