"""Postfix asks the gate: the lines of its main.cf.

Reference: Postfix MILTER_README (per-Milter settings, since 3.0); postconf(5) smtpd_milters.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from sekisho.gates.contract import Checked, File, NotBuildableError
from sekisho.gates.mail.staged import stages_file
from sekisho.gates.mail.verdict import USUAL
from sekisho.gates.programs import program
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

NAME = "main.cf.sekisho"
QUEUE = "/var/spool/postfix"
SOCKET = "sekisho/mail.sock"
"""Below the queue folder: Debian's smtpd sees nothing else (chroot)."""
POSTCONF = "postconf"
_LINES = """\
# Sekisho: メールの関（Postfix）
# 段階: {stages}   規程: {digest}
# sekisho gates apply がこの行を main.cf に入れ、sekisho gates return が元に戻す。
# 関が答えないときは、受け取らずに後で送り直してもらう（tempfail）。黙って通すことはない。
smtpd_milters = {{ unix:{socket}, default_action=tempfail, protocol=6, content_timeout=300s }}
"""


def configuration(rulebook: Rulebook, stages: Stages) -> tuple[File, ...]:
    """The lines for main.cf, and the stages for the milter. Raises NotBuildableError for a
    rulebook without domains of its own or with a rule that the gate does not know."""
    if not rulebook.mail.domains:
        raise NotBuildableError("gates.mail.no_domains")
    named = (*(one.rule for one in rulebook.mail.rules), *rulebook.mail.two_approvers)
    unknown = [one for one in named if one not in USUAL]
    if unknown:
        raise NotBuildableError("gates.mail.no_such_rule", rule=", ".join(unknown))
    told = [stages.everybody, *(f"{name}={stage}" for name, stage in stages.departments.items())]
    lines = _LINES.format(stages=" ".join(told), digest=rulebook.digest, socket=SOCKET)
    return (File(NAME, lines.encode()), stages_file(rulebook, stages))


def check(folder: Path) -> tuple[Checked, ...]:
    """What ``postconf`` says of the lines in a main.cf of their own."""
    found = program(POSTCONF)
    if found is None:
        return (Checked(NAME, "not_checked", POSTCONF),)
    with tempfile.TemporaryDirectory() as own:
        shutil.copy(folder / NAME, Path(own) / "main.cf")
        (Path(own) / "master.cf").write_bytes(b"")
        told = subprocess.run(  # noqa: S603  (a fixed program with a folder of ours)
            [found, "-c", own, "-n"], capture_output=True, check=False, timeout=60
        )
    said = told.stderr.decode("utf-8", "replace").strip()
    bad = told.returncode != 0 or re.search(r"unused parameter|fatal|error", said)
    return (Checked(NAME, "refused" if bad else "accepted", POSTCONF, said),)
