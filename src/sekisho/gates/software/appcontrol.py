"""The rulebook's programs as an App Control (WDAC) policy in XML.

Reference: *App Control for Business policy rules and file rules*; the element names are those of
a base policy as ConfigCI writes it. The XML becomes active only once it is converted on a
Windows (``ConvertFrom-CIPolicy``); it is not signed. Drivers are all allowed: a PC must start.
Path rules hold only where no ordinary user can write (Windows checks it when the program
starts), so the writable folders below Windows need no exceptions here. There are no exemptions
for administrators. Publishers need the hash of a certificate, which the rulebook does not hold:
a program told by its publisher alone has no rule here, and the file says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from sekisho.gates.computers import Computers, computers
from sekisho.gates.contract import Checked, File
from sekisho.gates.software import model
from sekisho.gates.software.programs import Conditions, allowed, forbidden
from sekisho.gates.stages import Stages
from sekisho.gates.windows.checking import checked_xml
from sekisho.rulebook import Rulebook
from sekisho.text import say

ROOT, SCHEMA = "SiPolicy", "cipolicy.xsd"
SPACE = "urn:schemas-microsoft-com:sipolicy"
_PLATFORM = "{2E07F7E4-194C-4D20-B7C9-6F44A6C5A234}"
_OPTIONS = (
    "Enabled:Unsigned System Integrity Policy",
    "Enabled:UMCI",
    "Enabled:Inherit Default Policy",
    "Enabled:Advanced Boot Options Menu",
    "Enabled:Boot Audit On Failure",
    "Enabled:Update Policy No Reboot",
)
_TRUSTED = ("%WINDIR%\\*", "%OSDRIVE%\\Program Files\\*", "%OSDRIVE%\\Program Files (x86)\\*")
_DRIVERS, _PROGRAMS = "131", "12"
"""The two signing scenarios: what the kernel loads, what users start."""


def policies(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """``appcontrol.xml`` for every PC, ``appcontrol-STAGE.xml`` for those of another stage.
    Raises NotBuildableError for what is no hash."""
    return tuple(
        File(_name(group), policy(rulebook, stages, group)) for group in computers(rulebook, stages)
    )


def _name(group: Computers) -> str:
    return f"appcontrol-{group.stage}.xml" if group.names else "appcontrol.xml"


def policy(rulebook: Rulebook, stages: Stages, group: Computers) -> bytes:
    """The XML of one stage."""
    root = etree.Element(f"{{{SPACE}}}{ROOT}", {"PolicyType": "Base Policy"}, {None: SPACE})  # type: ignore[dict-item]
    root.append(etree.Comment(_note(rulebook, stages, group)))
    identifier = f"{{{str(uuid5(NAMESPACE_URL, f'sekisho:appcontrol-{group.stage}')).upper()}}}"
    _text(root, "VersionEx", "10.0.0.0")
    _text(root, "PlatformID", _PLATFORM)
    _text(root, "PolicyID", identifier)
    _text(root, "BasePolicyID", identifier)
    options = _add(root, "Rules")
    audit = () if group.stage == "enforce" else ("Enabled:Audit Mode",)
    for option in (*_OPTIONS, *audit):
        _text(_add(options, "Rule"), "Option", option)
    _add(root, "EKUs")
    files = _add(root, "FileRules")
    programs = [_file(files, kind, **told) for kind, told in _rules(rulebook, stages)]
    drivers = [_file(files, "Allow", FriendlyName="Drivers", FileName="*")]
    _add(root, "Signers")
    scenarios = _add(root, "SigningScenarios")
    for value, name, own in ((_DRIVERS, "DRIVERS", drivers), (_PROGRAMS, "PROGRAMS", programs)):
        scenario = _add(
            scenarios, "SigningScenario", Value=value, ID=f"ID_SIGNINGSCENARIO_{name}",
            FriendlyName=name,
        )  # fmt: skip
        references = _add(_add(scenario, "ProductSigners"), "FileRulesRef")
        for one in own:
            _add(references, "FileRuleRef", RuleID=one)
    _add(root, "UpdatePolicySigners")
    _add(root, "CiSigners")
    _text(root, "HvciOptions", "0")
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _note(rulebook: Rulebook, stages: Stages, group: Computers) -> str:
    note = say("gates.windows.note", "ja", stage=group.stage, digest=rulebook.digest)
    whom = "、".join(group.names) or say("gates.windows.everybody", "ja")
    every = (*forbidden(rulebook, stages.at), *allowed(rulebook, stages.at))
    bare = [one.name for one in every if one.publisher and not (one.paths or one.hashes)]
    left = say("gates.software.no_signer", "ja", names="、".join(bare)) if bare else ""
    return f" {note} {whom} {left} ".replace("--", "- -")


Told = dict[str, str]


def _rules(rulebook: Rulebook, stages: Stages) -> Iterator[tuple[str, Told]]:
    for one in forbidden(rulebook, stages.at):
        yield from _program("Deny", one, model.FORBIDDEN)
    for one in allowed(rulebook, stages.at):
        yield from _program("Allow", one, model.ALLOWED)
    if rulebook.software.unlisted != "forbidden":
        yield "Allow", {"FriendlyName": model.UNLISTED, "FileName": "*"}
        return
    for place in _TRUSTED:
        yield "Allow", {"FriendlyName": model.PLACE, "FilePath": place}


def _program(kind: str, one: Conditions, code: str) -> Iterator[tuple[str, Told]]:
    name = "".join(sign if sign.isprintable() else " " for sign in f"{code} {one.name}")
    for path in one.paths:
        yield kind, {"FriendlyName": name, "FilePath": path}
        bare = path.rpartition("\\")[2]
        if kind == "Deny" and path == f"*\\{bare}" and "*" not in bare:
            # the name in the file's own resources stays when the file is renamed
            yield kind, {"FriendlyName": name, "FileName": bare}
    for text in one.hashes:
        yield kind, {"FriendlyName": name, "Hash": text}


def _file(files: etree._Element, kind: str, **told: str) -> str:
    identifier = f"ID_{kind.upper()}_A_{len(files) + 1}"
    _add(files, kind, ID=identifier, **told)
    return identifier


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{SPACE}}}{name}", attributes)


def _text(parent: etree._Element, name: str, text: str) -> None:
    _add(parent, name).text = text


def check(folder: Path) -> tuple[Checked, ...]:
    """Well-formed, and right by Microsoft's schema where the user has it."""
    found = sorted(folder.glob("appcontrol*.xml"))
    return tuple(checked_xml(path, ROOT, SCHEMA) for path in found)
