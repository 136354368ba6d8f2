"""The web gate and its targets."""

from __future__ import annotations

from pathlib import Path

from sekisho.gates.contract import Checked, Gate, Placement, Target
from sekisho.gates.programs import asked
from sekisho.gates.web import fortigate
from sekisho.gates.web.guard import guard
from sekisho.gates.web.policy import NAME as POLICY
from sekisho.gates.web.preview import judge, preview
from sekisho.gates.web.rules import rules
from sekisho.gates.web.squid.configuration import HOME, NAME, STATE, configuration
from sekisho.gates.web.squid.machine import lacks
from sekisho.gates.web.squid.pages import FOLDER

SQUID = "squid"
OWNER = "proxy"
"""As whom Debian's Squid runs, and whoever it asks."""


def check_squid(folder: Path) -> tuple[Checked, ...]:
    """What ``squid -k parse`` says."""
    return (asked(folder / NAME, SQUID, ["-k", "parse", "-f"]),)


GATE = Gate(
    "web",
    (
        Target(
            "squid",
            configuration,
            check_squid,
            Placement(
                {NAME: f"/etc/squid/{NAME}", POLICY: f"{HOME}/{POLICY}"},
                (
                    ("squid", "-k", "parse"),
                    ("install", "-d", "-o", OWNER, "-g", OWNER, STATE),
                    ("squid", "-k", "reconfigure"),
                ),
                folders={FOLDER: f"{HOME}/{FOLDER}"},
            ),
            confirm="gates.web.confirm.squid",
            back="gates.web.back.squid",
            lacks=lacks,
        ),
        Target(
            "fortigate",
            fortigate.configuration,
            fortigate.check,
            confirm="gates.web.confirm.fortigate",
            back="gates.web.back.fortigate",
        ),
    ),
    preview,
    guard,
    judge,
    rules,
)
