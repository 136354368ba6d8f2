"""Sysmon's configuration: which starts and downloads it keeps.

Reference: *Sysmon* of Sysinternals (configuration files, event filtering). Every start is kept
with its SHA-256; of files, what programs are made of where people save; of the network, what the
forbidden programs do. ``onmatch="include"`` without rules keeps nothing of that kind.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from sekisho.gates.contract import Checked
from sekisho.gates.software.programs import forbidden
from sekisho.gates.stages import Stages
from sekisho.gates.windows.checking import checked_xml
from sekisho.rulebook import Rulebook
from sekisho.text import say

NAME, ROOT = "sysmon.xml", "Sysmon"
VERSION = "4.50"
"""Of the schema; every later Sysmon reads it."""
_SAVED = ("\\Downloads\\", "\\Desktop\\", "\\AppData\\Local\\Temp\\", "\\Startup\\")
_SILENT = ("ProcessTerminate", "ImageLoad", "FileCreateTime", "RawAccessRead", "ProcessAccess")


def configuration(rulebook: Rulebook, stages: Stages) -> bytes:
    """The XML. Raises NotBuildableError for what is no hash in the rulebook."""
    root = etree.Element(ROOT, schemaversion=VERSION)
    note = say("gates.windows.note", "ja", stage=stages.everybody, digest=rulebook.digest)
    root.append(etree.Comment(f" {note} ".replace("--", "- -")))
    etree.SubElement(root, "HashAlgorithms").text = "SHA256"
    events = etree.SubElement(root, "EventFiltering")
    etree.SubElement(events, "ProcessCreate", onmatch="exclude")
    etree.SubElement(events, "DriverLoad", onmatch="exclude")
    files = etree.SubElement(events, "FileCreate", onmatch="include")
    for place in _SAVED:
        etree.SubElement(files, "TargetFilename", condition="contains").text = place
    network = etree.SubElement(events, "NetworkConnect", onmatch="include")
    for name in _names(rulebook, stages):
        etree.SubElement(network, "Image", condition="contains").text = name
    for kind in _SILENT:
        etree.SubElement(events, kind, onmatch="include")
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _names(rulebook: Rulebook, stages: Stages) -> list[str]:
    """What stands in the names of forbidden executables between the wildcards."""
    patterns = (path for one in forbidden(rulebook, stages.at) for path in one.paths)
    parts = (max(re.split(r"[*?]", path.rpartition("\\")[2]), key=len) for path in patterns)
    return list(dict.fromkeys(part for part in parts if len(part) > 4))


def check(folder: Path) -> tuple[Checked, ...]:
    """Well-formed; only Sysmon itself reads more out of it."""
    return tuple(checked_xml(path, ROOT) for path in sorted(folder.glob(NAME)))
