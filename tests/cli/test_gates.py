"""Switched on and taken back by the command, with the real packet filter in a namespace."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main

RULES = """
version: 1
zones:
  - name: 行政系
    kind: LGWAN接続系
    networks: [198.18.20.0/24]
    allow: [{to: 公開系, ports: [tcp/3128], reason: 閲覧}]
  - {name: 公開系, kind: DMZ, networks: [198.18.50.0/24]}
  - {name: 住民情報系, kind: マイナンバー利用事務系, networks: [198.18.30.0/24]}
assets:
  - {name: ADMIN, addresses: [198.18.30.5]}
"""
LOCKED = RULES + "never_refused: {assets: [ADMIN], reason: 保守}\n"
NFT = shutil.which("nft") is not None and shutil.which("unshare") is not None
needs_nft = pytest.mark.skipif(not NFT, reason="needs nftables (apt-get install nftables)")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "rulebook.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def built(book: Path, stage: str, *more: str) -> Path:
    out = book.parent / f"built-{stage}"
    asked = ["gates", "build", "line", "--rulebook", str(book), "--stage", stage, *more]
    assert main([*asked, "--out", str(out)]) == Exit.DONE
    return out


def act(name: str, book: Path, *words: str) -> int:
    root = book.parent / "machine"
    root.mkdir(exist_ok=True)
    state = ["--state", str(book.parent / "state"), "--root", str(root)]
    return main(["gates", name, *words, *state, "--lang", "en"])


def apply(book: Path, folder: Path, *more: str) -> int:
    return act("apply", book, str(folder), "--rulebook", str(book), *more)


def placed(book: Path) -> Path:
    return book.parent / "machine" / "etc" / "nftables.d" / "sekisho.nft"


def told(capsys: pytest.CaptureFixture[str]) -> str:
    both = capsys.readouterr()
    return both.out + both.err


@needs_nft
def test_observe_then_enforce_then_back(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    observed = built(book, "observe")
    assert apply(book, observed, "--reason", "総決第12号") == Exit.DONE
    assert "carried to it by a person" in told(capsys)  # the FortiGate's
    enforced = built(book, "enforce")
    assert apply(book, enforced) == Exit.DONE
    assert placed(book).read_bytes() == (enforced / "line/nftables/sekisho.nft").read_bytes()
    assert act("return", book, "line") == Exit.DONE
    assert placed(book).read_bytes() == (observed / "line/nftables/sekisho.nft").read_bytes()
    told(capsys)
    assert act("state", book) == Exit.DONE
    assert "総決第12号" in told(capsys)
    assert act("return", book, "line", "--target", "nftables") == Exit.DONE
    assert not placed(book).exists()
    assert act("return", book, "line") == Exit.BAD_INPUT
    assert "cli.gates.nothing_on" in told(capsys)


@needs_nft
def test_nothing_is_enforced_at_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = built(book, "enforce")
    assert apply(book, folder) == Exit.FAILED
    assert "cli.gates.not_watched" in told(capsys)
    assert not placed(book).exists()
    assert apply(book, folder, "--straight-to-enforce", "感染の広がりを止める") == Exit.DONE
    capsys.readouterr()
    assert act("state", book, "--json") == Exit.DONE
    (on,) = json.loads(capsys.readouterr().out)["on"]
    assert (on["stage"], on["straight"]) == ("enforce", "感染の広がりを止める")


@needs_nft
def test_whoever_must_never_be_refused_is_not_locked_out(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write_text(LOCKED, encoding="utf-8")
    folder = built(book, "enforce")
    assert apply(book, folder, "--straight-to-enforce", "至急") == Exit.FAILED
    said = told(capsys)
    assert "cli.gates.locks_out" in said
    assert "198.18.30.5" in said
    assert not placed(book).exists()


@needs_nft
@pytest.mark.parametrize("how", ["edited", "removed", "another rulebook", "another stage"])
def test_only_what_the_rulebook_gives_goes_on(
    how: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = built(book, "observe")
    file = folder / "line" / "nftables" / "sekisho.nft"
    if how == "edited":
        file.write_bytes(file.read_bytes() + b"\n")
    elif how == "removed":
        file.unlink()
    elif how == "another rulebook":
        book.write_text(RULES.replace("tcp/3128", "tcp/8080"), encoding="utf-8")
    else:
        told_by = json.loads((folder / "built.json").read_text(encoding="utf-8"))
        for one in told_by["built"]:
            one["stage"] = "warn"
        (folder / "built.json").write_text(json.dumps(told_by), encoding="utf-8")
    assert apply(book, folder) == Exit.BAD_INPUT
    assert "cli.gates.not_as_built" in told(capsys)
    assert not placed(book).exists()


def test_what_no_checker_accepted_does_not_go_on(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built(book, "observe")
    monkeypatch.setattr("sekisho.gates.programs.program", lambda _name: None)
    assert apply(book, folder) == Exit.FAILED
    assert "cli.gates.not_accepted" in told(capsys)
    assert not placed(book).exists()


def test_what_a_person_carries_is_not_applied(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = built(book, "observe", "--target", "fortigate")
    assert apply(book, folder) == Exit.BAD_INPUT
    assert "cli.gates.nothing_placed" in told(capsys)


def test_one_folder_holds_several_gates(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    share = "shares: [{name: somu, server: ADMIN, zone: 住民情報系}]\n"
    book.write_text(RULES + share, encoding="utf-8")
    folder = built(book, "observe")
    asked = ["gates", "build", "share", "--target", "samba", "--rulebook", str(book)]
    assert main([*asked, "--stage", "warn", "--out", str(folder)]) == Exit.DONE
    capsys.readouterr()
    assert main(["gates", "check", str(folder), "--json"]) == Exit.NOT_ALL_READ
    answered = {one["program"] for one in json.loads(capsys.readouterr().out)}
    assert {"FortiOS", "nft", "testparm"} <= answered


@needs_nft
def test_state_says_what_was_changed_by_hand(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert act("state", book) == Exit.DONE
    assert "No gate is on" in told(capsys)
    apply(book, built(book, "observe"))
    placed(book).chmod(0o666)
    assert act("state", book) == Exit.DIFFERENT
    assert "permissions were changed" in told(capsys)
    placed(book).write_bytes(b"flush ruleset\n")
    assert act("state", book) == Exit.DIFFERENT
    assert "changed since" in told(capsys)
    placed(book).unlink()
    assert act("state", book) == Exit.DIFFERENT
    assert "is gone" in told(capsys)


LIVE = """
set -e
mount --bind "$1/etc" /etc
cd "$1"
python=$2
gates() { "$python" -m sekisho.cli.main gates "$@" --state state >>log 2>&1; }
echo first; gates apply built-observe --rulebook rulebook.yaml
nft list table inet sekisho | grep -c observe
echo second; gates apply built-enforce --rulebook rulebook.yaml
nft list table inet sekisho | grep -c 'policy drop'
nft add element inet sekisho_quarantine v4 '{ 198.18.20.10 }'
echo back; gates return line; nft list table inet sekisho | grep -c 'policy drop' || true
echo gone; gates return line; nft list tables
nft list set inet sekisho_quarantine v4 | grep -c 198.18.20.10
test -e /etc/nftables.d/sekisho.nft || echo no file
"""
"""In a user, mount and network namespace of its own, where /etc is a folder of the test's."""


@needs_nft
@pytest.mark.slow
def test_the_kernel_has_what_is_on(book: Path) -> None:
    home = book.parent
    for stage in ("observe", "enforce"):
        built(book, stage)
    shutil.copytree("/etc", home / "etc", symlinks=True, ignore=_small)
    done = subprocess.run(
        ["unshare", "-rnm", "sh", "-c", LIVE, "sh", str(home), sys.executable],
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode().split("\n")
    assert done.returncode == 0, done.stderr.decode()
    assert said[0] == "first"
    assert int(said[1]) > 0
    assert said[2:8] == ["second", "1", "back", "0", "gone", "table inet sekisho_quarantine"]
    assert said[8:10] == ["1", "no file"]


def _small(folder: str, names: list[str]) -> list[str]:
    """Of /etc only what a program needs to start."""
    wanted = {"passwd", "group", "ld.so.cache", "protocols", "services", "localtime"}
    return [name for name in names if folder != "/etc" or name not in wanted]
