"""registry.pol before a reader that is not ours."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from sekisho.gates.windows.checking import PYTHON, has_samba

needs_samba = pytest.mark.skipif(
    not has_samba(), reason="needs Samba's reader (apt-get install python3-samba)"
)
_READ = """
import json, sys
from samba.dcerpc import preg
from samba.ndr import ndr_unpack
found = ndr_unpack(preg.file, open(sys.argv[1], "rb").read())
print(json.dumps([[one.keyname, one.valuename, one.type, one.data] for one in found.entries]))
"""


def samba_reads(content: bytes, folder: Path) -> list[list[object]]:
    """Key, name, type and data of each entry, as Samba understands them."""
    path = folder / "registry.pol"
    path.write_bytes(content)
    told = subprocess.run([PYTHON, "-c", _READ, str(path)], capture_output=True, check=False)
    assert told.returncode == 0, told.stderr.decode()
    found: list[list[object]] = json.loads(told.stdout)
    return found
