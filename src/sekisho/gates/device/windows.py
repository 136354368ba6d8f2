r"""The register as a policy of Windows.

Reference: the administrative template DeviceInstallation.admx (*Device Installation
Restrictions*) and RemovableStorage.admx. With the layered order (Windows 10 21H2, Windows 11 and
later) a device instance id goes before a device id: what carries files is denied by its
compatible ids (``USB\Class_08`` storage, ``USB\Class_06`` and the two of Microsoft's for cameras
and phones), the registered devices are allowed by their instance ids. Keyboards, mice, hubs and
whatever carries no files are named by no rule: nobody can be locked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sekisho.collect.settings import contents
from sekisho.gates.computers import Computers, computers
from sekisho.gates.contract import File
from sekisho.gates.device import model
from sekisho.gates.device.register import registered
from sekisho.gates.stages import Stage, Stages
from sekisho.gates.windows.backup import Policy
from sekisho.gates.windows.folder import policy_folder
from sekisho.gates.windows.pol import Setting, emptied, listed, removed, undone
from sekisho.rulebook import Rulebook
from sekisho.text import say

RESTRICTIONS = r"Software\Policies\Microsoft\Windows\DeviceInstall\Restrictions"
_STORAGE = r"Software\Policies\Microsoft\Windows\RemovableStorageDevices"
_EXPLORER = r"Software\Microsoft\Windows\CurrentVersion\Policies\Explorer"
_LSA = r"System\CurrentControlSet\Control\Lsa"
MARK = r"Software\Policies\Sekisho"
"""Where a PC says which rulebook it obeys, at which stage."""
CARRIERS = (r"USB\Class_08", r"USB\Class_06", r"USB\MS_COMP_MTP", r"USB\MS_COMP_PTP")
"""Compatible ids of what files can be copied to."""
_REMOVABLE_DISKS = "{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}"
_PORTABLE = ("{6AC27878-A6FA-4155-BA85-F98F491D4F33}", "{F33FDC04-D1AC-4E8E-9A30-19BBD4B108AE}")
"""Phones and cameras (Windows Portable Devices)."""
_PHONES = frozenset({"phone", "camera", "other", ""})
AUDIT = "windows/gpo/audit.csv"
LOGS = "windows/audit-usb.cmd"


def policy_files(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """A folder for each stage, and what a PC has to log whatever the stage."""
    remarks = _left_out(rulebook, stages.at)
    files = [
        file
        for group in computers(rulebook, stages)
        for file in policy_folder(group, _policy(rulebook, group, stages.at), remarks)
    ]
    logs = contents([LOGS])
    files += [File(f"logs/{name.rpartition('/')[2]}", logs[name]) for name in sorted(logs)]
    return tuple(files)


def _left_out(rulebook: Rulebook, at: datetime | None) -> str:
    """Registered devices that Windows would refuse, because the register does not say enough."""
    names = [one.device.name for one in registered(rulebook, at) if one.instance_id is None]
    return say("gates.device.left_out", "ja", names="、".join(names)) if names else ""


def _policy(rulebook: Rulebook, group: Computers, at: datetime | None) -> Policy:
    stage = say(f"gates.stage.{group.stage}", "ja")
    wanted = tuple(settings(rulebook, group.stage, at))
    return Policy(
        name=f"device-{group.stage}",
        title=say("gates.windows.device_title", "ja", stage=stage),
        note=say("gates.windows.note", "ja", stage=group.stage, digest=rulebook.digest),
        settings=wanted,
        undo=tuple(undone(wanted)),
        audit=contents([AUDIT])[AUDIT],
        made=at,
    )


def settings(rulebook: Rulebook, stage: Stage, at: datetime | None) -> Iterator[Setting]:
    """Every setting of a stage. Below ``enforce`` an earlier enforcement is taken back, and
    what is left makes each connection evidence."""
    yield Setting(MARK, "Device", f"{stage} {rulebook.digest}")
    yield Setting(_LSA, "SCENoApplyLegacyAuditPolicy", 1)
    if stage == "enforce":
        yield from _enforced(rulebook, at)
        return
    for name in ("AllowInstanceIDs", "DenyDeviceIDs"):
        yield removed(RESTRICTIONS, name)
        yield emptied(rf"{RESTRICTIONS}\{name}")
    for name in ("DenyDeviceIDsRetroactive", "AllowDenyLayered", "AllowAdminInstall"):
        yield removed(RESTRICTIONS, name)
    yield emptied(rf"{RESTRICTIONS}\DeniedPolicy")
    for device in (_REMOVABLE_DISKS, *_PORTABLE):
        yield emptied(rf"{_STORAGE}\{device}")
    yield removed(_EXPLORER, "NoDriveTypeAutoRun")


def _enforced(rulebook: Rulebook, at: datetime | None) -> Iterator[Setting]:
    known = registered(rulebook, at)
    yield Setting(RESTRICTIONS, "AllowDenyLayered", 1)
    yield Setting(RESTRICTIONS, "AllowAdminInstall", 1)
    yield Setting(RESTRICTIONS, "DenyDeviceIDs", 1)
    yield Setting(RESTRICTIONS, "DenyDeviceIDsRetroactive", 1)
    yield from listed(rf"{RESTRICTIONS}\DenyDeviceIDs", CARRIERS)
    yield Setting(RESTRICTIONS, "AllowInstanceIDs", 1)
    ids = [one.instance_id for one in known if one.instance_id]
    yield from listed(rf"{RESTRICTIONS}\AllowInstanceIDs", dict.fromkeys(ids))
    denied = rf"{RESTRICTIONS}\DeniedPolicy"
    yield Setting(denied, "SimpleText", say("gates.device.denied_title", "ja"))
    yield Setting(denied, "DetailText", say("gates.device.denied", "ja", code=model.UNREGISTERED))
    yield Setting(rf"{_STORAGE}\{_REMOVABLE_DISKS}", "Deny_Execute", 1)
    if not any(one.device.kind in _PHONES for one in known):
        for device in _PORTABLE:
            yield Setting(rf"{_STORAGE}\{device}", "Deny_Read", 1)
            yield Setting(rf"{_STORAGE}\{device}", "Deny_Write", 1)
    yield Setting(_EXPLORER, "NoDriveTypeAutoRun", 255)
