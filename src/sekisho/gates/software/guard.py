"""Whom the software gate would lock out who must never be.

Windows, installed programs and administrators are never refused by a default; what can lock out
is what the rulebook forbids: the only browser left, or remote desktop to a computer that must
never be refused. Such computers are warned at most; what remains is that every browser of the
list could be forbidden by name.
"""

from __future__ import annotations

from sekisho.gates.contract import Lockout
from sekisho.gates.software.model import Run, fits
from sekisho.gates.software.places import TRUSTED, expanded
from sekisho.gates.software.programs import BROWSERS, forbidden
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

_NEEDED = ("explorer.exe", "cmd.exe", "mmc.exe", "gpupdate.exe", "logonui.exe")
"""Without these nobody works on a PC, or takes a policy back."""


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """What Windows needs and a forbidden pattern would stop, and the case of no browser left."""
    if "enforce" not in (
        stages.everybody, *stages.departments.values(), *stages.assets.values()
    ):  # fmt: skip
        return ()
    denied = forbidden(rulebook, stages.at)
    windows = expanded(TRUSTED[0])[0].rstrip("*")
    found = []
    for file in _NEEDED:
        for path in (f"{windows}{file}", f"{windows}system32\\{file}"):
            names = [one.name for one in denied if fits(one, Run(path))]
            if names:
                values = (("name", names[0]), ("path", path))
                found.append(Lockout("gates.lockout.needed_program", values))
    stopped = [
        any(fits(one, Run(f"c:\\program files\\{file}")) for one in denied)
        for file in BROWSERS.values()
    ]
    if all(stopped):
        found.append(Lockout("gates.lockout.no_browser"))
    return tuple(found)
