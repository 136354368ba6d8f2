"""The line gate and its targets."""

from __future__ import annotations

from pathlib import Path

from sekisho.gates.contract import Checked, Gate, Target
from sekisho.gates.line import ulogd
from sekisho.gates.line.fortigate import build
from sekisho.gates.line.guard import guard
from sekisho.gates.line.nftables import NAME, ruleset
from sekisho.gates.line.preview import preview
from sekisho.gates.programs import asked

NFT = "nft"


def check_ruleset(folder: Path) -> tuple[Checked, ...]:
    """What ``nft -c`` says; without root it is asked in a namespace of its own. ulogd is asked
    to live with its settings."""
    return (asked(folder / NAME, NFT, ["-c", "-f"], alone=True), ulogd.check(folder / ulogd.NAME))


def check_script(_folder: Path) -> tuple[Checked, ...]:
    """No program here checks a FortiGate's script: the device says it when it is read in."""
    return (Checked(build.NAME, "not_checked", "FortiOS"),)


GATE = Gate(
    "line",
    (
        Target("nftables", ruleset, check_ruleset),
        Target("fortigate", build.configuration, check_script),
    ),
    preview,
    guard,
)
