"""The device gate and its targets."""

from __future__ import annotations

from sekisho.gates.contract import Gate, Target
from sekisho.gates.device import usbguard, windows
from sekisho.gates.device.guard import guard
from sekisho.gates.device.preview import judge, preview
from sekisho.gates.device.rules import rules
from sekisho.gates.windows import folder

GATE = Gate(
    "device",
    (
        Target(
            "usbguard",
            usbguard.rule_files,
            usbguard.check,
            usbguard.PLACEMENT,
            confirm="gates.device.confirm.usbguard",
            back="gates.device.back.usbguard",
        ),
        Target(
            "windows",
            windows.policy_files,
            folder.check,
            confirm="gates.device.confirm.windows",
            back="gates.device.back.windows",
        ),
    ),
    preview,
    guard,
    judge,
    rules,
)
