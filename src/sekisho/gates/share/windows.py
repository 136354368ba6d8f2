"""The record of a Windows file server: audit of shares and of their folders' files.

What Windows refuses it refuses by the permissions of its shares, which a person sets; what they
have to be by the rulebook stands in a list beside the scripts, and in the letter that asks for
it. Reference: Microsoft, "Audit File Share" (5140), "Audit Detailed File Share" (5145), "Audit
File System" (4663); FileSystemAuditRule.
"""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.collect.settings import contents
from sekisho.gates.contract import File, NotBuildableError
from sekisho.gates.share.access import Terms, servers
from sekisho.gates.share.samba import file_name, is_windows
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from sekisho.text import say

AUDIT = "windows-server/audit-share.cmd"
"""The audit policy, one and the same with or without a gate."""
_SACL = """\
# 関所: 規程の共有フォルダー（shares）から作られたもの。直接には直さず、規程を直して作り直す。
# サーバー: {server}   段階: {stage}   規程: {digest}
# 共有フォルダーの文書ごとの読み書きと削除を、成功も失敗も記録させる（4663）。何も止めない。
# 先に audit-share.cmd を実行する。実行: 管理者の PowerShell で
#   powershell -NoProfile -ExecutionPolicy Bypass -File {name}
# 戻す: {undo}
$ErrorActionPreference = 'Stop'
auditpol /set /subcategory:"{{0CCE921D-69AE-11D9-BED3-505054503030}}" {policy}
$everyone = New-Object Security.Principal.SecurityIdentifier 'S-1-1-0'
$acts = 'ReadData, WriteData, AppendData, Delete, DeleteSubdirectoriesAndFiles'
$rule = New-Object Security.AccessControl.FileSystemAuditRule($everyone, $acts, `
    'ContainerInherit, ObjectInherit', 'None', 'Success, Failure')
foreach ($name in {shares}) {{
    $path = (Get-SmbShare -Name $name).Path
    $acl = Get-Acl -Audit -LiteralPath $path
    $acl.{act}($rule){end}
    Set-Acl -LiteralPath $path -AclObject $acl
}}
"""


def scripts(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The scripts and the list of permissions for every server that runs Windows; none where
    none does. Raises NotBuildableError for a rulebook without shares, and for a name that a
    script cannot say."""
    if not rulebook.shares:
        raise NotBuildableError("gates.share.no_shares")
    own = [pair for pair in servers(rulebook) if is_windows(rulebook.asset(pair[0]))]
    found = [file for name, terms in own for file in _files(rulebook, stages, name, terms)]
    if own:
        found += [
            File(name.rpartition("/")[2], content) for name, content in contents([AUDIT]).items()
        ]
    return tuple(found)


def _files(
    rulebook: Rulebook, stages: Stages, server: str, terms: tuple[Terms, ...]
) -> Iterator[File]:
    base = file_name(server).removesuffix(".conf")
    names = (f"{base}-audit.ps1", f"{base}-audit-undo.ps1")
    places = {
        "server": server,
        "stage": stages.of(asset=server),
        "digest": rulebook.digest,
        "shares": ", ".join(_quoted(one.share.name) for one in terms),
    }
    on = {"policy": "/success:enable /failure:enable", "act": "AddAuditRule", "end": ""}
    off = {"policy": "/success:disable /failure:disable", "act": "RemoveAuditRule"}
    off["end"] = " | Out-Null"
    for name, undo, way in ((names[0], names[1], on), (names[1], names[0], off)):
        text = _SACL.format(name=name, undo=undo, **places, **way)
        yield File(name, _windows(text))
    lines = [f"# {server}   段階: {places['stage']}   規程: {rulebook.digest}"]
    lines += [line for one in terms for line in permissions(one)]
    yield File(f"{base}-permissions.txt", _windows("\n".join(lines) + "\n"))


def permissions(terms: Terms) -> Iterator[str]:
    """What the permissions of a share have to be, one line a permission."""
    share = terms.share
    yield say("gates.share.permission.share", "ja", share=share.name)
    if not share.departments:
        yield say("gates.share.permission.everybody", "ja")
    for account, person in terms.accounts:
        if terms.is_used_by(person) and (share.departments or terms.is_read_by(person)):
            may = "read" if terms.is_read_by(person) else "change"
            yield say(f"gates.share.permission.{may}", "ja", account=account, name=person.name)


def _windows(text: str) -> bytes:
    """Windows PowerShell 5.1 and Notepad know UTF-8 by its mark."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _quoted(text: str) -> str:
    if not text.isprintable():
        raise NotBuildableError("gates.share.name", name=text)
    return "'" + text.replace("'", "''") + "'"
