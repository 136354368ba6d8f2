"""The rulebook's programs as an AppLocker policy (``Set-AppLockerPolicy -XmlPolicy``).

Reference: AppLocker's policy schema as its CSP documents it. A rule that denies goes before all
that allow. Whatever the rulebook says, administrators run what is not forbidden, Windows and
the installed programs run, and packaged apps run when they are signed: without rules of their
own they would all stop as soon as executables are enforced.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from sekisho.gates.computers import Computers, computers
from sekisho.gates.contract import Checked, File
from sekisho.gates.software import model
from sekisho.gates.software.places import TRUSTED, WRITABLE
from sekisho.gates.software.programs import Conditions, allowed, forbidden
from sekisho.gates.stages import Stages
from sekisho.gates.windows.checking import checked_xml
from sekisho.rulebook import Rulebook
from sekisho.text import say

EVERYBODY, ADMINISTRATORS = "S-1-1-0", "S-1-5-32-544"
ROOT, SCHEMA = "AppLockerPolicy", "AppLocker.xsd"
_SCRIPTS = (".ps1", ".bat", ".cmd", ".vbs", ".js")
_INSTALLERS = (".msi", ".msp", ".mst")
_TYPES = ("Exe", "Msi", "Script", "Appx")
_INSTALLED = "%WINDIR%\\Installer\\*"
_NO_VERSION = {"LowSection": "*", "HighSection": "*"}


def policies(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """``applocker.xml`` for every PC, ``applocker-STAGE.xml`` for those of another stage. Raises
    NotBuildableError for what is no hash."""
    return tuple(
        File(_name(group), policy(rulebook, stages, group)) for group in computers(rulebook, stages)
    )


def _name(group: Computers) -> str:
    return f"applocker-{group.stage}.xml" if group.names else "applocker.xml"


def policy(rulebook: Rulebook, stages: Stages, group: Computers) -> bytes:
    """The XML of one stage."""
    root = etree.Element(ROOT, Version="1")
    note = say("gates.windows.note", "ja", stage=group.stage, digest=rulebook.digest)
    whom = "、".join(group.names) or say("gates.windows.everybody", "ja")
    root.append(etree.Comment(f" {note} {whom} ".replace("--", "- -")))
    enforcement = "Enabled" if group.stage == "enforce" else "AuditOnly"
    for kind in _TYPES:
        rules = etree.SubElement(root, "RuleCollection", Type=kind, EnforcementMode=enforcement)
        # what is written twice in the rulebook is one rule: identifiers must be unique
        rules.extend({one.get("Id"): one for one in _rules(kind, rulebook, stages)}.values())
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _rules(kind: str, rulebook: Rulebook, stages: Stages) -> Iterator[etree._Element]:
    for one in forbidden(rulebook, stages.at):
        yield from _program(kind, one, "Deny", model.FORBIDDEN)
    for one in allowed(rulebook, stages.at):
        yield from _program(kind, one, "Allow", model.ALLOWED)
    yield from _common(kind, closed=rulebook.software.unlisted == "forbidden")


def _program(kind: str, one: Conditions, action: str, code: str) -> Iterator[etree._Element]:
    name = f"{code} {one.name}"
    if one.publisher and (kind != "Appx" or one.product):
        rule = _rule(kind, "FilePublisherRule", name, action, (one.publisher, one.product))
        yield _with(rule, _publisher(one.publisher, one.product))
    for path in one.paths:
        if _is_of(kind, path):
            yield _with(_rule(kind, "FilePathRule", name, action, (path,)), _path(path))
    if one.hashes and kind == "Exe":
        condition = etree.Element("FileHashCondition")
        for text in one.hashes:
            etree.SubElement(
                condition, "FileHash", Type="SHA256", Data=f"0x{text}",
                SourceFileName=one.name, SourceFileLength="0",
            )  # fmt: skip
        yield _with(_rule(kind, "FileHashRule", name, action, one.hashes), condition)


def _common(kind: str, *, closed: bool) -> Iterator[etree._Element]:
    if kind == "Appx":
        rule = _rule(kind, "FilePublisherRule", f"{model.PLACE} Appx", "Allow", ("*",))
        yield _with(rule, _publisher("*", ""))
        return
    if not closed:
        rule = _rule(kind, "FilePathRule", model.UNLISTED, "Allow", ("*",))
        yield _with(rule, _path("*"))
        return
    everything = _rule(kind, "FilePathRule", model.ADMINISTRATOR, "Allow", ("*",), ADMINISTRATORS)
    yield _with(everything, _path("*"))
    for place in (_INSTALLED,) if kind == "Msi" else TRUSTED:
        rule = _rule(kind, "FilePathRule", f"{model.PLACE} {place}", "Allow", (place,))
        _with(rule, _path(place))
        if place == TRUSTED[0]:
            exceptions = etree.SubElement(rule, "Exceptions")
            exceptions.extend(_path(one) for one in WRITABLE)
        yield rule


def _rule(
    kind: str, tag: str, name: str, action: str, of: tuple[str, ...], sid: str = EVERYBODY
) -> etree._Element:
    identifier = uuid5(NAMESPACE_URL, "\n".join(("sekisho", kind, tag, name, action, sid, *of)))
    return etree.Element(
        tag, Id=str(identifier), Name=_plain(name), Description="", UserOrGroupSid=sid,
        Action=action,
    )  # fmt: skip


def _plain(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)[:1024]


def _with(rule: etree._Element, condition: etree._Element) -> etree._Element:
    etree.SubElement(rule, "Conditions").append(condition)
    return rule


def _path(pattern: str) -> etree._Element:
    return etree.Element("FilePathCondition", Path=pattern)


def _publisher(publisher: str, product: str) -> etree._Element:
    condition = etree.Element(
        "FilePublisherCondition", PublisherName=publisher, ProductName=product or "*",
        BinaryName="*",
    )  # fmt: skip
    etree.SubElement(condition, "BinaryVersionRange", _NO_VERSION)
    return condition


def _is_of(kind: str, path: str) -> bool:
    """A pattern that ends in an extension belongs to its collection, a folder to all."""
    extension = "." + path.lower().rpartition(".")[2] if "." in path else ""
    if extension in _SCRIPTS:
        return kind == "Script"
    if extension in _INSTALLERS:
        return kind == "Msi"
    return kind == "Exe" if extension in (".exe", ".com") else kind != "Appx"


def check(folder: Path) -> tuple[Checked, ...]:
    """Well-formed, and right by Microsoft's schema where the user has it."""
    found = sorted(folder.glob("applocker*.xml"))
    return tuple(checked_xml(path, ROOT, SCHEMA) for path in found)
