"""The share gate and its targets."""

from __future__ import annotations

from pathlib import Path

from sekisho.gates.contract import Checked, Gate, Target
from sekisho.gates.programs import asked
from sekisho.gates.share.guard import guard
from sekisho.gates.share.machine import lacks, placed_on
from sekisho.gates.share.preview import judge, preview
from sekisho.gates.share.rules import rules
from sekisho.gates.share.samba import settings
from sekisho.gates.share.windows import scripts

TESTPARM = "testparm"


def check_settings(folder: Path) -> tuple[Checked, ...]:
    """What ``testparm -s`` says of every server's file. It accepts names it does not know, and
    tells of them: then the file is refused."""
    return tuple(_strictly(asked(file, TESTPARM, ["-s"])) for file in sorted(folder.glob("*.conf")))


def _strictly(answer: Checked) -> Checked:
    unknown = [line for line in answer.said.splitlines() if "gnoring unknown parameter" in line]
    if answer.answer != "accepted" or not unknown:
        return answer
    return Checked(answer.file, "refused", answer.program, "\n".join(unknown))


def check_scripts(folder: Path) -> tuple[Checked, ...]:
    """No program here checks a script of Windows."""
    return tuple(Checked(one.name, "not_checked", "Windows") for one in sorted(folder.iterdir()))


GATE = Gate(
    "share",
    (
        Target(
            "samba",
            settings,
            check_settings,
            confirm="gates.share.confirm.samba",
            back="gates.share.back.samba",
            lacks=lacks,
            placed_on=placed_on,
        ),
        Target(
            "windows",
            scripts,
            check_scripts,
            confirm="gates.share.confirm.windows",
            back="gates.share.back.windows",
        ),
    ),
    preview,
    guard,
    judge,
    rules,
)
