"""What the ruleset logs, written down: settings of ulogd2, which takes NFLOG to a file.

Reference: ulogd(8), ulogd.conf of ulogd2 2.0.8 (Debian: ``ulogd2``, ``ulogd2-json``). Without
``plugin`` lines it loads all its plugins, wherever the architecture keeps them.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from sekisho.gates.contract import Answer, Checked, File
from sekisho.gates.programs import program
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

NAME = "ulogd.conf"
GROUP = 5
"""NFLOG group of everything refused, or passed with a note."""
PROGRAM = "ulogd"
FOLDER = "/var/log/ulog"
LIVES_S = 1.5
"""Settings that it does not understand end it at once; so long it lives with any others."""
_SETTINGS = """\
# 関所: 回線の関の記録（NFLOG の組 {group}）をファイルに書く ulogd2 の設定。規程から作られたもの。
# 段階: {stage}   規程: {digest}
# 置き場所: /etc/ulogd.conf   要るもの: ulogd2 と ulogd2-json
# 起動: ulogd -d -c /etc/ulogd.conf   ファイルを替えたとき: ulogd に SIGHUP
# 証拠: {folder}/sekisho-line.json を写す

[global]
logfile="{folder}/ulogd.log"
loglevel=5
stack=line1:NFLOG,base1:BASE,ifi1:IFINDEX,ip2str1:IP2STR,json1:JSON

[line1]
group={group}

[json1]
sync=1
file="{folder}/sekisho-line.json"
timestamp=1
"""


def settings(rulebook: Rulebook, stages: Stages) -> File:
    """The file ``ulogd.conf``."""
    text = _SETTINGS.format(
        group=GROUP, stage=stages.everybody, digest=rulebook.digest, folder=FOLDER
    )
    return File(NAME, text.encode())


def check(file: Path) -> Checked:
    """Whether a real ulogd lives with the settings for a moment, in a network of its own; it has
    no switch that only checks. What it would write goes to a folder that is thrown away."""
    found, alone = program(PROGRAM), program("unshare")
    if found is None or alone is None:
        return Checked(file.name, "not_checked", PROGRAM)
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / NAME
        tried.write_bytes(file.read_bytes().replace(FOLDER.encode(), folder.encode()))
        command = [alone, "-rn", found, "-c", str(tried)]
        try:
            told = subprocess.run(  # noqa: S603  (a fixed program with a file of ours)
                command, capture_output=True, check=False, timeout=LIVES_S
            )
        except subprocess.TimeoutExpired:
            return Checked(file.name, "accepted", PROGRAM)
        except OSError as error:
            return Checked(file.name, "not_checked", PROGRAM, str(error))
        log = Path(folder) / "ulogd.log"
        said = log.read_text("utf-8", "replace") if log.exists() else ""
    words = told.stderr.decode("utf-8", "replace")
    # where nobody may make a network of his own, ulogd was never asked
    answer: Answer = "not_checked" if words.startswith("unshare:") else "refused"
    return Checked(file.name, answer, PROGRAM, said + words)
