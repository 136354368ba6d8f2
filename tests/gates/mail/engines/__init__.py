"""Signatures of the tests' own: no public database is ever read."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
CLAMD = shutil.which("clamd", path=PATH)
CLAMSCAN = shutil.which("clamscan", path=PATH)
BAD = b"SEKISHO-TEST-SIGNATURE-20161123"
"""What the tests' signatures know."""
NDB = f"Town.Test.Letter:0:*:{BAD.hex()}\n"
YARA = f'rule town_letter {{ strings: $a = "{BAD.decode()}" condition: $a }}\n'
_CONFIGURATION = """\
Foreground yes
LocalSocket {own}/clamd.sock
DatabaseDirectory {own}/database
PidFile {own}/clamd.pid
LogFile {own}/clamd.log
TemporaryDirectory {own}
StreamMaxLength {most}
{more}
"""


@contextmanager
def clamd(own: Path, signatures: str = NDB, most: str = "25M", more: str = "") -> Iterator[Path]:
    """A real clamd on a socket of its own. ``own``: a short path."""
    assert CLAMD
    (own / "database").mkdir(parents=True, exist_ok=True)
    (own / "database" / "town.ndb").write_text(signatures)
    (own / "clamd.conf").write_text(_CONFIGURATION.format(own=own, most=most, more=more))
    program = subprocess.Popen(
        [CLAMD, "-c", str(own / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not (own / "clamd.sock").exists():
            assert program.poll() is None, (own / "clamd.log").read_text()
            time.sleep(0.05)
        yield own / "clamd.sock"
    finally:
        program.kill()
        program.wait()
        (own / "clamd.sock").unlink(missing_ok=True)
