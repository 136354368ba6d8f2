"""USB devices that no register knows, judged by the rulebook and the registers of the evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import duckdb

from sekisho.case import registers
from sekisho.case.hosts import host_key
from sekisho.case.places import Hosts
from sekisho.detect.copies import share_findings
from sekisho.detect.devices import Place, device_findings, own_serial, unregistered_devices
from sekisho.detect.findings import Detection, Finding, in_order
from sekisho.rulebook import Rulebook


def unregistered(
    connection: duckdb.DuckDBPyConnection, rulebook: Rulebook | None
) -> tuple[Finding, ...]:
    """A finding for each insertion of a device that neither rulebook nor register knows.

    Where there is no register at all nothing can be unregistered: that gives none.
    """
    serials = {device.serial for device in registers.registers(connection).devices}
    if not serials and not (rulebook and rulebook.devices):
        return ()

    def registered(instance_id: str, at: datetime | None) -> object:
        if own_serial(instance_id) in serials:
            return True
        return rulebook.device(instance_id, at) if rulebook else None

    return tuple(device_findings(unregistered_devices(connection, registered, placed(rulebook))))


def placed(rulebook: Rulebook | None) -> Place:
    """Which computer of the rulebook the path of an evidence names, if any."""
    names = {host_key(one.name) or "": one.name for one in rulebook.assets} if rulebook else {}
    hosts = Hosts(names)
    return lambda evidence: names.get(hosts.named_by(evidence) or "")


def with_joined(
    detection: Detection, connection: duckdb.DuckDBPyConnection, rulebook: Rulebook | None
) -> Detection:
    """What the rules found, and beside it what only joined records show: devices, and documents
    of shares that went elsewhere; in order."""
    found = (*unregistered(connection, rulebook), *share_findings(connection))
    return replace(detection, findings=in_order([*detection.findings, *found]))
