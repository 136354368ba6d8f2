"""The software gate and its targets."""

from __future__ import annotations

from sekisho.gates.contract import Gate, Target
from sekisho.gates.software import appcontrol, applocker, linux, settings
from sekisho.gates.software.guard import guard
from sekisho.gates.software.preview import judge, preview
from sekisho.gates.software.rules import rules

GATE = Gate(
    "software",
    (
        Target(
            "applocker",
            applocker.policies,
            applocker.check,
            confirm="gates.software.confirm.applocker",
            back="gates.software.back.applocker",
        ),
        Target(
            "appcontrol",
            appcontrol.policies,
            appcontrol.check,
            confirm="gates.software.confirm.appcontrol",
            back="gates.software.back.appcontrol",
        ),
        Target(
            "windows",
            settings.policy_files,
            settings.check,
            confirm="gates.software.confirm.windows",
            back="gates.software.back.windows",
        ),
        Target(
            "linux",
            linux.policy_files,
            linux.check,
            linux.PLACEMENT,
            confirm="gates.software.confirm.linux",
            back="gates.software.back.linux",
        ),
    ),
    preview,
    guard,
    judge,
    rules,
)
