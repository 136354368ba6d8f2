"""Browsers and settings of PCs as a policy of Windows, and what makes starts evidence.

Reference: the policy lists of Microsoft Edge and Chrome (both below ``Software\\Policies``), the
templates TerminalServer, RemoteAssistance and WCM, [MS-GPFAS] for rules of the firewall, the
service start types of the registry. Settings the rulebook does not name are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sekisho.collect.settings import contents
from sekisho.gates.computers import Computers, computers
from sekisho.gates.contract import Checked, File
from sekisho.gates.software import sysmon
from sekisho.gates.stages import Stages
from sekisho.gates.windows import folder
from sekisho.gates.windows.backup import Policy
from sekisho.gates.windows.pol import Setting, emptied, listed, removed
from sekisho.rulebook import Rulebook
from sekisho.text import say

EDGE = r"Software\Policies\Microsoft\Edge"
CHROME = r"Software\Policies\Google\Chrome"
_TERMINAL = r"Software\Policies\Microsoft\Windows NT\Terminal Services"
_WIRELESS = r"Software\Policies\Microsoft\Windows\WcmSvc\GroupPolicy"
_SERVICES = r"System\CurrentControlSet\Services"
_FIREWALL = r"Software\Policies\Microsoft\WindowsFirewall\FirewallRules"
_COMMAND_LINES = r"Software\Microsoft\Windows\CurrentVersion\Policies\System\Audit"
MARK = r"Software\Policies\Sekisho"
_AUTOMATIC, _DISABLED = 2, 4
_NO_SHARES = (
    "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|LPort=139|"
    "Name=Sekisho software.sharing|"
)
NONE = "なし"
"""Written where no extension may be installed."""
AUDIT, LOGS = "windows/gpo/audit.csv", ("windows/audit-process.cmd", "windows/channels.cmd")


@dataclass(frozen=True)
class Way:
    """How one key of the rulebook is forbidden, and how that is taken back."""

    forbid: tuple[Setting, ...]
    release: tuple[Setting, ...]


def _values(*settings: Setting) -> Way:
    return Way(settings, tuple(removed(one.key, one.name) for one in settings))


def _both(name: str, value: int) -> Way:
    return _values(Setting(EDGE, name, value), Setting(CHROME, name, value))


def _service(name: str) -> Way:
    key = rf"{_SERVICES}\{name}"
    return Way((Setting(key, "Start", _DISABLED),), (Setting(key, "Start", _AUTOMATIC),))


def _joined(*ways: Way) -> Way:
    return Way(
        tuple(one for way in ways for one in way.forbid),
        tuple(one for way in ways for one in way.release),
    )


BROWSER_WAYS: dict[str, Way] = {
    "notifications": _both("DefaultNotificationsSetting", 2),
    "popups": _both("DefaultPopupsSetting", 2),
    "fullscreen": _both("FullscreenAllowed", 0),
    "overrides": _values(
        Setting(EDGE, "SmartScreenEnabled", 1),
        Setting(EDGE, "PreventSmartScreenPromptOverride", 1),
        Setting(EDGE, "PreventSmartScreenPromptOverrideForFiles", 1),
        Setting(CHROME, "SafeBrowsingProtectionLevel", 1),
        Setting(CHROME, "DisableSafeBrowsingProceedAnyway", 1),
    ),
    "passwords": _both("PasswordManagerEnabled", 0),
    "private": _values(
        Setting(EDGE, "InPrivateModeAvailability", 1),
        Setting(CHROME, "IncognitoModeAvailability", 1),
    ),
    "clearing": _both("AllowDeletingBrowserHistory", 0),
}
PC_WAYS: dict[str, Way] = {
    "wireless": _joined(
        _service("WlanSvc"), _values(Setting(_WIRELESS, "fMinimizeConnections", 3))
    ),
    "sharing": _values(Setting(_FIREWALL, "Sekisho-software-sharing", _NO_SHARES)),
    "remote_desktop": _values(Setting(_TERMINAL, "fDenyTSConnections", 1)),
    "remote_assistance": _values(
        Setting(_TERMINAL, "fAllowToGetHelp", 0), Setting(_TERMINAL, "fAllowUnsolicited", 0)
    ),
}
"""The shares of a PC are closed by the firewall, not by stopping the service: administration
needs it, and a rule is taken back by removing it."""


def policy_files(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """A folder for each stage, Sysmon's configuration, and what PCs have to log."""
    files = [
        file
        for group in computers(rulebook, stages)
        for file in folder.policy_folder(
            group, _policy(rulebook, stages, group), _servers(rulebook)
        )
    ]
    files.append(File(f"logs/{sysmon.NAME}", sysmon.configuration(rulebook, stages)))
    logs = contents(LOGS)
    files += [File(f"logs/{name.rpartition('/')[2]}", logs[name]) for name in sorted(logs)]
    return tuple(files)


def _servers(rulebook: Rulebook) -> str:
    """The servers of the register: a policy for PCs must not close their shares."""
    names = [one.name for one in rulebook.assets if one.role.endswith(("-server", "-controller"))]
    return say("gates.software.servers", "ja", names="、".join(names)) if names else ""


def _policy(rulebook: Rulebook, stages: Stages, group: Computers) -> Policy:
    stage = say(f"gates.stage.{group.stage}", "ja")
    released = tuple(settings(rulebook, enforced=False))
    mark = Setting(MARK, "Software", f"{group.stage} {rulebook.digest}")
    logged = (Setting(_COMMAND_LINES, "ProcessCreationIncludeCmdLine_Enabled", 1),)
    enforced = group.stage == "enforce"
    wanted = tuple(settings(rulebook, enforced=True)) if enforced else released
    return Policy(
        name=f"software-{group.stage}",
        title=say("gates.windows.software_title", "ja", stage=stage),
        note=say("gates.windows.note", "ja", stage=group.stage, digest=rulebook.digest),
        settings=(mark, *logged, *wanted),
        undo=(removed(MARK, mark.name), *(removed(one.key, one.name) for one in logged), *released),
        audit=contents([AUDIT])[AUDIT],
        made=stages.at,
    )


def settings(rulebook: Rulebook, *, enforced: bool) -> Iterator[Setting]:
    """Every setting that the rulebook names, as it is forbidden, or as it is without a policy.
    What the rulebook allows is taken back even when enforced: an earlier rulebook may have
    forbidden it."""
    software = rulebook.software
    for given, ways in ((software.browsers, BROWSER_WAYS), (software.settings, PC_WAYS)):
        for key, way in ways.items():
            said = getattr(given, key)
            if said == "forbidden" and enforced:
                yield from way.forbid
            elif said:
                yield from way.release
    yield from _extensions(software.browsers.extensions, enforced=enforced)


def _extensions(wanted: tuple[str, ...], *, enforced: bool) -> Iterator[Setting]:
    if not wanted:
        return
    write: Callable[[str, list[str]], Iterator[Setting]] = listed if enforced else _emptied
    for browser in (EDGE, CHROME):
        yield from write(rf"{browser}\ExtensionInstallBlocklist", ["*"])
        allowed = [one for one in wanted if one != NONE]
        yield from write(rf"{browser}\ExtensionInstallAllowlist", allowed)


def _emptied(key: str, _values: list[str]) -> Iterator[Setting]:
    yield emptied(key)


def check(root: Path) -> tuple[Checked, ...]:
    """The policies as Samba and libxml2 read them, and Sysmon's configuration."""
    return (*folder.check(root), *sysmon.check(root / "logs"))
