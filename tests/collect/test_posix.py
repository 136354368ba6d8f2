"""The script for servers, run for real by the shells that are here."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sekisho.collect.posix import places, quoted, shell_script
from sekisho.collect.sheets import slip
from sekisho.text import LANGUAGES

SHELLS = {"dash": ["dash"], "busybox": ["busybox", "sh"], "bash": ["bash", "--posix"]}
SMB_CONF = "[global]\n workgroup = X\n[gikai]\n  path = /srv/議会 & 総務\n[u]\npath=/home/%U\n"
ODD = '$(touch HERE)`touch HERE` & "名簿" it\'s a\\b.txt'


def shell(name: str) -> list[str]:
    if shutil.which(SHELLS[name][0]) is None:
        pytest.skip(f"needs {SHELLS[name][0]}")
    return SHELLS[name]


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """The disk of a server with Squid, Samba and syslog, and names that nobody asked for."""
    root = tmp_path / "disk of fs01"
    files = {
        "etc/hostname": "fs01.town.example\n",
        "etc/samba/smb.conf": SMB_CONF,
        "etc/squid/squid.conf": "logformat x %ts\n",
        "var/log/squid/access.log": "1 2 3\n",
        "var/log/squid/old/access.log.1.gz": "z",
        "var/log/syslog": "Jun  3 16:03:11 fs01 x: y\n",
        f"srv/議会 & 総務/{ODD}": "12345",
        "srv/議会 & 総務/tab\tname.xlsx": "1",
        "var/log/samba/-rf.log": "-",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1464937391, 1464937391))
    os.mkfifo(root / "var/log/squid/pipe")
    (root / "var/log/mail.log").symlink_to("/nowhere")
    return root


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick & it's" / "linux"
    folder.mkdir(parents=True)
    (folder / "collect.sh").write_bytes(shell_script("ja", "0.1.0"))
    (folder / "custody.html").write_bytes(slip("ja"))
    return folder


def run(name: str, stick: Path, server: Path, *more: str) -> tuple[int, Path, str]:
    command = [*shell(name), str(stick / "collect.sh"), "--root", str(server), *more]
    done = subprocess.run(
        command, check=False, capture_output=True, stdin=subprocess.DEVNULL, cwd=stick, timeout=120
    )
    (out,) = (stick / "collected").iterdir()
    return done.returncode, out, done.stdout.decode()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def state(folder: Path) -> Mapping[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", SHELLS)
def test_it_copies_what_is_there_and_says_so(name: str, stick: Path, server: Path) -> None:
    before = state(server)
    code, out, said = run(name, stick, server)
    assert code == 0, (out / "log.txt").read_text()
    assert state(server) == before
    told = lines(out / "collection.jsonl")
    assert (told[0]["sekisho"], told[-1]["sekisho"]) == ("begin", "end")
    assert {one["host.name"] for one in told} == {"fs01"}
    copies = {one["file.path"]: one for one in told if one["sekisho"] == "copy"}
    assert {
        "/etc/samba/smb.conf", "/etc/squid/squid.conf", "/var/log/squid/access.log",
        "/var/log/squid/old/access.log.1.gz", "/var/log/syslog", "/var/log/samba/-rf.log",
        "listing",
    } == copies.keys()  # fmt: skip
    for one in copies.values():
        data = (out / one["collection.path"]).read_bytes()
        assert one["file.size"] == len(data)
        assert one["file.hash.sha256"] == hashlib.sha256(data).hexdigest()
    assert copies["/var/log/syslog"]["file.mtime"] == "2016-06-03T07:03:11Z"
    steps = {one["collection.step"]: one for one in told if one["sekisho"] == "step"}
    assert steps.keys() == {*(place.id for place in places()), "clock", "listing"}
    assert "event.outcome" not in steps["mail"]
    assert not (stick / "HERE").exists()
    assert not (server / "HERE").exists()
    whole = hashlib.sha256((out / "SHA256SUMS.txt").read_bytes()).hexdigest().upper()
    assert whole in re.sub(r"(?<=\w) (?=\w{4}\b)", "", said)
    assert " ".join(re.findall("....", whole)) in (out / "custody.html").read_text()


@pytest.mark.parametrize("name", SHELLS)
def test_the_hashes_are_those_of_sha256sum(name: str, stick: Path, server: Path) -> None:
    _code, out, _said = run(name, stick, server)
    done = subprocess.run(
        ["sha256sum", "--quiet", "-c", "SHA256SUMS.txt"], cwd=out, check=False, capture_output=True
    )
    assert (done.returncode, done.stdout) == (0, b"")
    listed = (out / "SHA256SUMS.txt").read_text(encoding="utf-8")
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {line[66:] for line in listed.splitlines()} == there - {
        "SHA256SUMS.txt", "custody.html", "log.txt",
    }  # fmt: skip


@pytest.mark.parametrize("name", SHELLS)
def test_shares_are_listed_with_times_and_hashes(name: str, stick: Path, server: Path) -> None:
    _code, out, _said = run(name, stick, server, "--hash")
    found: dict[str, dict[str, Any]] = {}
    for one in lines(out / "files" / "listing.jsonl"):
        assert one["sekisho"] == "file"
        found.setdefault(one["file.path"], {}).update(one)
    odd = found[f"/srv/議会 & 総務/{ODD}"]
    assert odd["file.size"] == 5
    assert odd["file.mtime"] == "2016-06-03T07:03:11Z"
    assert odd["file.hash.sha256"] == hashlib.sha256(b"12345").hexdigest()
    assert found["/srv/議会 & 総務/tab\tname.xlsx"]["file.size"] == 1
    assert len(found) == 2


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(stick: Path, server: Path) -> None:
    (server / "var/log/squid/access.log").unlink()
    (server / "var/log/squid/access.log").mkdir()
    (server / "var/log/squid/access.log/x").symlink_to("x")
    code, out, _said = run("dash", stick, server)
    told = lines(out / "collection.jsonl")
    assert code == 0
    assert "/var/log/syslog" in {one.get("file.path") for one in told}
    if os.geteuid() != 0:
        (server / "var/log/syslog").chmod(0)
        code, out, _said = run("dash", stick, server)
        assert code == 3


@pytest.mark.parametrize("words", [["--root"], ["--nothing"], ["--root", "/no/such/disk"]])
def test_bad_words_are_refused(words: list[str], stick: Path) -> None:
    command = [*shell("dash"), str(stick / "collect.sh"), *words]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 2
    assert not (stick / "collected").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_shellcheck_has_nothing_to_say(language: Any, tmp_path: Path) -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("needs shellcheck")
    path = tmp_path / "collect.sh"
    path.write_bytes(shell_script(language, "it's"))
    done = subprocess.run(
        ["shellcheck", "-s", "sh", str(path)], check=False, capture_output=True, text=True
    )
    assert done.stdout == ""


@pytest.mark.parametrize("text", ["it's", "$(x)", "a\nb", "\\", '"', "名簿"])
def test_a_word_says_what_was_put_in(text: str) -> None:
    command = [*shell("dash"), "-c", f"printf %s {quoted(text)}"]
    assert subprocess.run(command, check=True, capture_output=True).stdout.decode() == text
