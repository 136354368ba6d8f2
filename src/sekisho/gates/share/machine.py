"""Where a file server running Samba has its own settings, and what they need there.

Reference: smb.conf(5) ("include"), smbcontrol(1) ("reload-config"). A file that is included and not
there changes nothing: taking the settings away leaves the server as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from sekisho.gates.contract import Lockout, Placement
from sekisho.gates.share.access import servers
from sekisho.gates.share.samba import file_name, is_windows
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

FOLDER = "/etc/samba"
CONFIGURATION = f"{FOLDER}/smb.conf"
_READ_IN = (("testparm", "-s", CONFIGURATION), ("smbcontrol", "smbd", "reload-config"))
_INCLUDE = re.compile(r'^\s*include\s*=\s*"?([^"\n]+?)"?\s*$', re.IGNORECASE | re.MULTILINE)


def placed_on(rulebook: Rulebook, machine: str) -> Placement | None:
    """The place of a server's own file; None for a machine that offers no share by Samba."""
    asset = rulebook.asset(machine)
    named = {asset.name if asset else machine, machine.partition(".")[0]}
    own = next((name for name in samba_servers(rulebook) if name in named), None)
    if own is None:
        return None
    name = file_name(own)
    return Placement({name: f"{FOLDER}/{name}"}, load=_READ_IN, unload=_READ_IN)


def samba_servers(rulebook: Rulebook) -> tuple[str, ...]:
    """The servers of the rulebook that offer shares by Samba."""
    names = (name for name, _ in servers(rulebook))
    return tuple(name for name in names if not is_windows(rulebook.asset(name)))


def lacks(rulebook: Rulebook, _stages: Stages, at: Callable[[str], Path]) -> tuple[Lockout, ...]:
    """The line of smb.conf that reads the settings in. Raises OSError."""
    wanted = [f"{FOLDER}/{file_name(name)}" for name in samba_servers(rulebook)]
    try:
        text = at(CONFIGURATION).read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        text = ""
    if set(_INCLUDE.findall(text)) & set(wanted):
        return ()
    values = (("path", CONFIGURATION), ("line", f"include = {wanted[0]}" if wanted else "include"))
    return (Lockout("gates.lacking.share_include", values),)
