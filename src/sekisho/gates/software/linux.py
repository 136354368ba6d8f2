"""Browsers and settings for Linux PCs: NetworkManager, Samba, Chromium, Firefox.

Reference: NetworkManager.conf(5), smb.conf(5), the policy lists of Chromium and of Firefox
(``policies.json``). Which programs run is not enforced here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sekisho.gates.computers import Computers, computers
from sekisho.gates.contract import Checked, File, Placement
from sekisho.gates.programs import asked
from sekisho.gates.software.settings import NONE
from sekisho.gates.stages import Stages
from sekisho.rulebook import Browsers, Rulebook
from sekisho.text import say

WIRELESS, SHARES = "90-sekisho-wireless.conf", "sekisho-usershare.conf"
CHROMIUM, FIREFOX = "sekisho-chromium.json", "policies.json"
TESTPARM = "testparm"
PLACEMENT = Placement(
    {
        WIRELESS: "/etc/NetworkManager/conf.d/90-sekisho-wireless.conf",
        SHARES: "/etc/samba/sekisho-usershare.conf",
        CHROMIUM: "/etc/chromium/policies/managed/sekisho.json",
        FIREFOX: "/etc/firefox-esr/policies/policies.json",
    },
    (("systemctl", "reload", "NetworkManager"),),
)
"""smb.conf takes the second in by ``include = /etc/samba/sekisho-usershare.conf``; browsers read
theirs when they start."""
_CHROMIUM: dict[str, dict[str, Any]] = {
    "notifications": {"DefaultNotificationsSetting": 2},
    "popups": {"DefaultPopupsSetting": 2},
    "fullscreen": {"FullscreenAllowed": False},
    "overrides": {"SafeBrowsingProtectionLevel": 1, "DisableSafeBrowsingProceedAnyway": True},
    "passwords": {"PasswordManagerEnabled": False},
    "private": {"IncognitoModeAvailability": 1},
    "clearing": {"AllowDeletingBrowserHistory": False},
}
_FIREFOX: dict[str, dict[str, Any]] = {
    "notifications": {"Permissions": {"Notifications": {"BlockNewRequests": True}}},
    "popups": {"PopupBlocking": {"Default": True, "Locked": True}},
    "overrides": {"DisableSecurityBypass": {"InvalidCertificate": True, "SafeBrowsing": True}},
    "passwords": {"PasswordManagerEnabled": False, "OfferToSaveLogins": False},
    "private": {"DisablePrivateBrowsing": True},
    "clearing": {"DisableForgetButton": True, "SanitizeOnShutdown": False},
}
"""Firefox has no policy against full screen, and none that keeps the history wholly."""


def policy_files(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The four files for every PC; those of another stage in a folder of its name."""
    return tuple(file for group in computers(rulebook, stages) for file in _files(rulebook, group))


def _files(rulebook: Rulebook, group: Computers) -> Iterator[File]:
    folder = f"{group.stage}/" if group.names else ""
    enforced = group.stage == "enforce"
    note = say("gates.windows.note", "ja", stage=group.stage, digest=rulebook.digest)
    head = f"# {note} {' '.join(group.names)}".rstrip() + "\n"
    said = rulebook.software.settings
    wireless = "[keyfile]\nunmanaged-devices=type:wifi\n"
    closed = "[global]\nusershare max shares = 0\n"
    for name, text, wanted in ((WIRELESS, wireless, said.wireless), (SHARES, closed, said.sharing)):
        yield File(
            folder + name, (head + (text if wanted == "forbidden" and enforced else "")).encode()
        )
    browsers = rulebook.software.browsers
    yield File(folder + CHROMIUM, _json(chromium(browsers) if enforced else {}))
    yield File(folder + FIREFOX, _json({"policies": firefox(browsers) if enforced else {}}))


def chromium(browsers: Browsers) -> dict[str, Any]:
    """Policies of Chromium."""
    found = _forbidden(browsers, _CHROMIUM)
    if browsers.extensions:
        found["ExtensionInstallBlocklist"] = ["*"]
        found["ExtensionInstallAllowlist"] = _named(browsers)
    return found


def firefox(browsers: Browsers) -> dict[str, Any]:
    """Policies of Firefox."""
    found = _forbidden(browsers, _FIREFOX)
    if browsers.extensions:
        allowed = {name: {"installation_mode": "allowed"} for name in _named(browsers)}
        found["ExtensionSettings"] = {"*": {"installation_mode": "blocked"}, **allowed}
    return found


def _named(browsers: Browsers) -> list[str]:
    return [one for one in browsers.extensions if one != NONE]


def _forbidden(browsers: Browsers, table: dict[str, dict[str, Any]]) -> dict[str, Any]:
    chosen = (told for key, told in table.items() if getattr(browsers, key) == "forbidden")
    return {name: value for told in chosen for name, value in told.items()}


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def check(folder: Path) -> tuple[Checked, ...]:
    """Samba's part by ``testparm``; the rest only by its form."""
    answers = []
    for path in sorted(folder.rglob("*")):
        if path.name == SHARES:
            told = asked(path, TESTPARM, ["-s"])
            answers.append(replace(told, said="") if told.answer == "accepted" else told)
        elif path.name == WIRELESS:
            answers.append(Checked(path.name, "not_checked", "NetworkManager"))
        elif path.suffix == ".json":
            answers.append(_checked_json(path))
    return tuple(answers)


def _checked_json(path: Path) -> Checked:
    browser = "firefox" if path.name == FIREFOX else "chromium"
    try:
        json.loads(path.read_bytes())
    except ValueError as error:
        return Checked(path.name, "refused", browser, str(error))
    return Checked(path.name, "not_checked", browser)
