"""The software gate and its targets."""

from __future__ import annotations

from sekisho.gates.contract import Gate, Target
from sekisho.gates.software import appcontrol, applocker, linux, settings
from sekisho.gates.software.guard import guard
from sekisho.gates.software.preview import preview

GATE = Gate(
    "software",
    (
        Target("applocker", applocker.policies, applocker.check),
        Target("appcontrol", appcontrol.policies, appcontrol.check),
        Target("windows", settings.policy_files, settings.check),
        Target("linux", linux.policy_files, linux.check, linux.PLACEMENT),
    ),
    preview,
    guard,
)
