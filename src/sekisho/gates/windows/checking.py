"""What can be said here of files for Windows: whether readers that are not ours take them.

No machine here is a Windows one, so nothing is ever called accepted by Windows. A registry.pol
is read by Samba's own reader (Debian: python3-samba), XML by libxml2; a schema of Microsoft's
is asked where the user has it. What only looks right is *not checked*, and names what is missing.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lxml import etree

from sekisho.gates.contract import Checked
from sekisho.gates.programs import asked
from sekisho.gates.windows import pol

PYTHON = "/usr/bin/python3"
SAMBA = "python3-samba"
WINDOWS = "Windows"
SCHEMAS = "SEKISHO_SCHEMAS"
"""The environment variable that names a folder with Microsoft's schemas."""
_HAS = "from samba.dcerpc import preg; from samba.ndr import ndr_unpack"
_READ = (
    f"{_HAS}; import sys; found = ndr_unpack(preg.file, open(sys.argv[1], 'rb').read()); "
    "print(found.num_entries); "
    "assert found.header.signature == 'PReg' and found.num_entries == len(found.entries)"
)


def has_samba() -> bool:
    """Whether the system's Python can read a registry.pol by Samba's means."""
    try:
        told = subprocess.run(  # noqa: S603  (the system's interpreter with words of ours)
            [PYTHON, "-c", _HAS], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0


def checked_pol(path: Path) -> Checked:
    """A registry.pol, read by Samba."""
    try:
        pol.read(path.read_bytes())
    except pol.NotPolError as error:
        return Checked(path.name, "refused", pol.NAME, f"offset {error}")
    if not has_samba():
        return Checked(path.name, "not_checked", SAMBA)
    told = asked(path, PYTHON, ["-c", _READ])
    return Checked(path.name, told.answer, SAMBA, told.said)


def checked_xml(path: Path, root: str, schema: str | None = None) -> Checked:
    """An XML file: well-formed, its root of this local name, and right by a schema of that
    file name where the folder ``SEKISHO_SCHEMAS`` holds it."""
    try:
        tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, OSError) as error:
        return Checked(path.name, "refused", "libxml2", str(error))
    if etree.QName(tree.getroot()).localname != root:
        return Checked(path.name, "refused", "libxml2", f"{tree.getroot().tag} != {root}")
    folder = os.environ.get(SCHEMAS)
    if schema is None or folder is None or not (Path(folder) / schema).is_file():
        return Checked(path.name, "not_checked", schema or WINDOWS)
    return _by_schema(tree, path, Path(folder) / schema)


def _by_schema(tree: etree._ElementTree, path: Path, schema: Path) -> Checked:
    try:
        judge = etree.XMLSchema(etree.parse(str(schema)))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        return Checked(path.name, "not_checked", schema.name, str(error))
    right = judge.validate(tree)
    said = str(judge.error_log)
    return Checked(path.name, "accepted" if right else "refused", schema.name, said)
