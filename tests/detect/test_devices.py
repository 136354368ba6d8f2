"""USB devices against a register."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sekisho.detect.devices import device_findings, device_uses, own_serial, unregistered_devices

MINE = "USB\\VID_0781&PID_5581\\4C530001"
STORE = "USBSTOR\\DISK&VEN_SANDISK&PROD_ULTRA&REV_1.00\\4C530001&0"
NAMELESS = "USBSTOR\\Disk&Ven_X&Prod_Y&Rev_1\\6&2A3B4C5D&0&X&0"
CHANNELS = {
    6416: "Security",
    400: "Microsoft-Windows-Kernel-PnP/Configuration",
    410: "Microsoft-Windows-Kernel-PnP/Configuration",
    1006: "Microsoft-Windows-Partition/Diagnostic",
    1001: "Microsoft-Windows-Storsvc/Diagnostic",
    2003: "Microsoft-Windows-DriverFrameworks-UserMode/Operational",
}


def note(number: int, fields: dict[str, str], minute: int = 0, host: str = "PC01") -> Any:
    return {
        "kind": "windows",
        "columns": {
            "@timestamp": f"2026-11-20T01:{minute:02d}:00+00:00",
            "host.name": host,
            "EventID": number,
            "winlog.channel": CHANNELS[number],
        },
        "fields": fields,
    }


def audited(instance_id: str, minute: int = 0, **fields: str) -> Any:
    return note(6416, {"DeviceId": instance_id, **fields}, minute)


def nobody(_instance_id: str, _at: datetime | None) -> None:
    return None


def codes(made: Any, *lines: Any) -> list[str]:
    register = {MINE}
    uses = device_uses(made(lines), lambda instance_id, _at: instance_id in register)
    return [use.code for use in uses]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (audited(STORE), "device.unregistered"),
        (audited(MINE, CompatibleIds="USB\\Class_08&SubClass_06"), "device.registered"),
        (audited(NAMELESS), "device.no_serial"),
        (note(400, {"DeviceInstanceId": STORE}), "device.unregistered"),
        (note(410, {"DeviceInstanceId": MINE, "ServiceName": "USBSTOR"}), "device.registered"),
        (note(1006, {"BusType": "7", "Capacity": "32", "ParentId": MINE}), "device.registered"),
        (note(1001, {"BusType": "7", "SerialNumber": "AB12"}), "device.disk_serial_only"),
        (
            note(2003, {"InstanceId": "WPDBUSENUMROOT\\UMB\\2&37&0&STORAGE#VOLUME#_??_"
                        + STORE.replace("\\", "#") + "#"}),
            "device.unregistered",
        ),
    ],
)  # fmt: skip
def test_each_log_shows_the_device(made: Any, line: Any, code: str) -> None:
    assert codes(made, line) == [code]


@pytest.mark.parametrize(
    "line",
    [
        audited("HID\\VID_046D&PID_C077\\6&1&0&0", ClassName="Mouse"),
        audited("USB\\VID_046D&PID_C077\\5&1&0&1", CompatibleIds="USB\\Class_03&SubClass_01"),
        note(400, {"DeviceInstanceId": "USB\\VID_04A9&PID_1900\\X", "DriverName": "usbprint.inf"}),
        note(1006, {"BusType": "7", "Capacity": "0", "ParentId": MINE}),
        note(1006, {"BusType": "17", "Capacity": "500", "ParentId": "PCI\\VEN_1\\3"}),
        note(1001, {"BusType": "17", "SerialNumber": "SSD1"}),
    ],
)
def test_what_is_no_storage_or_no_insertion(made: Any, line: Any) -> None:
    assert codes(made, line) == []


def test_one_insertion_in_several_logs_is_one(made: Any) -> None:
    lines = [
        audited(MINE, CompatibleIds="USB\\Class_08"),
        audited(STORE),
        note(1006, {"BusType": "7", "Capacity": "32", "ParentId": MINE, "SerialNumber": "0101"}),
        note(1001, {"BusType": "7", "SerialNumber": "0101"}, minute=1),
    ]
    (use,) = device_uses(made(lines), lambda instance_id, _at: instance_id == MINE)
    assert use.code == "device.registered"
    assert (use.serial, use.disk_serial) == ("4C530001", "0101")
    assert use.ids == (MINE, STORE)
    assert len(use.pointers) == 4
    assert use.first == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_the_same_stick_an_hour_later_is_another_insertion(made: Any) -> None:
    lines = [audited(STORE), audited(STORE, minute=40), audited(STORE, minute=41)]
    uses = unregistered_devices(made(lines), nobody)
    assert [len(use.pointers) for use in uses] == [1, 2]


def test_the_same_stick_on_two_pcs(made: Any) -> None:
    lines = [note(6416, {"DeviceId": STORE}, host=host) for host in ("PC01", "PC02")]
    assert [use.host for use in unregistered_devices(made(lines), nobody)] == ["PC01", "PC02"]


def test_the_register_is_asked_for_the_moment(made: Any) -> None:
    asked: list[datetime | None] = []

    def register(_instance_id: str, at: datetime | None) -> bool:
        asked.append(at)
        return True

    assert unregistered_devices(made([audited(STORE)]), register) == []
    assert asked == [datetime(2026, 11, 20, 1, 0, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("instance_id", "serial"),
    [(STORE, "4C530001"), (MINE, "4C530001"), (NAMELESS, None), ("USB\\VID_1&PID_2\\", None)],
)
def test_own_serial(instance_id: str, serial: str | None) -> None:
    assert own_serial(instance_id) == serial


def test_findings_point_to_the_first_note(made: Any) -> None:
    uses = unregistered_devices(made([audited(STORE)]), nobody)
    (finding,) = device_findings(uses)
    assert (finding.host, finding.position, finding.unit) == ("PC01", 1, "record")


def guarded(
    serial: str | None, *faces: str, evidence: str = "PC07/usbguard-audit.log", act: str = "insert"
) -> Any:
    return {
        "kind": "device",
        "columns": {
            "@timestamp": "2026-11-20T01:00:00+00:00",
            "event.action": act,
            "device.vendor_id": "0781",
            "device.product_id": "5581",
            "device.serial_number": serial,
            "device.name": "Ultra",
            "device.interfaces": list(faces) or ["08:06:50"],
            "evidence": evidence,
        },
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (guarded("4c530001"), ["device.registered"]),
        (guarded("9999"), ["device.unregistered"]),
        (guarded(""), ["device.no_serial"]),
        (guarded(None), ["device.disk_serial_only"]),
        (guarded("X\\4C530001"), ["device.unregistered"]),
        (guarded("4C530001&0"), ["device.unregistered"]),
        (guarded("P1", "06:01:01"), ["device.unregistered"]),
        (guarded("K1", "03:01:01"), []),
        (guarded("4C530001", act="decide"), []),
    ],
    ids=[
        "registered", "unknown", "no_serial", "serial_hidden", "serial_like_a_path",
        "serial_like_a_disk", "phone", "keyboard", "decision",
    ],
)  # fmt: skip
def test_usbguard_tells_of_devices_too(made: Any, line: Any, code: list[str]) -> None:
    assert codes(made, line) == code


def test_a_log_that_names_no_computer_is_one_of_its_own(made: Any) -> None:
    lines = (guarded("9999"), guarded("9999", act="present"), guarded("9999", evidence="other.log"))
    first, second = device_uses(made(lines), nobody, lambda path: path.partition("/")[0])
    assert (first.host, len(first.pointers)) == ("PC07", 2)
    assert second.host == "other.log"
