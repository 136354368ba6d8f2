"""Starts Sekisho from this folder; the first start installs it, without network or administrator.

``sekisho.sh`` and ``sekisho.cmd`` find a Python and run this with it. What is installed lies in
``lib/`` beside this file, one folder for each Python, so that one stick serves several computers.
No virtual environment is made: Python's embeddable package has neither ``venv`` nor ``pip``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent
SYSTEM = "windows" if os.name == "nt" else "linux"
TARGET = "{}-{}.{}".format(SYSTEM, *sys.version_info[:2])
LIB = BASE / "lib" / TARGET
DONE = ".complete"
LONGEST = 140
"""No path inside a wheel is longer; Windows takes 259 letters in all unless told otherwise."""

DONE_WELL, FAILED, BAD_INPUT = 0, 1, 2
"""The exit codes of ``sekisho`` that this file can end with."""

TEXT = {
    "ja": {
        "checking": "同梱物を確かめている（SHA256SUMS）…",
        "changed": "「{0}」が作られた時と違う。使わずに入手し直す [offline.changed]",
        "missing": "「{0}」がない。フォルダー全体を写し直す [offline.missing]",
        "installing": "組み込んでいる（{0}）。数分かかることがある…",
        "failed": "組み込めなかった。上の表示を添えて知らせてほしい [offline.failed]",
        "unfit": "この Python（{0}）向けの部品がない。使えるのは {1} [offline.unfit]",
        "long": "フォルダーの場所が深すぎる。C:\\sekisho のような浅い場所に写す [offline.long]",
        "io": "「{0}」を読み書きできない（{1}）。全体をディスクに写して始める [offline.io]",
        "stopped": "途中で止めた。もう一度始めると、はじめから組み込む [offline.stopped]",
        "done": "組み込みが終わった：{0}",
    },
    "en": {
        "checking": "Checking what lies in this folder (SHA256SUMS) …",
        "changed": "{0} is not as it was made. Do not use it; get it anew [offline.changed]",
        "missing": "{0} is missing. Copy the whole folder again [offline.missing]",
        "installing": "Installing ({0}). This may take some minutes …",
        "failed": "It could not be installed. Please report what stands above [offline.failed]",
        "unfit": "Nothing here is made for this Python ({0}). Usable are {1} [offline.unfit]",
        "long": "This folder lies too deep. Copy it to a place like C:\\sekisho [offline.long]",
        "io": "{0}: {1}. Copy the whole folder to a disk and start there [offline.io]",
        "stopped": "Stopped. The next start installs from the beginning [offline.stopped]",
        "done": "Installed: {0}",
    },
}


class CannotError(Exception):
    """What keeps Sekisho from being installed: a key of ``TEXT`` and its values."""


def language() -> str:
    """Japanese unless the locale is an English one."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "en" if os.environ[name].lower().startswith("en") else "ja"
    return "ja"


def say(key: str, *values: object) -> None:
    """A sentence on the error stream, on consoles of any encoding."""
    line = TEXT[language()][key].format(*values) + "\n"
    known = sys.stderr.encoding or "ascii"
    sys.stderr.write(line.encode(known, "backslashreplace").decode(known))
    sys.stderr.flush()


def targets() -> list[str]:
    """What this folder holds wheels for: ``windows-3.12`` and so on."""
    return (BASE / "targets.txt").read_text(encoding="ascii").split()


def fits() -> bool:
    """True when this Python is one that the folder holds wheels for."""
    return sys.maxsize > 2**32 and TARGET in targets()


def check() -> None:
    """Compares every file with SHA256SUMS. Raises CannotError."""
    say("checking")
    for line in (BASE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        wanted, _two, name = line.partition("  ")
        path = BASE / name
        if not path.is_file():
            raise CannotError("missing", name)
        if digest(path) != wanted:
            raise CannotError("changed", name)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            found.update(block)
    return found.hexdigest()


def install() -> None:
    """Puts the wheels of this Python into ``LIB``, whole or not at all.

    Raises CannotError, OSError.
    """
    if os.name == "nt" and len(str(LIB)) + LONGEST > 259:
        raise CannotError("long")
    check()
    say("installing", TARGET)
    making = LIB.with_name(LIB.name + ".new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    if subprocess.run(pip(making), check=False).returncode != 0:
        raise CannotError("failed")
    # commands for a terminal, which would look for their packages elsewhere
    shutil.rmtree(making / "bin", ignore_errors=True)
    (making / DONE).touch()
    shutil.rmtree(LIB, ignore_errors=True)
    making.replace(LIB)
    say("done", LIB)


def pip(where: Path) -> list[str]:
    """pip from its own wheel, as ``ensurepip`` runs it: no pip need be installed."""
    (own,) = (BASE / "wheels").glob("pip-*.whl")
    run = (
        "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
        "runpy.run_module('pip', run_name='__main__', alter_sys=True)"
    )
    words = [sys.executable, "-I", "-c", run, str(own), "--isolated", "install", "--quiet"]
    words += ["--no-index", "--find-links", str(BASE / "wheels"), "--require-hashes"]
    words += ["--disable-pip-version-check", "--no-cache-dir", "--root-user-action", "ignore"]
    return [*words, "--target", str(where), "--requirement", str(BASE / "requirements.txt")]


def prepared(*, anew: bool) -> int:
    """Installs what is not installed yet, and says what keeps it from that. Gives the exit code."""
    try:
        if not fits():
            say("unfit", TARGET, ", ".join(targets()))
            return BAD_INPUT
        if anew or not (LIB / DONE).exists():
            install()
    except CannotError as error:
        say(*error.args)
    except OSError as error:
        say("io", error.filename or BASE, error.strerror or error)
    except KeyboardInterrupt:
        say("stopped")
    else:
        return DONE_WELL
    return FAILED


def main(words: list[str]) -> int:
    """``--fits`` answers by exit code, ``--install`` installs anew, all else is ``sekisho``'s."""
    if words == ["--fits"]:
        return DONE_WELL if fits() else BAD_INPUT
    ended = prepared(anew=words == ["--install"])
    if ended != DONE_WELL or words == ["--install"]:
        return ended
    sys.path.insert(0, str(LIB))
    from sekisho.cli.main import main as sekisho  # noqa: PLC0415  (installed just now)

    return sekisho(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
