"""The share gate on a file server: whose file it is, what smb.conf has to say, on and back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.gates.programs import program
from sekisho.gates.share.machine import lacks, placed_on
from sekisho.gates.stages import Stages
from tests.gates.share import ACCOUNTS, PORT, SERVER, SHARES, loaded
from tests.gates.share.test_access import RULES
from tests.gates.share.test_samba import TODAY, real

TWO = {
    **RULES,
    "assets": [
        *RULES["assets"],
        {"name": "FS02", "zone": "行政系", "addresses": ["198.18.20.6"]},
        {"name": "FS03", "zone": "行政系", "addresses": ["198.18.20.7"], "os": "Windows Server"},
    ],
    "shares": [
        *RULES["shares"],
        {"name": "zei", "server": "FS02", "path": "/srv/zei"},
        {"name": "win", "server": "FS03", "path": "D:\\win"},
    ],
}
INCLUDE = "include = /etc/samba/sekisho-FS01.conf"


@pytest.mark.parametrize(
    ("machine", "own"),
    [
        ("FS01", "sekisho-FS01.conf"),
        ("fs01", "sekisho-FS01.conf"),
        ("fs01.town.example", "sekisho-FS01.conf"),
        ("FS02", "sekisho-FS02.conf"),
        ("FS03", None),
        ("PC-1", None),
        ("elsewhere", None),
    ],
)
def test_a_server_gets_its_own_file_alone(machine: str, own: str | None, tmp_path: Path) -> None:
    placement = placed_on(loaded(TWO, tmp_path), machine)
    assert (placement and list(placement.files.items())) == (
        [(own, f"/etc/samba/{own}")] if own else None
    )


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (f"[global]\n{INCLUDE}\n", True),
        ("   Include=/etc/samba/sekisho-FS01.conf  \n", True),
        (f"# {INCLUDE}\n; {INCLUDE}\n", False),
        ("include = /etc/samba/other.conf\n", False),
        (None, False),
    ],
    ids=["as_told", "as_samba_takes_it", "in_a_comment", "another_file", "no_smb_conf"],
)
def test_smb_conf_has_to_read_it_in(text: str | None, good: bool, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "smb.conf").write_text(text, encoding="utf-8")
    found = lacks(loaded(RULES, tmp_path), Stages(), lambda path: tmp_path / Path(path).name)
    assert (found == ()) == good
    assert all(dict(one.values)["line"] == INCLUDE for one in found)


def built(folder: Path, content: dict[str, Any], stage: str) -> list[str]:
    """Builds, and gives the words of the ``apply`` that puts it on."""
    book, out = folder / f"{stage}.yaml", folder / stage
    book.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    words = ["gates", "build", "share", "--target", "samba", "--stage", stage]
    assert main([*words, "--rulebook", str(book), "--out", str(out)]) == Exit.DONE
    return ["apply", str(out), "--rulebook", str(book)]


@pytest.mark.daemon
@pytest.mark.skipif(program("testparm") is None, reason="needs Samba (apt-get install samba)")
def test_below_another_root_files_come_and_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "machine"
    (root / "etc/samba").mkdir(parents=True)
    state = ["--state", str(tmp_path / "state"), "--root", str(root)]
    words = ["gates", *built(tmp_path, TWO, "observe"), *state]
    assert main([*words, "--machine", "PC-1"]) == Exit.BAD_INPUT
    assert "PC-1" in capsys.readouterr().out
    assert main([*words, "--machine", "FS01"]) == Exit.FAILED
    told = capsys.readouterr()
    assert INCLUDE in told.out
    assert "cli.gates.lacking" in told.err
    (root / "etc/samba/smb.conf").write_text(INCLUDE, encoding="utf-8")
    assert main([*words, "--machine", "FS01"]) == Exit.DONE
    names = sorted(one.name for one in (root / "etc/samba").iterdir())
    assert names == ["sekisho-FS01.conf", "smb.conf"]
    assert main(["gates", "return", "share", *state]) == Exit.DONE
    assert [one.name for one in (root / "etc/samba").iterdir()] == ["smb.conf"]


@real
@pytest.mark.daemon
def test_a_real_server_refuses_from_apply_to_return() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # smbd works as the person who asks
        rules = json.loads(json.dumps(RULES).replace("/srv/", f"{folder}/shares/"))
        state = ["--state", str(folder / "gates"), "--machine", "FS01"]
        back = ["return", "share", *state[:2]]
        acts = [
            [*built(folder, rules, "observe"), *state],
            [*built(folder, rules, "enforce"), *state],
            back,
            back,
        ]
        asked = [
            {"share": "somu", "account": account, "address": address, "writes": writes}
            for account, address, writes in (
                ("tsuki", "198.18.20.1", True),
                ("kaze", "198.18.20.1", False),  # of another department
                ("umi", "198.18.20.1", True),  # who may only read
                ("tsuki", "198.18.40.3", False),  # out of another zone
            )
        ]
        job = {
            "folder": name, "settings": "", "base": TODAY.replace("/srv/", f"{folder}/shares/"),
            "accounts": list(ACCOUNTS), "shares": SHARES, "server": SERVER, "port": PORT,
            "accesses": asked, "acts": acts, "included": INCLUDE.partition(" = ")[2],
        }  # fmt: skip
        done = subprocess.run(
            ["unshare", "-mn", sys.executable, str(Path(__file__).with_name("switched.py"))],
            input=json.dumps(job).encode(), capture_output=True, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    everybody, some = [True] * 4, [True, False, False, False]
    assert told == [[0, one] for one in (everybody, everybody, some, everybody, everybody)], (
        done.stderr.decode()
    )
