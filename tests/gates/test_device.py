"""The device gate as a whole: its policy of Windows, its preview, its list of what is in use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.device.gate import GATE
from sekisho.gates.device.guard import guard
from sekisho.gates.device.preview import preview
from sekisho.gates.device.register import registered
from sekisho.gates.device.seen import fragment, seen
from sekisho.gates.device.windows import CARRIERS, RESTRICTIONS, policy_files, settings
from sekisho.gates.stages import STAGES, Stages
from sekisho.gates.windows import pol
from tests.detect.conftest import connection_of
from tests.gates import counted, every, refused
from tests.gates.device import REGISTER
from tests.gates.line import loaded
from tests.gates.windows import needs_samba, samba_reads

MINE = "USB\\VID_0781&PID_5581\\4C530001230101117392"
OTHER = "USB\\VID_0411&PID_0123\\ZZ99"
NAMELESS = "USBSTOR\\DISK&VEN_X&PROD_Y&REV_1\\6&2A3B4C5D&0&X&0"
INPUT_CLASSES = ("CLASS_03", "4D36E96B", "4D36E96F", "745A17A0", "36FC9E60")
"""The compatible id and the setup classes of keyboards, mice, HID devices and hubs."""
PEOPLE = [{"name": "関 次郎", "accounts": ["seki-j"], "department": "総務課"}]
ASSETS = [{"name": "PC-1", "department": "総務課"}, {"name": "PC-2", "department": "税務課"}]


def event(number: int, fields: dict[str, str], at: str = "01:00", host: str = "PC-1") -> Any:
    channel = "Microsoft-Windows-Storsvc/Diagnostic" if number == 1001 else "Security"
    return {
        "kind": "windows",
        "columns": {
            "@timestamp": f"2026-06-01T{at}:00+00:00",
            "host.name": host,
            "EventID": number,
            "winlog.channel": channel,
        },
        "fields": fields,
    }


def plugged(identifier: str, at: str = "01:00", host: str = "PC-1", kind: str = "08") -> Any:
    fields = {"DeviceId": identifier, "CompatibleIds": f"USB\\Class_{kind}&SubClass_06"}
    return event(6416, fields, at, host)


def logon(who: str, at: str, host: str = "PC-1") -> Any:
    return event(4624, {"TargetUserName": who, "LogonType": "2"}, at, host)


def values(found: list[pol.Setting], key: str) -> dict[str, int | str]:
    return {one.name: one.value for one in found if one.key == rf"{RESTRICTIONS}{key}"}


def test_windows_denies_what_carries_files_and_allows_the_register(tmp_path: Path) -> None:
    found = list(settings(loaded(REGISTER, tmp_path), "enforce", None))
    here = values(found, "")
    wanted = ("AllowDenyLayered", "AllowInstanceIDs", "DenyDeviceIDs", "DenyDeviceIDsRetroactive")
    assert [here[name] for name in (*wanted, "AllowAdminInstall")] == [1] * 5
    assert list(values(found, r"\DenyDeviceIDs").values())[1:] == list(CARRIERS)
    assert list(values(found, r"\AllowInstanceIDs").values())[1:] == [MINE]


@pytest.mark.parametrize("stage", STAGES)
def test_windows_never_names_keyboard_mouse_or_hub(stage: Any, tmp_path: Path) -> None:
    for one in settings(loaded(REGISTER, tmp_path), stage, None):
        assert not any(word in f"{one.key} {one.value}".upper() for word in INPUT_CLASSES)
        assert one.name not in ("DenyUnspecified", "DenyRemovableDevices", "DenyDeviceClasses")


@pytest.mark.parametrize("stage", ["observe", "warn"])
def test_below_enforce_windows_is_told_to_forget(stage: Any, tmp_path: Path) -> None:
    rulebook = loaded(REGISTER, tmp_path)
    left = {
        (one.key, one.name)
        for one in settings(rulebook, stage, None)
        if not one.name.startswith("**")
    }
    assert {key.rpartition("\\")[2] for key, _ in left} == {"Sekisho", "Lsa"}
    taken_back = {
        (one.key, one.name.removeprefix("**del."))
        for one in settings(rulebook, stage, None)
        if one.name.startswith("**del.")
    }
    emptied = {one.key for one in settings(rulebook, stage, None) if one.name == "**delvals."}
    for one in settings(rulebook, "enforce", None):
        assert (one.key, one.name) in left | taken_back or one.key in emptied, one


@pytest.mark.daemon
@needs_samba
def test_samba_reads_the_register_out_of_the_policy(tmp_path: Path) -> None:
    files = {
        one.name: one.content for one in policy_files(loaded(REGISTER, tmp_path), Stages("enforce"))
    }
    found = samba_reads(files["enforce/lgpo/registry.pol"], tmp_path)
    assert [rf"{RESTRICTIONS}\AllowInstanceIDs", "1", 1, MINE] in found
    (name,) = [one for one in files if one.endswith("Machine/registry.pol")]
    assert files[name] == files["enforce/lgpo/registry.pol"]


def test_what_windows_cannot_be_told_stands_in_the_first_file(tmp_path: Path) -> None:
    first, *_ = policy_files(loaded(REGISTER, tmp_path), Stages("enforce"))
    assert "USB-002、USB-003" in first.content.decode("utf-8-sig")
    assert "USB-001" not in first.content.decode("utf-8-sig")


def test_connections_are_logged_at_every_stage(tmp_path: Path) -> None:
    for stage in STAGES:
        files = {
            one.name: one.content for one in policy_files(loaded(REGISTER, tmp_path), Stages(stage))
        }
        audited = files[f"{stage}/lgpo/audit.csv"].decode("ascii")
        assert "0cce9248" in audited  # Plug and Play Events: 6416
        assert "0cce9245" in audited  # Removable Storage: 4663
        assert b"DriverFrameworks-UserMode/Operational" in files["logs/audit-usb.cmd"]


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        ({"id": MINE}, ("0781", "5581", "4C530001230101117392", MINE)),
        ({"id": "USBSTOR\\DISK&VEN_A&PROD_B&REV_1\\SN1&0"}, ("", "", "SN1", None)),
        ({"vendor": "0x0411", "product": "00ff", "serial": "s1"},
         ("0411", "00FF", "S1", "USB\\VID_0411&PID_00FF\\S1")),
    ],
)  # fmt: skip
def test_the_register_as_a_bus_sees_it(entry: Any, known: Any, tmp_path: Path) -> None:
    devices = [{"name": "x", **entry}]
    (one,) = registered(loaded({"version": 1, "devices": devices}, tmp_path), None)
    assert (one.vendor, one.product, one.serial, one.instance_id) == known


def lines() -> list[Any]:
    return [
        logon("seki-j", "00:30"),
        logon("PC-1$", "00:50"),
        plugged(MINE, "01:00"),
        plugged(OTHER, "02:00"),
        plugged(OTHER, "05:10"),
        plugged(OTHER, "06:00", host="PC-2"),
        plugged(NAMELESS, "07:00", host="PC-2"),
        event(1001, {"BusType": "7", "SerialNumber": "DISK1"}, "08:00"),
        plugged("USB\\VID_1234&PID_0001&MI_00\\7&1&0&0", "09:00"),
        plugged("USB\\VID_1234&PID_0001&MI_01\\7&1&0&1", "09:00", kind="03"),
    ]


def rulebook(folder: Path, **more: Any) -> Any:
    return loaded({**REGISTER, "people": PEOPLE, "assets": ASSETS, **more}, folder)


def test_preview_says_which_device_where_and_whose(tmp_path: Path) -> None:
    with connection_of(lines()) as connection:
        found = preview(connection, rulebook(tmp_path))
        rows = GATE.judge(connection, rulebook(tmp_path), every(connection, "windows"))  # type: ignore[misc]
    assert refused(rows) == counted(found)
    assert {row["code"]: row["refused"] for row in rows.to_pylist()} == {
        "device.registered": False,
        "device.unregistered": True,
        "device.no_serial": True,
        "device.badusb": True,
        "device.disk_serial_only": None,
    }
    assert (found.judged, found.refused) == (6, 5)
    assert found.unjudged == {"gates.unjudged.disk_serial_only": 1}
    told = [(one.code, one.host, one.person, one.department, one.count) for one in found.refusals]
    assert told == [
        ("device.unregistered", "PC-1", "関 次郎", "総務課", 2),
        ("device.badusb", "PC-1", "関 次郎", "総務課", 1),
        ("device.no_serial", "PC-2", "", "税務課", 1),
        ("device.unregistered", "PC-2", "", "税務課", 1),
    ]
    assert found.refusals[0].hours == {11: 1, 14: 1}
    assert OTHER in found.refusals[0].to
    assert found.refusals[0].position == 4


def test_preview_of_a_stretch_of_time(tmp_path: Path) -> None:
    start, end = (datetime(2026, 6, 1, hour, tzinfo=UTC) for hour in (2, 6))
    with connection_of(lines()) as connection:
        found = preview(connection, rulebook(tmp_path), Between(start, end))
    assert (found.judged, found.refused) == (2, 2)


def test_a_computer_that_is_never_refused_is_not(tmp_path: Path) -> None:
    with connection_of(lines()) as connection:
        found = preview(connection, rulebook(tmp_path, never_refused={"assets": ["PC-1"]}))
    assert {one.host for one in found.refusals} == {"PC-2"}


def test_no_records_is_not_nothing_refused(tmp_path: Path) -> None:
    with connection_of([]) as connection:
        found = preview(connection, rulebook(tmp_path))
    assert (found.judged, found.first, found.refusals) == (0, None, ())


def test_what_is_in_use_becomes_a_draft_of_the_register(tmp_path: Path) -> None:
    with connection_of(lines()) as connection:
        found = seen(connection, rulebook(tmp_path), ALWAYS)
    told = {one.id: (one.times, one.hosts, one.people, one.registered) for one in found}
    assert told[OTHER] == (3, ("PC-1", "PC-2"), ("関 次郎",), "")
    assert told[MINE] == (1, ("PC-1",), ("関 次郎",), "USB-001")
    assert [one.id for one in found if not one.registrable] == [
        "",
        NAMELESS,
        "USB\\VID_1234&PID_0001&MI_00\\7&1&0&0",
    ]
    drafted = yaml.safe_load(fragment(found))
    assert drafted == {"devices": [{"name": "未定-001", "id": OTHER}]}
    again = loaded({"version": 1, **drafted}, tmp_path)
    assert again.device(OTHER) is not None


def test_nothing_to_register_gives_no_draft(tmp_path: Path) -> None:
    with connection_of([plugged(NAMELESS)]) as connection:
        assert fragment(seen(connection, rulebook(tmp_path), ALWAYS)) == ""


@pytest.mark.parametrize(
    ("holder", "stage", "locked"),
    [("", "enforce", True), ("関 次郎", "enforce", False), ("", "warn", False)],
)
def test_guard_names_whose_sticks_would_stop(
    holder: str, stage: Any, tmp_path: Path, *, locked: bool
) -> None:
    devices = [{"name": "USB-1", "serial": "S1", **({"holder": holder} if holder else {})}]
    content = {"devices": devices, "never_refused": {"people": ["関 次郎"]}}
    found = guard(rulebook(tmp_path, **content), Stages("observe", {"総務課": stage}))
    assert [(one.code, dict(one.values)) for one in found] == (
        [("gates.lockout.no_device", {"name": "関 次郎"})] if locked else []
    )


def test_the_gate_has_both_targets() -> None:
    assert [one.name for one in GATE.targets] == ["usbguard", "windows"]
    placed = GATE.targets[0].placement
    assert placed is not None
    assert placed.files == {"rules.conf": "/etc/usbguard/rules.conf"}
