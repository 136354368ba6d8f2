"""USB devices: which were connected where, what was written to them, which are registered."""

from __future__ import annotations

from sekisho.case.ready.facts import Held, Level
from sekisho.case.ready.ground import Ground, stated

_CONNECTED = (
    "EventID IN (6416, 6419, 6420, 6421, 6422, 6423, 6424) "
    "OR (EventID = 1006 AND \"winlog.channel\" LIKE '%Partition/Diagnostic') "
    "OR (EventID IN (400, 410) AND \"winlog.channel\" LIKE '%Kernel-PnP/Configuration') "
    "OR \"winlog.channel\" LIKE '%DriverFrameworks-UserMode/Operational'"
)
_COPIED = (
    "EventID IN (4656, 4663) AND (\"winlog.task\" IN ('12812', 'Removable Storage') "
    "OR fields['ObjectName'] LIKE '\\Device\\HarddiskVolume%')"
)


def connected(ground: Ground) -> Held:
    """Devices that Windows recognised."""
    return ground.over_hosts("windows", _CONNECTED)


def copied(ground: Ground) -> Held:
    """Files on removable media that were opened (audit of removable storage)."""
    return ground.over_hosts("windows", _COPIED)


def registered(ground: Ground) -> Held:
    """The register of devices that may be used."""
    count = len(ground.rulebook.devices) or len(ground.listed.devices)
    return stated("register", count=count) if count else stated("no_register", Level.NONE)


CAPABILITIES = {
    "devices.connected": connected,
    "devices.copied": copied,
    "devices.registered": registered,
}
