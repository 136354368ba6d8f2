"""What the device gate says of a USB device: a pure function of register and device.

Interface classes are those of the USB-IF: 03 keyboards and mice, 06 cameras and phones that
exchange files, 08 storage, 09 hubs; 02, 0a, and two of e0 and ef carry networks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sekisho.gates.device.register import registered
from sekisho.rulebook import Rulebook

Target = Literal["allow", "block", "reject"]
Interface = tuple[int, int, int]
"""Class, subclass, protocol."""

REGISTERED = "device.registered"
UNREGISTERED = "device.unregistered"
NO_SERIAL = "device.no_serial"
BADUSB = "device.badusb"
HUB = "device.hub"
INPUT = "device.input"
BUILT_IN = "device.built_in"
CODES = (BADUSB, REGISTERED, HUB, INPUT, BUILT_IN, NO_SERIAL, UNREGISTERED)

CARRIERS: tuple[str, ...] = ("08:*:*", "06:*:*", "02:*:*", "0a:*:*", "e0:01:03", "ef:04:01")
"""What a keyboard has no business to be as well: storage, files, networks (RNDIS as the last
two)."""
HUBS: tuple[tuple[Interface, ...], ...] = (
    ((9, 0, 0),),
    ((9, 0, 1),),
    ((9, 0, 2),),
    ((9, 0, 1), (9, 0, 2)),
)
"""A hub is a hub and nothing else, with one or several transaction translators."""
_INPUT, _FILES = 3, (8, 6)


@dataclass(frozen=True)
class Presented:
    """What a device says of itself. ``vendor``, ``product``: four hexadecimal digits in
    capitals; ``built_in``: on a port that the board declares as hard-wired."""

    vendor: str
    product: str
    serial: str
    interfaces: tuple[Interface, ...]
    built_in: bool = False


@dataclass(frozen=True)
class Verdict:
    """``allow``; ``block``: visible, but not usable; ``reject``: removed from the system."""

    code: str
    target: Target


def judge(rulebook: Rulebook, device: Presented, at: datetime | None) -> Verdict:
    """The verdict when the gate enforces. What a keyboard hides goes before everything: a
    serial number can be imitated. Keyboards, mice, hubs and what is built in pass always."""
    classes = {one[0] for one in device.interfaces}
    if _INPUT in classes and any(map(_carries, device.interfaces)):
        return Verdict(BADUSB, "reject")
    for one in registered(rulebook, at):
        if one.is_it(device.vendor, device.product, device.serial):
            return Verdict(REGISTERED, "allow")
    if any(set(device.interfaces) == set(hub) for hub in HUBS):
        return Verdict(HUB, "allow")
    if _INPUT in classes:
        return Verdict(INPUT, "allow")
    if device.built_in and classes.isdisjoint(_FILES):
        return Verdict(BUILT_IN, "allow")
    return Verdict(UNREGISTERED if device.serial else NO_SERIAL, "block")


def _carries(interface: Interface) -> bool:
    return any(_like(interface, pattern.split(":")) for pattern in CARRIERS)


def _like(interface: Interface, pattern: Iterable[str]) -> bool:
    pairs = zip(interface, pattern, strict=True)
    return all(digits in ("*", f"{number:02x}") for number, digits in pairs)
