"""The folder as a town gets it: built for this machine, installed and used without a network."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from offline.build import NAMESPACE as NAME
from offline.build import SUMS, SignError, Wish, build, sign
from offline.sbom import check
from offline.targets import ALL, Target

EPOCH = 1_700_000_000
HERE = Target("linux", f"{sys.version_info.major}.{sys.version_info.minor}")
NAMESPACE = ["unshare", "--map-root-user", "--net"]
"""A network of its own without any interface that is up, for a user of any kind."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def index() -> None:
    """Wheels come from a package index or pip's own store of it; without, nothing is built."""
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", os.devnull]
    done = subprocess.run([*words, "six"], check=False, capture_output=True, text=True)
    if "No matching distribution" in done.stderr or "connection" in done.stderr.lower():
        pytest.skip("needs a package index")


@pytest.fixture(scope="module")
def folder(index: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if HERE not in ALL or platform.machine() != "x86_64":
        pytest.skip("no target is like this machine")
    out = tmp_path_factory.mktemp("offline") / "dist" / "sekisho-offline"
    return build(Wish(out, [HERE], EPOCH))


def content(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Every file with hash, mode and time."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mode,
            int(path.stat().st_mtime),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_everything_is_there(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert {
        "README.ja.md", "README.txt", "SHA256SUMS", "docs", "install.cmd", "install.sh", "licences",
        "requirements.txt", "sbom.cdx.json", "sekisho.cmd", "sekisho.sh", "start.py",
        "targets.txt", "wheels",
    } <= names  # fmt: skip
    assert (folder / "docs" / "procurement.ja.md").is_file()
    assert (folder / "docs" / "guide" / "ja" / "index.md").is_file()
    assert not list(folder.rglob("*.tar.gz"))
    assert os.access(folder / "sekisho.sh", os.X_OK)


def test_the_hashes_are_those_of_every_file(folder: Path) -> None:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    mine = {name: digest for name, (digest, _mode, _time) in content(folder).items()}
    assert told == {name: digest for name, digest in mine.items() if name != SUMS}
    if program := shutil.which("sha256sum"):
        words = [program, "--check", "--quiet", SUMS]
        assert subprocess.run(words, cwd=folder, check=False).returncode == 0


def test_the_bill_names_every_wheel_with_its_hash(folder: Path) -> None:
    text = (folder / "sbom.cdx.json").read_text(encoding="utf-8")
    check(text)
    made = json.loads(text)
    parts = [*made["components"], made["metadata"]["component"]]
    listed = {
        one["url"]: one["hashes"][0]["content"]
        for part in parts
        for one in part["externalReferences"]
    }
    wheels = {
        f"wheels/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "wheels").iterdir()
    }
    assert listed == wheels
    assert all(part["licenses"] and part["purl"] for part in parts)


def test_what_is_installed_is_pinned_by_hash_to_what_lies_here(folder: Path) -> None:
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    hashes = {line.split("--hash=sha256:")[1] for line in lines}
    wheels = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "wheels").iterdir()
        if not path.name.startswith("pip-")
    }
    assert hashes == wheels


def test_no_path_in_a_wheel_is_longer_than_windows_takes(folder: Path) -> None:
    start: dict[str, object] = {"__file__": str(folder / "start.py"), "__name__": "start"}
    exec(compile((folder / "start.py").read_bytes(), "start.py", "exec"), start)  # noqa: S102
    longest = 0
    for wheel in (folder / "wheels").iterdir():
        with zipfile.ZipFile(wheel) as archive:
            longest = max(longest, *map(len, archive.namelist()))
    assert longest <= int(str(start["LONGEST"]))


def test_what_stands_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(FileExistsError):
        build(Wish(tmp_path / "mine", [HERE], EPOCH))


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """A new private key, None where no program makes one."""
    program = shutil.which("ssh-keygen")
    if program is None:
        return None
    made = tmp_path_factory.mktemp("key") / "key"
    words = [program, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(made)]
    subprocess.run(words, check=True)
    return made


@pytest.fixture(scope="module")
def again(folder: Path, key: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built a second time, elsewhere, and signed."""
    return build(Wish(tmp_path_factory.mktemp("other") / "again", [HERE], EPOCH, key))


def test_the_same_input_gives_the_same_folder(folder: Path, again: Path) -> None:
    second = content(again)
    second.pop(f"{SUMS}.sig", None)
    assert second == content(folder)
    assert [path.name for path in again.parent.iterdir()] == ["again"]


def test_hashes_are_signed_with_a_key_that_anybody_can_verify(
    again: Path, key: Path | None, tmp_path: Path
) -> None:
    if key is None:
        pytest.skip("needs ssh-keygen (Debian: openssh-client)")
    signers = tmp_path / "signers"
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    signers.write_text(f"maker {public}", encoding="utf-8", newline="\n")
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "maker", "-n", NAME]
    verify += ["-s", str(again / f"{SUMS}.sig")]
    sums = (again / SUMS).read_bytes()
    assert subprocess.run(verify, input=sums, check=False, capture_output=True).returncode == 0
    assert subprocess.run(verify, input=sums + b"x", check=False, capture_output=True).returncode


def test_a_key_that_is_none_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / SUMS).touch()
    with pytest.raises(SignError):
        sign(tmp_path / SUMS, tmp_path / "no key")


def without_network(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs a start script where no route leads anywhere, with nothing of this environment."""
    plain = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "ja_JP.UTF-8", "HOME": str(folder)}
    # the Python that the folder is for, before any other of the machine
    plain["PATH"] = f"{Path(sys.base_prefix) / 'bin'}:{plain['PATH']}"
    return subprocess.run(
        [*NAMESPACE, *words], cwd=folder.parent, env=plain, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def moved(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as it is carried: copied to another place, with a blank and Japanese in it."""
    if shutil.which("unshare") is None or without_network(folder, "true").returncode != 0:
        pytest.skip("needs a network namespace (unshare --net)")
    copy = tmp_path_factory.mktemp("stick") / "関所 の箱"
    shutil.copytree(folder, copy)
    return copy


def test_no_route_leads_out(moved: Path) -> None:
    script = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    assert "unreachable" in without_network(moved, sys.executable, "-c", script).stderr


def test_it_installs_and_works_without_a_network(moved: Path) -> None:
    installed = without_network(moved, str(moved / "install.sh"))
    assert installed.returncode == 0, installed.stderr
    run = str(moved / "sekisho.sh")
    drill = without_network(moved, run, "drill", "ikeda", "--out", "ex", "--set", "days=2")
    assert drill.returncode == 0
    assert "SHA256SUMS" not in drill.stderr, "installed a second time"
    now = ["--now", "2016-06-23T11:00+09:00", "--workers", "2"]
    done = without_network(moved, run, "investigate", "ex/evidence", "--case", "case", *now)
    assert done.returncode in (0, 3), done.stderr
    assert (moved.parent / "case" / "report-internal.html").is_file()
    checked = without_network(moved, run, "ledger", "verify", "case")
    assert checked.returncode == 0, checked.stderr
