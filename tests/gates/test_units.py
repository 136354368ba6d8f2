"""The units: taken by systemd's own checker without a word, and shut."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.gates.units import Wanted, units

ANALYZE = shutil.which("systemd-analyze")
RULES = "version: 1\n"
EXPECTED = {
    "icap.service", "mail.service", "personal.service", "personal.timer", "rulebook.service",
    "rulebook.timer", "state.service", "state.timer",
}  # fmt: skip


def made(tmp_path: Path, name: str = "sekisho") -> Path:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    out = tmp_path / "out"
    words = ["gates", "units", "--rulebook", str(tmp_path / "rules.yaml"), "--out", str(out)]
    words += ["--scan", str(tmp_path / "共有 1"), "--program", str(program)]
    assert main(words) == Exit.DONE
    return out


def checked(folder: Path) -> str:
    system = folder / "systemd" / "system"
    for name in ("squid", "postfix", "nftables"):  # what ours name
        own = system / f"{name}.service"
        own.write_text("[Service]\nType=oneshot\nExecStart=/bin/true\n", encoding="utf-8")
    files = sorted(map(str, system.glob("*.*")))
    files = [one for one in files if Path(one).is_file()]
    assert ANALYZE is not None
    told = subprocess.run(
        [ANALYZE, "verify", "--man=no", *files], check=False, capture_output=True,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{system}:"},
    )  # fmt: skip
    said = told.stderr.decode().splitlines()
    return "\n".join(line for line in said if str(folder) in line or "sekisho" in line)


@pytest.mark.skipif(ANALYZE is None, reason="needs systemd-analyze (apt-get install systemd)")
def test_systemd_takes_them_without_a_word(tmp_path: Path) -> None:
    out = made(tmp_path)
    names = {path.name.removeprefix("sekisho-") for path in out.rglob("sekisho-*")}
    assert names == EXPECTED
    assert checked(out) == ""


@pytest.mark.skipif(ANALYZE is None, reason="needs systemd-analyze (apt-get install systemd)")
def test_the_checker_would_speak(tmp_path: Path) -> None:
    out = made(tmp_path)
    path = out / "systemd/system/sekisho-mail.service"
    text = path.read_text(encoding="utf-8").replace("ProtectSystem=strict", "ProtectSystm=strict")
    path.write_text(text, encoding="utf-8")
    assert "ProtectSystm" in checked(out)


@pytest.mark.parametrize("file", units(Wanted("/opt/s", "/etc/r.yaml", ("/srv",))),
                         ids=lambda file: file.name)  # fmt: skip
def test_every_service_is_shut(file: object) -> None:
    name, text = file.name, file.content.decode()  # type: ignore[attr-defined]
    if name.endswith(".service"):
        for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes"):
            assert line in text.splitlines()
        own = [line for line in text.splitlines() if line.startswith("User=")]
        assert own == (["User=root"] if "-state." in name else ["User=sekisho"])


def test_a_flush_never_follows_a_quarantine_that_could_not_be_restored() -> None:
    """Debian's unit flushes all rules when it fails."""
    (own,) = [one for one in units(Wanted("/opt/s", "/r")) if "nftables" in one.name]
    commands = [line for line in own.content.decode().splitlines() if line.startswith("Exec")]
    assert commands
    assert all(line.partition("=")[2].startswith("-/opt/s gates quarantine") for line in commands)


def test_words_of_a_path_are_only_words(tmp_path: Path) -> None:
    (scan,) = [one for one in units(Wanted("/opt/s", "/r", ("/srv/100% $HOME",)))
               if one.name.endswith("personal.service")]  # fmt: skip
    assert "'/srv/100%% $$HOME'" in scan.content.decode()
    assert not list(tmp_path.iterdir())
