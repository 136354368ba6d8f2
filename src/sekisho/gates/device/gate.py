"""The device gate and its targets."""

from __future__ import annotations

from sekisho.gates.contract import Gate, Target
from sekisho.gates.device import usbguard, windows
from sekisho.gates.device.guard import guard
from sekisho.gates.device.preview import preview
from sekisho.gates.windows import folder

GATE = Gate(
    "device",
    (
        Target("usbguard", usbguard.rule_files, usbguard.check, usbguard.PLACEMENT),
        Target("windows", windows.policy_files, folder.check),
    ),
    preview,
    guard,
)
