"""The folder of a stage: what a person carries to the domain controller or to a single PC."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sekisho.gates.computers import Computers
from sekisho.gates.contract import Checked, File
from sekisho.gates.windows import pol
from sekisho.gates.windows.backup import Policy, backup
from sekisho.gates.windows.checking import checked_pol, checked_xml
from sekisho.text import say

READ_ME = "はじめに.txt"
_APPLY = r"""@echo off
rem {note}
rem LGPO.exe (Microsoft Security Compliance Toolkit) をこのフォルダーに置き、管理者として実行する。
setlocal
cd /d "%~dp0"
net session >nul 2>&1
if errorlevel 1 echo 管理者として実行してください。 & exit /b 1
if not exist LGPO.exe echo LGPO.exe をこのフォルダーに置いてください。 & exit /b 1
if not exist before mkdir before & LGPO.exe /b before /n "before Sekisho"
{command}
if errorlevel 1 exit /b 1
gpupdate /target:computer /force
exit /b 0
"""


def policy_folder(group: Computers, policy: Policy, remarks: str = "") -> Iterator[File]:
    """What to read first (``remarks`` at its end), the GPO backup for a domain, and the same
    for a PC without one."""
    first = read_me(group, policy.title, policy.note, remarks)
    yield File(f"{group.stage}/{READ_ME}", first)
    for file in backup(policy):
        yield File(f"{group.stage}/gpo/{file.name}", file.content)
    lgpo = f"{group.stage}/lgpo"
    yield File(f"{lgpo}/{pol.NAME}", pol.written(policy.settings))
    yield File(f"{lgpo}/undo.pol", pol.written(policy.undo))
    command = f"LGPO.exe /m {pol.NAME}"
    if policy.audit is not None:
        yield File(f"{lgpo}/audit.csv", policy.audit)
        command += " /a audit.csv"
    for name, words in (("apply.cmd", command), ("undo.cmd", "LGPO.exe /m undo.pol")):
        script = _APPLY.format(note=policy.note, command=words)
        yield File(f"{lgpo}/{name}", script.replace("\n", "\r\n").encode("cp932", "replace"))


def read_me(group: Computers, title: str, note: str, remarks: str = "") -> bytes:
    """What the folder is, for whom, and how it is brought in and taken back."""
    whom = "、".join(group.names) or say("gates.windows.everybody", "ja")
    text = say("gates.windows.read_me", "ja", title=title, note=note, whom=whom)
    return f"{text}{remarks}".replace("\n", "\r\n").encode("utf-8-sig")


def check(folder: Path) -> tuple[Checked, ...]:
    """Every registry.pol as Samba reads it, every XML file of a backup as libxml2 does."""
    roots = {"Backup.xml": "GroupPolicyBackupScheme", "bkupInfo.xml": "BackupInst"}
    roots["manifest.xml"] = "Backups"
    answers = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".pol":
            answers.append(checked_pol(path))
        elif path.name in roots:
            answers.append(checked_xml(path, roots[path.name]))
    return tuple(answers)
