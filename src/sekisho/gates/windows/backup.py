"""A policy as a GPO backup, which GPMC (*Import Settings*) and ``Import-GPO`` take.

Reference: [MS-GPOD] for what a policy consists of; the layout (``manifest.xml``,
``{id}/Backup.xml``, ``{id}/bkupInfo.xml``, ``{id}/DomainSysvol/GPO``) is that of backups that
GPMC itself makes. Names of domains stay empty: the policy belongs to none until it is imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from sekisho.gates.contract import File
from sekisho.gates.windows import pol

_OPERATIONS = "http://www.microsoft.com/GroupPolicy/GPOOperations"
_REGISTRY = ("{35378EAC-683F-11D2-A89A-00C04FBBCFA2}", "{D02B1F72-3407-48AE-BA88-E8213C6761F1}")
_AUDIT = ("{F3CCC681-B74C-4060-9F26-CD84525DCA2A}", "{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}")
"""Client-side extension and the snap-in that edits it."""
_AUDIT_FOLDER = "microsoft/windows nt/Audit"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_BACKUP = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- {note} -->
<GroupPolicyBackupScheme bkp:version="2.0" bkp:type="GroupPolicyBackupTemplate" \
xmlns:bkp="{operations}" xmlns="{operations}">
  <GroupPolicyObject>
    <SecurityGroups/>
    <FilePaths/>
    <GroupPolicyCoreSettings>
      <ID><![CDATA[{id}]]></ID>
      <Domain></Domain>
      <SecurityDescriptor></SecurityDescriptor>
      <DisplayName>{title}</DisplayName>
      <Options><![CDATA[0]]></Options>
      <UserVersionNumber><![CDATA[0]]></UserVersionNumber>
      <MachineVersionNumber><![CDATA[65537]]></MachineVersionNumber>
      <MachineExtensionGuids><![CDATA[{extensions}]]></MachineExtensionGuids>
      <UserExtensionGuids/>
      <WMIFilter/>
    </GroupPolicyCoreSettings>
{parts}  </GroupPolicyObject>
</GroupPolicyBackupScheme>
"""
_PART = """\
    <GroupPolicyExtension bkp:ID="{id}" bkp:DescName="{name}">
      <FSObjectFile bkp:Path="%GPO_MACH_FSPATH%\\{path}" \
bkp:Location="DomainSysvol\\GPO\\Machine\\{path}"/>
    </GroupPolicyExtension>
"""
_INSTANCE = """\
<BackupInst{namespace}><GPOGuid><![CDATA[{id}]]></GPOGuid><GPODomain></GPODomain>\
<GPODomainGuid></GPODomainGuid><GPODomainController></GPODomainController>\
<BackupTime><![CDATA[{time}]]></BackupTime><ID><![CDATA[{id}]]></ID>\
<Comment>{note}</Comment><GPODisplayName>{title}</GPODisplayName></BackupInst>
"""


@dataclass(frozen=True)
class Policy:
    """A policy of computers. ``name`` is stable over the years, so that an import replaces what
    an earlier one set; ``undo``: what takes the settings back; ``audit``: an ``audit.csv``, or
    None; ``made``: aware."""

    name: str
    title: str
    note: str
    settings: tuple[pol.Setting, ...]
    undo: tuple[pol.Setting, ...]
    audit: bytes | None = None
    made: datetime | None = None

    @property
    def id(self) -> str:
        """The identifier in braces."""
        return f"{{{str(uuid5(NAMESPACE_URL, f'sekisho:{self.name}')).upper()}}}"

    @property
    def machine(self) -> str:
        """The folder of the computer's settings below that of the backup."""
        return f"{self.id}/DomainSysvol/GPO/Machine"


def backup(policy: Policy) -> Iterator[File]:
    """The files of a folder that holds this one backup."""
    values = {
        "id": policy.id,
        "title": escape(policy.title),
        "note": escape(policy.note).replace("--", "- -"),
        "operations": _OPERATIONS,
        "time": (policy.made or _LONG_AGO).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
    }
    parts = [(_REGISTRY, "Registry", pol.NAME, pol.written(policy.settings))]
    if policy.audit is not None:
        path = f"{_AUDIT_FOLDER}/audit.csv"
        parts.append((_AUDIT, "Audit Policy Configuration", path, policy.audit))
    extensions = "".join(f"[{''.join(pair)}]" for pair, *_ in parts)
    told = "".join(
        _PART.format(id=pair[0], name=name, path=path.replace("/", "\\"))
        for pair, name, path, _ in parts
    )
    described = _BACKUP.format(**values, extensions=extensions, parts=told)
    yield File(f"{policy.id}/Backup.xml", described.encode())
    namespace = f' xmlns="{_OPERATIONS}/Manifest"'
    info = _INSTANCE.format(**values, namespace=namespace)
    yield File(f"{policy.id}/bkupInfo.xml", info.encode())
    instance = _INSTANCE.format(**values, namespace="")
    yield File("manifest.xml", f"<Backups{namespace}>{instance}</Backups>\n".encode())
    for _, _, path, content in parts:
        yield File(f"{policy.machine}/{path}", content)
