"""Consoles as towns have them: cp932, a pipe that is closed, a program that reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import LINE

NAME = "髙﨑𠮷邉～−①.log"
"""Signs that cp932 has (髙﨑①), has by another code (～−), and lacks (𠮷)."""


def run(*words: str, encoding: str = "cp932", **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, **more}
    environment.pop("LC_ALL", None)
    command = [sys.executable, "-m", "sekisho.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "cp1252", "euc_jp"])
def test_a_console_that_lacks_a_sign(evidence: Path, tmp_path: Path, encoding: str) -> None:
    (evidence / NAME).write_text(LINE * 3 + "half a li", encoding="utf-8")
    out = tmp_path / f"髙﨑𠮷-{encoding}.jsonl"
    done = run("events", str(evidence), "--out", str(out), "--workers", "0",
               encoding=encoding, LANG="ja_JP.SJIS")  # fmt: skip
    assert done.returncode == 3
    assert b"Error" not in done.stderr
    told = done.stdout.decode(encoding)
    assert "\\U00020bb7" in told
    if encoding == "cp932":
        assert "髙﨑" in told
    users = [json.loads(line)["evidence"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert set(users) == {"good.log", NAME}


@pytest.mark.parametrize("words", [["sources"], ["--help"], ["investigate", "--help"]])
def test_long_answers_on_such_a_console(words: list[str]) -> None:
    done = run(*words, LANG="ja_JP.SJIS")
    assert b"Traceback" not in done.stderr
    assert "関所" in done.stdout.decode("cp932") or done.stdout


def test_json_is_whole_whatever_the_console(evidence: Path, tmp_path: Path) -> None:
    (evidence / NAME).write_bytes(bytes(range(256)) * 8)
    done = run("events", str(evidence), "--out", str(tmp_path / "o.jsonl"), "--json",
               "--workers", "0", LANG="ja_JP.SJIS")  # fmt: skip
    assert json.loads(done.stdout.decode("utf-8"))["unread"][0]["path"] == NAME


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error on Windows")
def test_a_reader_that_leaves_early() -> None:
    command = [sys.executable, "-m", "sekisho.cli.main", "sources", "--lang", "en"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert told == b""
