"""What the computers' own event logs show. Ids and fields: Microsoft's audit event reference.

Rare events (a service installed, a log cleared) prove by their presence only; so what is asked
is whether the channel they would stand in is there for every computer.
"""

from __future__ import annotations

from functools import partial

from sekisho.case.ready.facts import Held
from sekisho.case.ready.ground import Ground

_SYSMON = "\"event.provider\" LIKE '%Sysmon%'"
_STARTS = f"((EventID = 4688 AND \"winlog.channel\" = 'Security') OR (EventID = 1 AND {_SYSMON}))"


def _channel(name: str) -> str:
    return f"\"winlog.channel\" = '{name}'"


_WANTED = {
    "windows.security": _channel("Security"),
    "windows.system": _channel("System"),
    "windows.application": _channel("Application"),
    "windows.defender": _channel("Microsoft-Windows-Windows Defender/Operational"),
    "windows.firewall_rules": _channel(
        "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall"
    ),
    "windows.processes": _STARTS,
    "windows.command_lines": f"{_STARTS} AND fields['CommandLine'] NOT IN ('', '-')",
    "windows.logons": "EventID = 4624",
    "windows.file_reads": "EventID = 4663 AND fields['ObjectType'] = 'File'",
    "windows.scripts": "EventID = 4104",
    "windows.printing": _channel("Microsoft-Windows-PrintService/Operational"),
    "windows.networks": (
        "\"winlog.channel\" LIKE '%WLAN-AutoConfig%' OR \"winlog.channel\" LIKE '%NetworkProfile%'"
    ),
    "windows.lookups": f"{_channel('Microsoft-Windows-DNS-Client/Operational')}"
    f" OR (EventID = 22 AND {_SYSMON})",
    "windows.time_service": (
        "\"event.provider\" LIKE '%Time-Service%' OR "
        "(EventID = 1 AND \"event.provider\" LIKE '%Kernel-General%') OR EventID = 4616"
    ),
    # shipped or forwarded as it happens: what a stranger clears on the computer stays elsewhere
    "windows.off_host": (
        "\"event.dataset\" LIKE 'winlogbeat.%' OR \"winlog.channel\" = 'ForwardedEvents'"
    ),
}


def _seen(ground: Ground, where: str) -> Held:
    return ground.over_hosts("windows", where)


CAPABILITIES = {name: partial(_seen, where=where) for name, where in _WANTED.items()}
